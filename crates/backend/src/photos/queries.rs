//! The photographs' SQL.

use chrono::{DateTime, NaiveDateTime, Utc};
use domain::{Cursor, FileName, GalleryId, PhotoId, PhotoState, StudioId};
use serde_json::Value;
use uuid::Uuid;

use super::StudioPhoto;
use crate::{
    database::Tx,
    error::{Error, Result},
    media::{Developed, Format},
};

/// A photograph about to be recorded.
pub(super) struct NewPhoto {
    pub(super) id: PhotoId,
    pub(super) studio: StudioId,
    pub(super) gallery: GalleryId,
    pub(super) file_name: FileName,
    pub(super) sha256: [u8; 32],
    pub(super) bytes: i64,
    pub(super) format: Format,
    pub(super) storage_key: String,
    pub(super) now: DateTime<Utc>,
}

/// A photograph of the same bytes.
pub(super) struct Here {
    pub(super) photo: PhotoId,
    pub(super) trashed: bool,
    pub(super) failed: bool,
}

/// A photograph whose sizes are to be made: one that waits, or one that an operator gives another try.
pub(super) struct Waiting {
    pub(super) storage_key: String,
    pub(super) sha256: Vec<u8>,
    /// The text of the marked rendition: the studio's name.
    pub(super) watermark: String,
}

/// A photograph whose bytes may go out.
pub(super) struct Ready {
    pub(super) storage_key: String,
    pub(super) sha256: Vec<u8>,
}

