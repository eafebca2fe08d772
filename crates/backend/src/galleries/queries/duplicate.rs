//! What a second gallery like another one begins with.

use chrono::{DateTime, Utc};
use domain::{AccessCode, DownloadPin, GalleryId, PhotoId, Title};
use uuid::Uuid;

use super::change::Secrets;
use crate::{database::Tx, error::Result};

/// The gallery itself with its look, what visitors may do, how many the hearts may be, and the clocks of its cameras. `one`
/// and `other` are the old and the new; the PIN is for one that asks for a PIN, the client's code for one that has such a
/// code.
pub(in super::super) async fn duplicate(
    tx: &mut Tx,
    (one, other): (GalleryId, GalleryId),
    title: &Title,
    (secrets, pin, client_code): (&Secrets, &DownloadPin, &AccessCode),
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO galleries (id, studio_id, title, description, taken_on, status, link_token, access_code, created_at,
             photo_order, order_descending, asks, own_lists, comments, download_web, download_high, download_original,
             download_all, download_quota, download_place, look_layout, look_spacing, look_size, look_fonts,
             look_palette, look_cover, look_brand, proofing, watermark, download_pin, asks_code, password_hash, asks_email,
             client_code)
         SELECT $2::uuid, studio_id, $3::text, description, taken_on, 'draft', $4::text, $5::text, $6::timestamptz,
             photo_order, order_descending, asks, own_lists, comments, download_web, download_high, download_original,
             download_all, download_quota, download_place, look_layout, look_spacing, look_size, look_fonts,
             look_palette, look_cover, look_brand, proofing, watermark, CASE WHEN download_pin IS NOT NULL THEN $7::text END,
             asks_code, password_hash, asks_email, CASE WHEN client_code IS NOT NULL THEN $8::text END
         FROM galleries WHERE id = $1",
        one.0,
        other.0,
        title.as_str(),
        secrets.token.as_str(),
        secrets.code.as_str(),
        now,
        pin.as_str(),
        client_code.as_str(),
    )
    .execute(&mut **tx)
    .await?;
    // Every gallery has its hearts from the start.
    sqlx::query!("UPDATE lists n SET most = o.most FROM lists o WHERE o.id = $1 AND n.id = $2", one.0, other.0,)
        .execute(&mut **tx)
        .await?;
    sqlx::query!(
        "INSERT INTO camera_clocks (studio_id, gallery_id, camera, shift_seconds)
         SELECT studio_id, $2::uuid, camera, shift_seconds FROM camera_clocks WHERE gallery_id = $1",
        one.0,
        other.0,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(in super::super) async fn set_ids(tx: &mut Tx, gallery: GalleryId) -> Result<Vec<Uuid>> {
    let sets = sqlx::query_scalar!("SELECT id FROM photo_sets WHERE gallery_id = $1", gallery.0);
    Ok(sets.fetch_all(&mut **tx).await?)
}

/// A set like another one, which is left as it is.
pub(in super::super) async fn duplicate_set(
    tx: &mut Tx,
    (one, other): (Uuid, Uuid),
    gallery: GalleryId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO photo_sets (id, studio_id, gallery_id, name, position, hidden, client_only, created_at)
         SELECT $2::uuid, studio_id, $3::uuid, name, position, hidden, client_only, $4::timestamptz FROM photo_sets WHERE id = $1",
        one,
        other,
        gallery.0,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The studio's lists beside the hearts.
pub(in super::super) async fn list_ids(tx: &mut Tx, gallery: GalleryId) -> Result<Vec<Uuid>> {
    let lists = sqlx::query_scalar!(
        "SELECT id FROM lists WHERE gallery_id = $1 AND visitor_id IS NULL AND id <> $1",
        gallery.0
    );
    Ok(lists.fetch_all(&mut **tx).await?)
}

/// A list like another one, with nothing on it.
pub(in super::super) async fn duplicate_list(
    tx: &mut Tx,
    (one, other): (Uuid, Uuid),
    gallery: GalleryId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO lists (id, studio_id, gallery_id, name, most, created_at)
         SELECT $2::uuid, studio_id, $3::uuid, name, most, $4::timestamptz FROM lists WHERE id = $1",
        one,
        other,
        gallery.0,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The photographs whose sizes are made, those in the trash left out.
pub(in super::super) async fn seen_ids(tx: &mut Tx, gallery: GalleryId) -> Result<Vec<PhotoId>> {
    let photos = sqlx::query_scalar!(
        "SELECT id FROM photos WHERE gallery_id = $1 AND state = 'ready' AND trashed_at IS NULL",
        gallery.0,
    );
    Ok(photos.fetch_all(&mut **tx).await?.into_iter().map(PhotoId).collect())
}

/// Puts the copies where those are that they are copies of: the same bytes are one photograph in a gallery.
pub(in super::super) async fn place_alike(tx: &mut Tx, (one, other): (GalleryId, GalleryId)) -> Result<()> {
    sqlx::query!(
        "UPDATE photos n SET set_id = t.id, hidden = o.hidden, manual_key = o.manual_key, created_at = o.created_at
         FROM photos o
         LEFT JOIN photo_sets s ON s.id = o.set_id
         LEFT JOIN photo_sets t ON t.gallery_id = $2 AND t.position = s.position
         WHERE n.gallery_id = $2 AND o.gallery_id = $1 AND o.sha256 = n.sha256",
        one.0,
        other.0,
    )
    .execute(&mut **tx)
    .await?;
    // The cover is the same picture, and what matters in it is at the same place.
    sqlx::query!(
        "UPDATE galleries n SET cover_photo_id = c.id, cover_focus_x = o.cover_focus_x, cover_focus_y = o.cover_focus_y
         FROM galleries o JOIN photos p ON p.id = o.cover_photo_id JOIN photos c ON c.sha256 = p.sha256
         WHERE n.id = $2 AND o.id = $1 AND c.gallery_id = $2",
        one.0,
        other.0,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
