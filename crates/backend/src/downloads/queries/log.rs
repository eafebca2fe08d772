//! Downloads, planned and taken.

use chrono::{DateTime, Utc};
use domain::{DownloadSize, GalleryId, StudioId};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    brands::BrandLogo,
    database::Tx,
    downloads::{Origin, Outcome, Recent, Taker, part::Parcel},
    error::{Error, Result},
};

/// A download about to be recorded.
pub(in super::super) struct NewDownload<'a> {
    pub(in super::super) id: Uuid,
    pub(in super::super) studio: StudioId,
    pub(in super::super) gallery: GalleryId,
    pub(in super::super) secret_hash: [u8; 32],
    pub(in super::super) visitor: Option<[u8; 32]>,
    pub(in super::super) member: Option<&'a str>,
    pub(in super::super) epoch: i32,
    pub(in super::super) kind: &'a str,
    pub(in super::super) size: DownloadSize,
    pub(in super::super) photos: u64,
    pub(in super::super) parcels: &'a [Parcel],
    pub(in super::super) now: DateTime<Utc>,
    pub(in super::super) expires_at: DateTime<Utc>,
}

/// One part of a download, and what access to it depends on.
pub(in super::super) struct Stored {
    pub(in super::super) id: Uuid,
    pub(in super::super) visitor: Option<Vec<u8>>,
    pub(in super::super) epoch: i32,
    pub(in super::super) all: bool,
    pub(in super::super) size: DownloadSize,
    pub(in super::super) expires_at: DateTime<Utc>,
    pub(in super::super) parcel: Parcel,
}

pub(in super::super) async fn insert(tx: &mut Tx, new: &NewDownload<'_>) -> Result<()> {
    let number = |number: usize| i32::try_from(number).map_err(Error::internal);
    let bytes: u64 = new.parcels.iter().map(Parcel::bytes).sum();
    sqlx::query!(
        "INSERT INTO downloads (id, studio_id, gallery_id, secret_hash, visitor_hash, member_name, access_epoch, kind, size,
             photos, bytes, plan, parts, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        new.id,
        new.studio.0,
        new.gallery.0,
        &new.secret_hash[..],
        new.visitor.as_ref().map(|hash| &hash[..]) as Option<&[u8]>,
        new.member,
        new.epoch,
        new.kind,
        new.size.as_str(),
        i32::try_from(new.photos).map_err(Error::internal)?,
        i64::try_from(bytes).map_err(Error::internal)?,
        serde_json::to_value(new.parcels).map_err(Error::internal)?,
        number(new.parcels.len())?,
        new.now,
        new.expires_at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// On a system connection: whose download has this address.
pub(in super::super) async fn gallery_of(
    system: &mut PgConnection,
    secret_hash: [u8; 32],
) -> Result<Option<GalleryId>> {
    let gallery = sqlx::query_scalar!("SELECT gallery_id FROM downloads WHERE secret_hash = $1", &secret_hash[..])
        .fetch_optional(system)
        .await?;
    Ok(gallery.map(GalleryId))
}

/// On a system connection: where this visitor began the download with this address.
pub(in super::super) async fn origin(
    system: &mut PgConnection,
    secret_hash: [u8; 32],
    visitor: [u8; 32],
) -> Result<Option<Origin>> {
    let row = sqlx::query!(
        r#"SELECT s.name, s.brand_key, s.brand_width, s.brand_height, g.look_brand = 'logo' AS "logo!", g.link_token
           FROM downloads d
           JOIN galleries g ON g.id = d.gallery_id JOIN studios s ON s.studio_id = d.studio_id
           WHERE d.secret_hash = $1 AND d.visitor_hash = $2 AND g.trashed_at IS NULL"#,
        &secret_hash[..],
        &visitor[..],
    )
    .fetch_optional(system)
    .await?;
    row.map(|row| {
        let token = row.link_token.parse().map_err(|()| Error::internal("the database holds no link"))?;
        let logo = BrandLogo::stored(row.brand_key, (row.brand_width, row.brand_height)).filter(|_| row.logo);
        Ok(Origin { studio: row.name, logo, token })
    })
    .transpose()
}

/// A part, counted from 1; `None` when there is no such part any more.
pub(in super::super) async fn stored(tx: &mut Tx, secret_hash: [u8; 32], part: i32) -> Result<Option<Stored>> {
    let row = sqlx::query!(
        r#"SELECT id, visitor_hash, access_epoch, kind = 'all' AS "all!", size, expires_at, plan -> ($2::integer - 1) AS parcel
           FROM downloads WHERE secret_hash = $1 AND $2 BETWEEN 1 AND parts"#,
        &secret_hash[..],
        part,
    )
    .fetch_optional(&mut **tx)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let Some(parcel) = row.parcel else { return Ok(None) };
    Ok(Some(Stored {
        id: row.id,
        visitor: row.visitor_hash,
        epoch: row.access_epoch,
        all: row.all,
        size: row.size.parse().map_err(|()| Error::internal("the database holds an unknown size"))?,
        expires_at: row.expires_at,
        parcel: serde_json::from_value(parcel).map_err(Error::internal)?,
    }))
}

/// The last byte of a part went out.
pub(in super::super) async fn finished(tx: &mut Tx, id: Uuid, part: i32) -> Result<()> {
    sqlx::query!(
        "UPDATE downloads SET finished = array_append(finished, $2) WHERE id = $1 AND NOT $2 = ANY(finished)",
        id,
        part,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// It broke off on our side.
pub(in super::super) async fn broken(tx: &mut Tx, id: Uuid, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!("UPDATE downloads SET broken_at = $2 WHERE id = $1", id, now).execute(&mut **tx).await?;
    Ok(())
}

/// The last downloads of a gallery, newest first.
pub(in super::super) async fn recent(tx: &mut Tx, gallery: GalleryId, limit: i64) -> Result<Vec<Recent>> {
    let rows = sqlx::query!(
        r#"WITH first AS (
               SELECT visitor_hash, row_number() OVER (ORDER BY min(created_at), visitor_hash) AS number
               FROM downloads WHERE gallery_id = $1 AND visitor_hash IS NOT NULL GROUP BY visitor_hash
           )
           SELECT d.member_name, coalesce(f.number, 0) AS "number!", d.kind, d.size, d.photos, d.bytes, d.created_at,
                  cardinality(d.finished) = d.parts AS "finished!", d.broken_at IS NOT NULL AS "broken!"
           FROM downloads d LEFT JOIN first f USING (visitor_hash)
           WHERE d.gallery_id = $1 ORDER BY d.created_at DESC, d.id DESC LIMIT $2"#,
        gallery.0,
        limit,
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Recent {
                taker: row.member_name.map_or(Taker::Visitor(row.number), Taker::Member),
                kind: row.kind,
                size: row.size.parse().map_err(|()| Error::internal("the database holds an unknown size"))?,
                photos: row.photos,
                bytes: row.bytes,
                at: row.created_at,
                outcome: match (row.finished, row.broken) {
                    (true, _) => Outcome::Finished,
                    (false, true) => Outcome::Broken,
                    (false, false) => Outcome::Begun,
                },
            })
        })
        .collect()
}
