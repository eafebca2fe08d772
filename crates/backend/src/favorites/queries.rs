//! The SQL of hearts.

use chrono::{DateTime, Utc};
use domain::{GalleryId, PhotoId, StudioId};
use uuid::Uuid;

use crate::{database::Tx, error::Result};

/// What can be seen: sizes made, not in the trash, not hidden.
pub(super) async fn visible(tx: &mut Tx, gallery: GalleryId, photo: PhotoId) -> Result<bool> {
    let seen = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM photos
                          WHERE id = $1 AND gallery_id = $2 AND state = 'ready' AND trashed_at IS NULL
                                AND shown) AS "seen!""#,
        photo.0,
        gallery.0,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(seen)
}

pub(super) async fn list(tx: &mut Tx, gallery: GalleryId, key: [u8; 32]) -> Result<Vec<PhotoId>> {
    let rows = sqlx::query_scalar!(
        "SELECT f.photo_id FROM visitors v
         JOIN favorites f ON f.visitor_id = v.id
         JOIN photos p ON p.id = f.photo_id
         WHERE v.gallery_id = $1 AND v.key_hash = $2 AND p.state = 'ready' AND p.trashed_at IS NULL AND p.shown
         ORDER BY f.created_at, f.photo_id",
        gallery.0,
        &key[..],
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(PhotoId).collect())
}

pub(super) async fn visitor(tx: &mut Tx, gallery: GalleryId, key: [u8; 32]) -> Result<Option<Uuid>> {
    let visitor =
        sqlx::query_scalar!("SELECT id FROM visitors WHERE gallery_id = $1 AND key_hash = $2", gallery.0, &key[..])
            .fetch_optional(&mut **tx)
            .await?;
    Ok(visitor)
}

/// The number of a new visitor; `None` when `most` have been given.
pub(super) async fn next_number(tx: &mut Tx, gallery: GalleryId, most: i32) -> Result<Option<i32>> {
    let number = sqlx::query_scalar!(
        "UPDATE galleries SET visitor_seq = visitor_seq + 1 WHERE id = $1 AND visitor_seq < $2 RETURNING visitor_seq",
        gallery.0,
        most,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(number)
}

pub(super) async fn insert_visitor(
    tx: &mut Tx,
    (studio, gallery): (StudioId, GalleryId),
    visitor: Uuid,
    key: [u8; 32],
    number: i32,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO visitors (id, studio_id, gallery_id, key_hash, number, created_at, seen_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6)",
        visitor,
        studio.0,
        gallery.0,
        &key[..],
        number,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Whether there was no such heart before.
pub(super) async fn add(
    tx: &mut Tx,
    (studio, gallery): (StudioId, GalleryId),
    visitor: Uuid,
    photo: PhotoId,
    now: DateTime<Utc>,
) -> Result<bool> {
    sqlx::query!("UPDATE visitors SET seen_at = $2 WHERE id = $1", visitor, now).execute(&mut **tx).await?;
    let added = sqlx::query!(
        "INSERT INTO favorites (studio_id, gallery_id, visitor_id, photo_id, created_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (visitor_id, photo_id) DO NOTHING",
        studio.0,
        gallery.0,
        visitor,
        photo.0,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(added.rows_affected() > 0)
}

/// Whether there was such a heart.
pub(super) async fn remove(
    tx: &mut Tx,
    gallery: GalleryId,
    key: [u8; 32],
    photo: PhotoId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let removed = sqlx::query!(
        "WITH who AS (UPDATE visitors SET seen_at = $4 WHERE gallery_id = $1 AND key_hash = $2 RETURNING id)
         DELETE FROM favorites f USING who WHERE f.visitor_id = who.id AND f.photo_id = $3",
        gallery.0,
        &key[..],
        photo.0,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(removed.rows_affected() > 0)
}
