//! What the store is asked about: what should be in it, and on which shelf originals lie.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use domain::{PhotoId, StudioId};

use crate::{
    database::Tx,
    error::Result,
    files::{PhotoKeys, Shelf},
};

/// A photograph as it should be in the store.
pub(in super::super) struct OnRecord {
    pub(in super::super) photo: PhotoId,
    pub(in super::super) keys: PhotoKeys,
    /// Where its original is kept.
    pub(in super::super) shelf: Shelf,
    pub(in super::super) sha256: Vec<u8>,
    pub(in super::super) bytes: i64,
    /// Whether its sizes should be there, too.
    pub(in super::super) ready: bool,
    /// Of which generation its marked sizes should be there.
    pub(in super::super) marks: Option<i32>,
    /// Whether they were found harmed the last time.
    pub(in super::super) harmed: bool,
}

/// An original whose row is held while it moves.
pub(in super::super) struct Held {
    /// Where it is kept.
    pub(in super::super) shelf: Shelf,
    /// Its size.
    pub(in super::super) bytes: i64,
}

/// Those of `keys` that a photograph has, where its original is kept, and of which generation its marked sizes are.
pub(in super::super) async fn stored(
    tx: &mut Tx,
    keys: &[PhotoKeys],
) -> Result<HashMap<PhotoKeys, (Shelf, Option<i32>)>> {
    let secrets: Vec<String> = keys.iter().map(|keys| keys.secret().to_owned()).collect();
    let rows = sqlx::query!(
        r#"SELECT p.studio_id, p.storage_key, p.cold_since IS NOT NULL AS "cold!",
                  CASE WHEN g.proofing THEN g.mark_generation END AS marks
           FROM photos p JOIN galleries g ON g.id = p.gallery_id WHERE p.storage_key = ANY($1)"#,
        &secrets,
    )
    .fetch_all(&mut **tx)
    .await?;
    let keys = |studio, key| PhotoKeys::new(StudioId(studio), key);
    Ok(rows.into_iter().map(|r| (keys(r.studio_id, r.storage_key), (Shelf::of(r.cold), r.marks))).collect())
}

/// At most `limit` photographs whose originals nobody needed since `before`, the studios in turn, in each the longest first.
pub(in super::super) async fn to_cool(tx: &mut Tx, before: DateTime<Utc>, limit: i64) -> Result<Vec<PhotoKeys>> {
    let rows = sqlx::query!(
        "SELECT studio_id, storage_key FROM (
             SELECT studio_id, storage_key,
                    row_number() OVER (PARTITION BY studio_id ORDER BY coalesce(needed_at, created_at), id) AS turn
             FROM photos
             WHERE cold_since IS NULL AND state = 'ready' AND trashed_at IS NULL AND coalesce(needed_at, created_at) <= $1
         ) due ORDER BY turn, studio_id LIMIT $2",
        before,
        limit,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| PhotoKeys::new(StudioId(row.studio_id), row.storage_key)).collect())
}

/// The original of `keys`, held against other moves; `None` when no photograph has it.
pub(in super::super) async fn hold_original(tx: &mut Tx, keys: &PhotoKeys) -> Result<Option<Held>> {
    let row = sqlx::query!(
        r#"SELECT cold_since IS NOT NULL AS "cold!", bytes FROM photos WHERE studio_id = $1 AND storage_key = $2
           FOR NO KEY UPDATE"#,
        keys.studio().0,
        keys.secret(),
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| Held { shelf: Shelf::of(row.cold), bytes: row.bytes }))
}

/// Says where the original of `keys` is kept from `now` on. What comes back is needed.
pub(in super::super) async fn set_shelf(tx: &mut Tx, keys: &PhotoKeys, shelf: Shelf, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "UPDATE photos SET cold_since = CASE WHEN $3 THEN $4::timestamptz END,
             needed_at = CASE WHEN $3 THEN needed_at ELSE $4 END
         WHERE studio_id = $1 AND storage_key = $2",
        keys.studio().0,
        keys.secret(),
        shelf == Shelf::Cold,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The hash of what was uploaded as the photograph of `keys`.
pub(in super::super) async fn uploaded(tx: &mut Tx, keys: &PhotoKeys) -> Result<Option<Vec<u8>>> {
    let hash = sqlx::query_scalar!(
        "SELECT sha256 FROM photos WHERE studio_id = $1 AND storage_key = $2",
        keys.studio().0,
        keys.secret(),
    );
    Ok(hash.fetch_optional(&mut **tx).await?)
}

/// The next `limit` photographs of all studios after `after`, in the order of their ids.
pub(in super::super) async fn on_record(tx: &mut Tx, after: Option<PhotoId>, limit: i64) -> Result<Vec<OnRecord>> {
    let rows = sqlx::query!(
        r#"SELECT p.id, p.studio_id, p.storage_key, p.cold_since IS NOT NULL AS "cold!", p.sha256, p.bytes,
                  p.state = 'ready' AS "ready!", p.harmed_at IS NOT NULL AS "harmed!",
                  CASE WHEN g.proofing AND p.marked_generation = g.mark_generation THEN g.mark_generation END AS marks
           FROM photos p JOIN galleries g ON g.id = p.gallery_id
           WHERE $1::uuid IS NULL OR p.id > $1 ORDER BY p.id LIMIT $2"#,
        after.map(|photo| photo.0),
        limit,
    )
    .fetch_all(&mut **tx)
    .await?;
    let on_record = rows.into_iter().map(|row| OnRecord {
        photo: PhotoId(row.id),
        keys: PhotoKeys::new(StudioId(row.studio_id), row.storage_key),
        shelf: Shelf::of(row.cold),
        sha256: row.sha256,
        bytes: row.bytes,
        ready: row.ready,
        marks: row.marks,
        harmed: row.harmed,
    });
    Ok(on_record.collect())
}

/// Says whether the files of a photograph are harmed; nothing when it has other files by now.
pub(in super::super) async fn set_harmed(tx: &mut Tx, photo: &OnRecord, at: Option<DateTime<Utc>>) -> Result<()> {
    sqlx::query!(
        "UPDATE photos SET harmed_at = $3 WHERE id = $1 AND storage_key = $2",
        photo.photo.0,
        photo.keys.secret(),
        at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// `limit` photographs drawn by lot.
pub(in super::super) async fn drawn(tx: &mut Tx, limit: i64) -> Result<HashSet<PhotoId>> {
    let ids =
        sqlx::query_scalar!("SELECT id FROM photos ORDER BY random() LIMIT $1", limit).fetch_all(&mut **tx).await?;
    Ok(ids.into_iter().map(PhotoId).collect())
}
