//! What is known of the files that are sent.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::{GalleryId, PhotoId, StudioId};

use super::ids;
use crate::{
    database::Tx,
    downloads::FileKind,
    error::{Error, Result},
    media::Patch,
};

/// What is known of one file.
#[derive(Clone, Debug)]
pub(crate) struct Fact {
    /// Its size.
    pub(crate) bytes: u64,
    /// Its checksum, once it was read.
    pub(crate) crc32: Option<u32>,
    /// What is written over it.
    pub(crate) patches: Vec<Patch>,
}

/// Of the files of this kind, by the unguessable part of their names, as far as they are known.
pub(in super::super) async fn facts(tx: &mut Tx, keys: &[String], kind: FileKind) -> Result<HashMap<String, Fact>> {
    let rows = sqlx::query!(
        "SELECT storage_key, bytes, crc32, patches FROM photo_files WHERE storage_key = ANY($1) AND kind = $2",
        keys,
        kind.as_str(),
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let fact = Fact {
                bytes: u64::try_from(row.bytes).map_err(Error::internal)?,
                crc32: row.crc32.and_then(|crc32| u32::try_from(crc32).ok()),
                patches: serde_json::from_value(row.patches).map_err(Error::internal)?,
            };
            Ok((row.storage_key, fact))
        })
        .collect()
}

/// Keeps what was learned of a file, unless its photograph is gone.
pub(in super::super) async fn note(
    tx: &mut Tx,
    studio: StudioId,
    photo: PhotoId,
    storage_key: &str,
    kind: FileKind,
    fact: &Fact,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO photo_files (studio_id, photo_id, storage_key, kind, bytes, crc32, patches)
         SELECT $1, id, $3, $4, $5, $6, $7 FROM photos WHERE id = $2 FOR KEY SHARE
         ON CONFLICT (storage_key, kind) DO UPDATE SET bytes = $5, crc32 = $6, patches = $7",
        studio.0,
        photo.0,
        storage_key,
        kind.as_str(),
        i64::try_from(fact.bytes).map_err(Error::internal)?,
        fact.crc32.map(i64::from),
        serde_json::to_value(&fact.patches).map_err(Error::internal)?,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Keeps the sizes of many files of a kind, of which nothing was known.
pub(in super::super) async fn sizes(
    tx: &mut Tx,
    studio: StudioId,
    kind: FileKind,
    sizes: &[(PhotoId, String, u64)],
) -> Result<()> {
    let photos: Vec<PhotoId> = sizes.iter().map(|(photo, ..)| *photo).collect();
    let keys: Vec<String> = sizes.iter().map(|(_, key, _)| key.clone()).collect();
    let bytes: Vec<i64> = sizes.iter().map(|(.., bytes)| i64::try_from(*bytes).unwrap_or(i64::MAX)).collect();
    sqlx::query!(
        "INSERT INTO photo_files (studio_id, photo_id, storage_key, kind, bytes)
         SELECT $1, p.id, new.storage_key, $2, new.bytes
         FROM unnest($3::uuid[], $4::text[], $5::bigint[]) AS new (photo, storage_key, bytes)
         JOIN photos p ON p.id = new.photo
         ORDER BY new.storage_key
         ON CONFLICT (storage_key, kind) DO NOTHING",
        studio.0,
        kind.as_str(),
        &ids(&photos),
        &keys,
        &bytes,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// How many of these this visitor can still see in the gallery, with these very bytes.
pub(in super::super) async fn still_there(
    tx: &mut Tx,
    (gallery, client): (GalleryId, bool),
    keys: &[String],
) -> Result<usize> {
    let there = sqlx::query_scalar!(
        r#"SELECT count(*) AS "there!" FROM photos
           WHERE gallery_id = $1 AND storage_key = ANY($2) AND state = 'ready' AND trashed_at IS NULL
             AND (shown OR $3 AND for_client)"#,
        gallery.0,
        keys,
        client,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(usize::try_from(there).unwrap_or_default())
}

/// Their originals are needed: they do not go to the cold shelf soon.
pub(in super::super) async fn touch(tx: &mut Tx, photos: &[PhotoId], now: DateTime<Utc>) -> Result<()> {
    sqlx::query!("UPDATE photos SET needed_at = $2 WHERE id = ANY($1)", &ids(photos), now).execute(&mut **tx).await?;
    Ok(())
}

/// In a system transaction: forgets what old addresses led to.
pub(in super::super) async fn forget_plans(tx: &mut Tx, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!("UPDATE downloads SET plan = NULL WHERE plan IS NOT NULL AND expires_at <= $1", now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
