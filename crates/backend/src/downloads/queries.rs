//! The SQL of downloads.

mod files;
mod log;

pub(super) use files::{Fact, facts, forget_plans, note, sizes, still_there, touch};
pub(super) use log::{NewDownload, broken, finished, gallery_of, insert, origin, recent, stored};

use chrono::{DateTime, NaiveDateTime, Utc};
use domain::{DownloadPin, DownloadPolicy, GalleryId, PhotoId, StudioId};
use uuid::Uuid;

use crate::{
    database::Tx,
    error::{Error, Result},
    media::Format,
};

/// What a studio allows, and how a visitor stands to it.
pub(super) struct Terms {
    pub(super) title: String,
    /// As the studio set it.
    pub(super) policy: DownloadPolicy,
    /// Nothing can be taken now, whatever the policy is.
    pub(super) proofing: bool,
    pub(super) pin: Option<DownloadPin>,
    pub(super) pin_epoch: i32,
    /// Whether this visitor gave the PIN there is now.
    pub(super) pin_given: bool,
}

/// A photograph to be taken.
pub(super) struct Chosen {
    pub(super) photo: PhotoId,
    pub(super) storage_key: String,
    pub(super) file_name: String,
    pub(super) format: Format,
    /// The size of the original.
    pub(super) bytes: i64,
    /// When it was taken, or else when it came.
    pub(super) at: NaiveDateTime,
}

impl Terms {
    /// What can be taken now.
    pub(super) fn allowed(&self) -> DownloadPolicy {
        self.policy.while_proofing(self.proofing)
    }
}

pub(super) async fn terms(tx: &mut Tx, gallery: GalleryId, visitor: Option<[u8; 32]>) -> Result<Terms> {
    let row = sqlx::query!(
        r#"SELECT title, download_web, download_high, download_original, download_all, download_pin, download_pin_epoch,
                  download_quota, download_place, proofing,
                  EXISTS (SELECT FROM download_pins p WHERE p.gallery_id = g.id AND p.visitor_hash = $2
                          AND p.pin_epoch = g.download_pin_epoch) AS "given!"
           FROM galleries g WHERE id = $1"#,
        gallery.0,
        visitor.as_ref().map(|hash| &hash[..]) as Option<&[u8]>,
    )
    .fetch_one(&mut **tx)
    .await?;
    let pin = row.download_pin.map(|pin| pin.parse::<DownloadPin>()).transpose();
    Ok(Terms {
        title: row.title,
        policy: DownloadPolicy {
            web: row.download_web,
            high: row.download_high,
            original: row.download_original,
            all: row.download_all,
            pin: matches!(pin, Ok(Some(_))),
            quota: row.download_quota.and_then(|quota| u32::try_from(quota).ok()),
            place: row.download_place,
        },
        proofing: row.proofing,
        pin: pin.map_err(|_| Error::internal("the database holds no PIN"))?,
        pin_epoch: row.download_pin_epoch,
        pin_given: row.given,
    })
}

/// All but the PIN.
pub(super) async fn set_policy(tx: &mut Tx, gallery: GalleryId, policy: &DownloadPolicy) -> Result<()> {
    sqlx::query!(
        "UPDATE galleries SET download_web = $2, download_high = $3, download_original = $4, download_all = $5,
             download_quota = $6, download_place = $7
         WHERE id = $1",
        gallery.0,
        policy.web,
        policy.high,
        policy.original,
        policy.all,
        policy.quota.map(i32::try_from).transpose().map_err(Error::internal)?,
        policy.place,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Another PIN, or none; who gave one before has given none.
pub(super) async fn set_pin(tx: &mut Tx, gallery: GalleryId, pin: Option<&DownloadPin>) -> Result<()> {
    sqlx::query!(
        "UPDATE galleries SET download_pin = $2, download_pin_epoch = download_pin_epoch + 1 WHERE id = $1",
        gallery.0,
        pin.map(DownloadPin::as_str),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Remembers that a browser gave the PIN.
pub(super) async fn pin_given(
    tx: &mut Tx,
    (studio, gallery): (StudioId, GalleryId),
    visitor: [u8; 32],
    pin_epoch: i32,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO download_pins (studio_id, gallery_id, visitor_hash, pin_epoch, given_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (gallery_id, visitor_hash) DO UPDATE SET pin_epoch = $4, given_at = $5",
        studio.0,
        gallery.0,
        &visitor[..],
        pin_epoch,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Those of `photos` that this visitor can see, or all that they can, in the gallery's order.
pub(super) async fn chosen(
    tx: &mut Tx,
    (gallery, client): (GalleryId, bool),
    photos: Option<&[PhotoId]>,
) -> Result<Vec<Chosen>> {
    let ids = photos.map(ids);
    let rows = sqlx::query!(
        r#"SELECT id, storage_key, file_name, format, bytes, coalesce(taken_at, sort_at) AS "at!" FROM photos
           WHERE gallery_id = $1 AND state = 'ready' AND trashed_at IS NULL
             AND (shown OR $3 AND for_client) AND ($2::uuid[] IS NULL OR id = ANY($2))
           ORDER BY set_place, sort_key, file_name, id"#,
        gallery.0,
        ids.as_deref() as Option<&[Uuid]>,
        client,
    )
    .fetch_all(&mut **tx)
    .await?;
    let chosen = rows.into_iter().map(|row| {
        let format = match row.format.as_str() {
            "png" => Format::Png,
            "webp" => Format::Webp,
            _ => Format::Jpeg,
        };
        Chosen {
            photo: PhotoId(row.id),
            storage_key: row.storage_key,
            file_name: row.file_name,
            format,
            bytes: row.bytes,
            at: row.at,
        }
    });
    Ok(chosen.collect())
}

/// Photographs a visitor took while there was a limit.
pub(super) async fn taken(tx: &mut Tx, gallery: GalleryId, visitor: [u8; 32]) -> Result<u64> {
    let taken = sqlx::query_scalar!(
        r#"SELECT count(*) AS "taken!" FROM downloaded_photos WHERE gallery_id = $1 AND visitor_hash = $2"#,
        gallery.0,
        &visitor[..],
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(u64::try_from(taken).unwrap_or_default())
}

/// Notes that a visitor takes these; each counts once.
pub(super) async fn take(
    tx: &mut Tx,
    (studio, gallery): (StudioId, GalleryId),
    visitor: [u8; 32],
    photos: &[PhotoId],
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO downloaded_photos (studio_id, gallery_id, visitor_hash, photo_id)
         SELECT $1, $2, $3, photo FROM unnest($4::uuid[]) AS photo ON CONFLICT DO NOTHING",
        studio.0,
        gallery.0,
        &visitor[..],
        &ids(photos),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

fn ids(photos: &[PhotoId]) -> Vec<Uuid> {
    photos.iter().map(|photo| photo.0).collect()
}
