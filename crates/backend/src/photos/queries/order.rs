//! The order of a gallery's photographs. All that changes runs while the gallery is held.

use chrono::NaiveDateTime;
use domain::{GalleryId, PhotoId, PhotoOrder, SetId, StudioId};

use super::super::{CameraClock, TakenAt};
use crate::{
    database::Tx,
    error::{Error, Result},
};

/// What a gallery's photographs are ordered by, and whether the last come first.
pub(in super::super) async fn order(tx: &mut Tx, gallery: GalleryId) -> Result<(PhotoOrder, bool)> {
    let row = sqlx::query!("SELECT photo_order, order_descending FROM galleries WHERE id = $1", gallery.0)
        .fetch_one(&mut **tx)
        .await?;
    let order = row.photo_order.parse().map_err(|()| Error::internal(format!("unknown order {}", row.photo_order)))?;
    Ok((order, row.order_descending))
}

/// What they are ordered by from now on. Their places are still those of before.
pub(in super::super) async fn set_order(
    tx: &mut Tx,
    gallery: GalleryId,
    order: PhotoOrder,
    descending: bool,
) -> Result<()> {
    sqlx::query!(
        "UPDATE galleries SET photo_order = $2, order_descending = $3 WHERE id = $1",
        gallery.0,
        order.as_str(),
        descending,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes their places as the gallery's order wants them. The key alone, so that nothing else is worked out for each of
/// thousands.
pub(in super::super) async fn resort(tx: &mut Tx, gallery: GalleryId) -> Result<()> {
    sqlx::query!(
        "UPDATE photos p SET sort_key =
             photo_sort_key(g.photo_order, g.order_descending, p.file_name, p.sort_at, p.created_at, p.manual_key)
         FROM galleries g WHERE g.id = $1 AND p.gallery_id = g.id",
        gallery.0,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Whether nobody has placed any by hand.
pub(in super::super) async fn never_placed(tx: &mut Tx, gallery: GalleryId) -> Result<bool> {
    let never = sqlx::query_scalar!(
        r#"SELECT NOT EXISTS (SELECT FROM photos WHERE gallery_id = $1 AND manual_key IS NOT NULL) AS "never!""#,
        gallery.0,
    );
    Ok(never.fetch_one(&mut **tx).await?)
}

/// Gives all of them keys with room between, in the order they are in, once they are ordered by hand.
pub(in super::super) async fn renumber(tx: &mut Tx, gallery: GalleryId) -> Result<()> {
    sqlx::query!(
        r"UPDATE photos p SET manual_key = line.key, sort_key = line.key
          FROM (SELECT id, '\x80'::bytea
                           || int4send(row_number() OVER (ORDER BY set_place, sort_key, file_name, id)::integer) AS key
                FROM photos WHERE gallery_id = $1) line
          WHERE p.id = line.id",
        gallery.0,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The key of a photograph and of the one before it, `moving` left out; `None` when it is not in this set.
pub(in super::super) async fn key_beside(
    tx: &mut Tx,
    gallery: GalleryId,
    set: Option<SetId>,
    photo: PhotoId,
    moving: PhotoId,
) -> Result<Option<(Vec<u8>, Vec<u8>)>> {
    let row = sqlx::query!(
        r#"SELECT p.sort_key,
                  (SELECT b.sort_key FROM photos b
                   WHERE b.gallery_id = p.gallery_id AND b.set_place = p.set_place AND b.trashed_at IS NULL AND b.id <> $4
                     AND (b.sort_key, b.file_name, b.id) < (p.sort_key, p.file_name, p.id)
                   ORDER BY b.sort_key DESC, b.file_name DESC, b.id DESC LIMIT 1) AS before
           FROM photos p
           WHERE p.gallery_id = $1 AND p.set_id IS NOT DISTINCT FROM $2 AND p.id = $3 AND p.trashed_at IS NULL"#,
        gallery.0,
        set.map(|set| set.0),
        photo.0,
        moving.0,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| (row.before.unwrap_or_default(), row.sort_key)))
}

/// The key of the last photograph of a set, `moving` left out; empty when there is none.
pub(in super::super) async fn last_key(
    tx: &mut Tx,
    gallery: GalleryId,
    set: Option<SetId>,
    moving: PhotoId,
) -> Result<Vec<u8>> {
    let key = sqlx::query_scalar!(
        "SELECT sort_key FROM photos
         WHERE gallery_id = $1 AND set_id IS NOT DISTINCT FROM $2 AND id <> $3 AND trashed_at IS NULL
         ORDER BY sort_key DESC LIMIT 1",
        gallery.0,
        set.map(|set| set.0),
        moving.0,
    );
    Ok(key.fetch_optional(&mut **tx).await?.unwrap_or_default())
}

/// Puts one photograph there.
pub(in super::super) async fn place(tx: &mut Tx, photo: PhotoId, set: Option<SetId>, key: &[u8]) -> Result<()> {
    sqlx::query!("UPDATE photos SET set_id = $2, manual_key = $3 WHERE id = $1", photo.0, set.map(|set| set.0), key)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// When it was taken by its camera's clock, and by how much that was set right; `None` when its file does not say.
pub(in super::super) async fn taken_at(tx: &mut Tx, gallery: GalleryId, photo: PhotoId) -> Result<Option<TakenAt>> {
    let row = sqlx::query!(
        r#"SELECT p.camera, p.taken_at AS "taken_at!: NaiveDateTime", coalesce(c.shift_seconds, 0) AS "shift!"
           FROM photos p LEFT JOIN camera_clocks c ON c.gallery_id = p.gallery_id AND c.camera = p.camera
           WHERE p.gallery_id = $1 AND p.id = $2 AND p.trashed_at IS NULL AND p.taken_at IS NOT NULL AND p.camera <> ''"#,
        gallery.0,
        photo.0,
    );
    let row = row.fetch_optional(&mut **tx).await?;
    Ok(row.map(|row| TakenAt { camera: row.camera, taken_at: row.taken_at, shift_seconds: row.shift }))
}

/// Sets the clock of a camera right, and with it the moments of what it took.
pub(in super::super) async fn set_clock(
    tx: &mut Tx,
    (studio, gallery): (StudioId, GalleryId),
    camera: &str,
    shift_seconds: i32,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO camera_clocks (studio_id, gallery_id, camera, shift_seconds) VALUES ($1, $2, $3, $4)
         ON CONFLICT (gallery_id, camera) DO UPDATE SET shift_seconds = $4",
        studio.0,
        gallery.0,
        camera,
        shift_seconds,
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "UPDATE photos SET sort_at = taken_at + $3::integer * interval '1 second'
         WHERE gallery_id = $1 AND camera = $2 AND taken_at IS NOT NULL",
        gallery.0,
        camera,
        shift_seconds,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The cameras that took a gallery's photographs, by name.
pub(in super::super) async fn clocks(tx: &mut Tx, gallery: GalleryId) -> Result<Vec<CameraClock>> {
    let rows = sqlx::query_as!(
        CameraClock,
        r#"SELECT p.camera, count(*) AS "photos!", coalesce(max(c.shift_seconds), 0) AS "shift_seconds!"
           FROM photos p LEFT JOIN camera_clocks c ON c.gallery_id = p.gallery_id AND c.camera = p.camera
           WHERE p.gallery_id = $1 AND p.trashed_at IS NULL AND p.taken_at IS NOT NULL AND p.camera <> ''
           GROUP BY p.camera ORDER BY p.camera"#,
        gallery.0,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows)
}