/// `false` when the gallery has these bytes already.
pub(super) async fn insert(tx: &mut Tx, photo: &NewPhoto) -> Result<bool> {
    let done = sqlx::query!(
        "INSERT INTO photos (id, studio_id, gallery_id, file_name, sha256, bytes, format, storage_key, state, sort_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'processing', $9, $10)
         ON CONFLICT ON CONSTRAINT photos_bytes_once DO NOTHING",
        photo.id.0,
        photo.studio.0,
        photo.gallery.0,
        photo.file_name.as_str(),
        &photo.sha256,
        photo.bytes,
        photo.format.as_str(),
        photo.storage_key,
        photo.now.naive_utc(),
        photo.now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn by_hash(tx: &mut Tx, gallery: GalleryId, sha256: [u8; 32]) -> Result<Option<Here>> {
    let row = sqlx::query!(
        r#"SELECT id, trashed_at IS NOT NULL AS "trashed!", state = 'failed' AS "failed!"
           FROM photos WHERE gallery_id = $1 AND sha256 = $2 FOR UPDATE"#,
        gallery.0,
        &sha256,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| Here { photo: PhotoId(row.id), trashed: row.trashed, failed: row.failed }))
}

pub(super) async fn begin_again(tx: &mut Tx, photo: PhotoId) -> Result<()> {
    sqlx::query!("UPDATE photos SET state = 'processing', failure = NULL WHERE id = $1", photo.0)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub(super) async fn waiting(tx: &mut Tx, photo: PhotoId) -> Result<Option<Waiting>> {
    Ok(sqlx::query_as!(
        Waiting,
        "SELECT p.storage_key, p.sha256, s.name AS watermark FROM photos p JOIN studios s USING (studio_id)
         WHERE p.id = $1 AND (p.state = 'processing' OR p.state = 'failed' AND p.failure = 'failed')",
        photo.0
    )
    .fetch_optional(&mut **tx)
    .await?)
}

/// The gallery it is in; `None` when the photograph is gone.
pub(super) async fn set_ready(
    tx: &mut Tx,
    photo: PhotoId,
    developed: &Developed,
    taken_at: Option<NaiveDateTime>,
    metadata: Value,
) -> Result<Option<GalleryId>> {
    let [red, green, blue] = developed.dominant;
    let gallery = sqlx::query_scalar!(
        "UPDATE photos SET state = 'ready', failure = NULL, width = $2, height = $3, placeholder = $4, dominant_color = $5,
             taken_at = $6, camera = $7, metadata = $8, sort_at = coalesce($6, sort_at)
         WHERE id = $1 RETURNING gallery_id",
        photo.0,
        i32::try_from(developed.width).map_err(Error::internal)?,
        i32::try_from(developed.height).map_err(Error::internal)?,
        developed.placeholder,
        format!("#{red:02x}{green:02x}{blue:02x}"),
        taken_at,
        developed.metadata.camera.clone().unwrap_or_default(),
        metadata,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(gallery.map(GalleryId))
}

/// The gallery it is in; `None` when the photograph does not wait for its sizes.
pub(super) async fn set_failed(tx: &mut Tx, photo: PhotoId, code: &str) -> Result<Option<GalleryId>> {
    let gallery = sqlx::query_scalar!(
        "UPDATE photos SET state = 'failed', failure = $2
         WHERE id = $1 AND (state = 'processing' OR state = 'failed' AND failure = 'failed') RETURNING gallery_id",
        photo.0,
        code,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(gallery.map(GalleryId))
}

pub(super) async fn to_serve(tx: &mut Tx, gallery: GalleryId, photo: PhotoId, own: bool) -> Result<Option<Ready>> {
    Ok(sqlx::query_as!(
        Ready,
        "SELECT storage_key, sha256 FROM photos
         WHERE gallery_id = $1 AND id = $2 AND state = 'ready' AND ($3 OR trashed_at IS NULL)",
        gallery.0,
        photo.0,
        own,
    )
    .fetch_optional(&mut **tx)
    .await?)
}

/// Those that were moved.
pub(super) async fn set_trashed(
    tx: &mut Tx,
    gallery: GalleryId,
    photos: &[PhotoId],
    at: Option<DateTime<Utc>>,
) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!(
        "UPDATE photos SET trashed_at = $3
         WHERE gallery_id = $1 AND id = ANY($2) AND (trashed_at IS NULL) = ($3::timestamptz IS NOT NULL) RETURNING id",
        gallery.0,
        &ids(photos),
        at,
    )
    .fetch_all(&mut **tx)
    .await?)
}

/// With the key of their order.
pub(super) async fn page(
    tx: &mut Tx,
    gallery: GalleryId,
    trash: bool,
    after: Option<&Cursor>,
    limit: i64,
) -> Result<Vec<(StudioPhoto, NaiveDateTime)>> {
    let (sort_at, file_name, id) =
        after.map_or((NaiveDateTime::default(), "", None), |c| (c.sort_at, &c.file_name, Some(c.photo.0)));
    let rows = sqlx::query!(
        r#"SELECT p.id, p.file_name, p.bytes, p.width, p.height, p.placeholder, p.dominant_color, p.state, p.failure,
                  p.taken_at, p.sort_at, (SELECT count(*) FROM favorites f WHERE f.photo_id = p.id) AS "hearts!"
           FROM photos p
           WHERE p.gallery_id = $1 AND (p.trashed_at IS NOT NULL) = $2
             AND ($5::uuid IS NULL OR (p.sort_at, p.file_name, p.id) > ($3, $4, $5))
           ORDER BY p.sort_at, p.file_name, p.id LIMIT $6"#,
        gallery.0,
        trash,
        sort_at,
        file_name,
        id,
        limit,
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let photo = StudioPhoto {
                id: PhotoId(row.id),
                file_name: row.file_name,
                bytes: row.bytes,
                width: pixels(row.width),
                height: pixels(row.height),
                placeholder: row.placeholder,
                dominant_color: row.dominant_color,
                state: state(&row.state)?,
                failure: row.failure,
                hearts: row.hearts,
                taken_at: row.taken_at,
            };
            Ok((photo, row.sort_at))
        })
        .collect()
}

pub(super) async fn some(tx: &mut Tx, gallery: GalleryId, photos: &[PhotoId]) -> Result<Vec<StudioPhoto>> {
    let rows = sqlx::query!(
        r#"SELECT p.id, p.file_name, p.bytes, p.width, p.height, p.placeholder, p.dominant_color, p.state, p.failure,
                  p.taken_at, (SELECT count(*) FROM favorites f WHERE f.photo_id = p.id) AS "hearts!"
           FROM photos p WHERE p.gallery_id = $1 AND p.id = ANY($2) AND p.trashed_at IS NULL
           ORDER BY p.sort_at, p.file_name, p.id"#,
        gallery.0,
        &ids(photos),
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(StudioPhoto {
                id: PhotoId(row.id),
                file_name: row.file_name,
                bytes: row.bytes,
                width: pixels(row.width),
                height: pixels(row.height),
                placeholder: row.placeholder,
                dominant_color: row.dominant_color,
                state: state(&row.state)?,
                failure: row.failure,
                hearts: row.hearts,
                taken_at: row.taken_at,
            })
        })
        .collect()
}

/// With the unguessable part of their objects' names.
pub(super) async fn delete_long_trashed(tx: &mut Tx, before: DateTime<Utc>) -> Result<Vec<(StudioId, String)>> {
    let rows = sqlx::query!("DELETE FROM photos WHERE trashed_at <= $1 RETURNING studio_id, storage_key", before)
        .fetch_all(&mut **tx)
        .await?;
    Ok(rows.into_iter().map(|row| (StudioId(row.studio_id), row.storage_key)).collect())
}

pub(super) async fn waiting_since(tx: &mut Tx, before: DateTime<Utc>) -> Result<Vec<(StudioId, PhotoId)>> {
    let rows = sqlx::query!("SELECT studio_id, id FROM photos WHERE state = 'processing' AND created_at <= $1", before)
        .fetch_all(&mut **tx)
        .await?;
    Ok(rows.into_iter().map(|row| (StudioId(row.studio_id), PhotoId(row.id))).collect())
}

fn ids(photos: &[PhotoId]) -> Vec<Uuid> {
    photos.iter().map(|photo| photo.0).collect()
}

fn pixels(length: Option<i32>) -> Option<u32> {
    length.and_then(|length| u32::try_from(length).ok())
}

fn state(word: &str) -> Result<PhotoState> {
    word.parse().map_err(|()| Error::internal(format!("unknown state {word}")))
}
