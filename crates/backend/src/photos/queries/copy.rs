//! Photographs in a second gallery.

use chrono::{DateTime, Utc};
use domain::{GalleryId, PhotoId, StudioId};
use uuid::Uuid;

use super::ids;
use crate::{
    database::Tx,
    error::{Error, Result},
    files::{PhotoKeys, Shelf},
};

/// A photograph to be, the one it is a copy of, and the unguessable part of its objects' names.
pub(in super::super) struct Copy {
    pub(in super::super) id: PhotoId,
    pub(in super::super) of: PhotoId,
    pub(in super::super) storage_key: String,
}

/// Where the objects of a copy come from and go to.
pub(in super::super) struct Copying {
    pub(in super::super) from: PhotoKeys,
    /// Where that original is kept.
    pub(in super::super) shelf: Shelf,
    pub(in super::super) to: PhotoKeys,
    pub(in super::super) gallery: GalleryId,
}

/// Holds both galleries, always in the same order; whether both are there and not in the trash.
pub(in super::super) async fn hold_both(tx: &mut Tx, one: GalleryId, other: GalleryId) -> Result<bool> {
    let held = sqlx::query!(
        "SELECT id FROM galleries WHERE id = ANY($1) AND trashed_at IS NULL ORDER BY id FOR NO KEY UPDATE",
        &[one.0, other.0][..],
    );
    Ok(held.fetch_all(&mut **tx).await?.len() == 2)
}

/// Whether the sizes of all of them are made.
pub(in super::super) async fn all_ready(tx: &mut Tx, photos: &[PhotoId]) -> Result<bool> {
    let other = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM photos WHERE id = ANY($1) AND state <> 'ready') AS "other!""#,
        &ids(photos),
    );
    Ok(!other.fetch_one(&mut **tx).await?)
}

/// Records copies in `to`, in no set, waiting for their objects; those whose bytes are there already are left out. What
/// visitors did not see they do not see there.
pub(in super::super) async fn copy(
    tx: &mut Tx,
    to: GalleryId,
    copies: &[Copy],
    now: DateTime<Utc>,
) -> Result<Vec<PhotoId>> {
    let new: Vec<Uuid> = copies.iter().map(|copy| copy.id.0).collect();
    let old: Vec<Uuid> = copies.iter().map(|copy| copy.of.0).collect();
    let keys: Vec<String> = copies.iter().map(|copy| copy.storage_key.clone()).collect();
    let made = sqlx::query_scalar!(
        "INSERT INTO photos (id, studio_id, gallery_id, file_name, sha256, bytes, format, storage_key, state, width, height,
             placeholder, dominant_color, taken_at, camera, metadata, sort_at, created_at, needed_at, hidden, title, caption,
             keywords, creator, copyright, rating, city, country, latitude, longitude, stars, flag)
         SELECT n.id, p.studio_id, $1, p.file_name, p.sha256, p.bytes, p.format, n.storage_key, 'processing', p.width, p.height,
             p.placeholder, p.dominant_color, p.taken_at, p.camera, p.metadata,
             coalesce(p.taken_at + coalesce(c.shift_seconds, 0) * interval '1 second', p.sort_at), $5::timestamptz, $5, NOT p.shown, p.title,
             p.caption, p.keywords, p.creator, p.copyright, p.rating, p.city, p.country, p.latitude, p.longitude,
             p.stars, p.flag
         FROM unnest($2::uuid[], $3::uuid[], $4::text[]) AS n (id, of, storage_key)
         JOIN photos p ON p.id = n.of
         LEFT JOIN camera_clocks c ON c.gallery_id = $1 AND c.camera = p.camera
         ON CONFLICT ON CONSTRAINT photos_bytes_once DO NOTHING RETURNING id",
        to.0,
        &new,
        &old,
        &keys,
        now,
    );
    Ok(made.fetch_all(&mut **tx).await?.into_iter().map(PhotoId).collect())
}

/// Brings back from the trash of `to` what has the bytes of these photographs; how many.
pub(in super::super) async fn bring_back_twins(tx: &mut Tx, photos: &[PhotoId], to: GalleryId) -> Result<u64> {
    let back = sqlx::query!(
        "UPDATE photos t SET trashed_at = NULL, hidden = t.hidden OR NOT s.shown FROM photos s
         WHERE s.id = ANY($1) AND t.gallery_id = $2 AND t.sha256 = s.sha256 AND t.trashed_at IS NOT NULL",
        &ids(photos),
        to.0,
    );
    Ok(back.execute(&mut **tx).await?.rows_affected())
}

/// Those of these photographs whose bytes are in `to`, outside its trash and not failed.
pub(in super::super) async fn with_twin(tx: &mut Tx, photos: &[PhotoId], to: GalleryId) -> Result<Vec<PhotoId>> {
    let with = sqlx::query_scalar!(
        "SELECT s.id FROM photos s
         JOIN photos t ON t.gallery_id = $2 AND t.sha256 = s.sha256 AND t.trashed_at IS NULL AND t.state <> 'failed'
         WHERE s.id = ANY($1)",
        &ids(photos),
        to.0,
    );
    Ok(with.fetch_all(&mut **tx).await?.into_iter().map(PhotoId).collect())
}

/// `None` when the copy does not wait any more, or what it is a copy of is gone for good.
pub(in super::super) async fn copying(
    tx: &mut Tx,
    studio: StudioId,
    of: PhotoId,
    photo: PhotoId,
) -> Result<Option<Copying>> {
    let row = sqlx::query!(
        r#"SELECT s.storage_key AS "from!", s.cold_since IS NOT NULL AS "cold!", p.storage_key AS "to!",
                  p.gallery_id AS "gallery!"
           FROM photos p JOIN photos s ON s.id = $1 AND s.sha256 = p.sha256
           WHERE p.id = $2 AND p.state = 'processing'"#,
        of.0,
        photo.0,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| Copying {
        from: PhotoKeys::new(studio, row.from),
        shelf: Shelf::of(row.cold),
        to: PhotoKeys::new(studio, row.to),
        gallery: GalleryId(row.gallery),
    }))
}

/// The objects of `keys` are there. Not found when it has others by now.
pub(in super::super) async fn set_copied(tx: &mut Tx, photo: PhotoId, keys: &PhotoKeys) -> Result<()> {
    let done = sqlx::query!(
        "UPDATE photos SET state = 'ready' WHERE id = $1 AND state = 'processing' AND storage_key = $2",
        photo.0,
        keys.secret(),
    )
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 0 {
        return Err(Error::NOT_FOUND);
    }
    Ok(())
}
