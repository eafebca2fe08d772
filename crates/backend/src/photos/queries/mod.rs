//! The photographs' SQL.

mod browse;
mod bulk;
mod copy;
mod cull;
mod details;
mod named;
mod order;
mod rate;
mod store;

pub(super) use browse::{facets, page, some};
pub(super) use bulk::{hide, keyword, name_of, put, rename, there};
pub(super) use copy::{Copy, all_ready, bring_back_twins, copy, copying, hold_both, set_copied, with_twin};
pub(super) use cull::{bursts, flagged, from, place_of, position, tally, until};
pub(super) use details::{details, set_words};
pub(super) use named::names;
pub(super) use order::{
    clocks, key_beside, last_key, never_placed, order, place, renumber, resort, set_clock, set_order, taken_at,
};
pub(super) use rate::rate;
pub(super) use store::{OnRecord, drawn, hold_original, on_record, set_harmed, set_shelf, stored, to_cool, uploaded};

use chrono::{DateTime, NaiveDateTime, Utc};
use domain::{GalleryId, PhotoId, StudioId};
use uuid::Uuid;

use super::{Arrival, Exposure};
use crate::{
    database::Tx,
    error::{Error, Result},
    files::Shelf,
    media::Developed,
};

/// A photograph about to be recorded.
pub(super) struct NewPhoto<'a> {
    pub(super) id: PhotoId,
    pub(super) studio: StudioId,
    pub(super) gallery: GalleryId,
    pub(super) arrival: &'a Arrival,
    pub(super) now: DateTime<Utc>,
}

/// A photograph of the same bytes.
pub(super) struct Here {
    pub(super) photo: PhotoId,
    pub(super) storage_key: String,
    /// Where its original is kept.
    pub(super) shelf: Shelf,
    pub(super) trashed: bool,
    /// Whether it could not be developed, or its files were found harmed.
    pub(super) unwell: bool,
}

/// A photograph whose sizes are to be made: one that waits, or one that an operator gives another try.
pub(super) struct Waiting {
    pub(super) storage_key: String,
    /// Where its original is kept.
    pub(super) shelf: Shelf,
    pub(super) sha256: Vec<u8>,
    /// The text of the marked rendition: the studio's name.
    pub(super) watermark: String,
}

/// A photograph whose bytes may go out.
pub(super) struct Ready {
    pub(super) storage_key: String,
    pub(super) sha256: Vec<u8>,
    /// Visitors of its gallery see marked pictures only.
    pub(super) proofing: bool,
    /// Of which generation its gallery's marks are.
    pub(super) generation: i32,
    /// Whether it has marked sizes of that.
    pub(super) marked: bool,
}

/// `false` when the gallery has these bytes already.
pub(super) async fn insert(tx: &mut Tx, photo: &NewPhoto<'_>) -> Result<bool> {
    let Arrival { name, arrived, storage_key, .. } = photo.arrival;
    let done = sqlx::query!(
        "INSERT INTO photos (id, studio_id, gallery_id, file_name, sha256, bytes, format, storage_key, state, sort_at, created_at,
             set_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'processing', $9, $10,
             (SELECT id FROM photo_sets WHERE id = $11 AND gallery_id = $3))
         ON CONFLICT ON CONSTRAINT photos_bytes_once DO NOTHING",
        photo.id.0,
        photo.studio.0,
        photo.gallery.0,
        name.as_str(),
        &arrived.sha256,
        i64::try_from(arrived.bytes).map_err(Error::internal)?,
        arrived.format.as_str(),
        storage_key,
        photo.now.naive_utc(),
        photo.now,
        // Deleted while the file was on its way: it is in none.
        photo.arrival.set.map(|set| set.0),
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Gives `old` these bytes and keeps all that belongs to it. The unguessable part of its former objects' names; `None`
/// when it is not in the gallery or another photograph there has these bytes.
pub(super) async fn replace(tx: &mut Tx, old: PhotoId, photo: &NewPhoto<'_>) -> Result<Option<String>> {
    let Arrival { name, arrived, storage_key, .. } = photo.arrival;
    Ok(sqlx::query_scalar!(
        "UPDATE photos p SET file_name = $3, sha256 = $4, bytes = $5, format = $6, storage_key = $7, state = 'processing',
             failure = NULL, harmed_at = NULL, trashed_at = NULL, cold_since = NULL, needed_at = $8, marked_generation = NULL,
             mark_failed = false, metadata = '{}', camera = '', title = '',
             caption = '', keywords = '{}', creator = '', copyright = '', rating = NULL, city = '', country = '',
             latitude = NULL, longitude = NULL
         FROM (SELECT id, storage_key FROM photos WHERE id = $1 AND gallery_id = $2 FOR UPDATE) before
         WHERE p.id = before.id AND NOT EXISTS (SELECT FROM photos WHERE gallery_id = $2 AND sha256 = $4)
         RETURNING before.storage_key",
        old.0,
        photo.gallery.0,
        name.as_str(),
        &arrived.sha256,
        i64::try_from(arrived.bytes).map_err(Error::internal)?,
        arrived.format.as_str(),
        storage_key,
        photo.now,
    )
    .fetch_optional(&mut **tx)
    .await?)
}

/// The photograph of these bytes, held against other changes; not against hearts, which only refer to it.
pub(super) async fn by_hash(tx: &mut Tx, gallery: GalleryId, sha256: [u8; 32]) -> Result<Option<Here>> {
    let row = sqlx::query!(
        r#"SELECT id, storage_key, cold_since IS NOT NULL AS "cold!", trashed_at IS NOT NULL AS "trashed!",
                  state = 'failed' OR harmed_at IS NOT NULL AS "unwell!"
           FROM photos WHERE gallery_id = $1 AND sha256 = $2 FOR NO KEY UPDATE"#,
        gallery.0,
        &sha256,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| Here {
        photo: PhotoId(row.id),
        storage_key: row.storage_key,
        shelf: Shelf::of(row.cold),
        trashed: row.trashed,
        unwell: row.unwell,
    }))
}

pub(super) async fn begin_again(tx: &mut Tx, photo: PhotoId) -> Result<()> {
    sqlx::query!(
        "UPDATE photos SET state = 'processing', failure = NULL, harmed_at = NULL, marked_generation = NULL, mark_failed = false
         WHERE id = $1",
        photo.0,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn waiting(tx: &mut Tx, photo: PhotoId) -> Result<Option<Waiting>> {
    let row = sqlx::query!(
        r#"SELECT p.storage_key, p.cold_since IS NOT NULL AS "cold!", p.sha256, s.name AS watermark
           FROM photos p JOIN studios s USING (studio_id)
           WHERE p.id = $1 AND (p.state = 'processing' OR p.state = 'failed' AND p.failure = 'failed')"#,
        photo.0
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| Waiting {
        storage_key: row.storage_key,
        shelf: Shelf::of(row.cold),
        sha256: row.sha256,
        watermark: row.watermark,
    }))
}

/// Holds the gallery of a photograph against other changes, before the photograph itself is held.
pub(crate) async fn hold_gallery_of(tx: &mut Tx, photo: PhotoId) -> Result<()> {
    let gallery = sqlx::query!(
        "SELECT g.id FROM photos p JOIN galleries g ON g.id = p.gallery_id WHERE p.id = $1 FOR NO KEY UPDATE OF g",
        photo.0,
    );
    gallery.fetch_optional(&mut **tx).await?;
    Ok(())
}

/// The gallery it is in; `None` when the photograph is gone, or has other bytes by now.
pub(super) async fn set_ready(
    tx: &mut Tx,
    photo: PhotoId,
    storage_key: &str,
    developed: &Developed,
    taken_at: Option<NaiveDateTime>,
    now: DateTime<Utc>,
) -> Result<Option<GalleryId>> {
    let [red, green, blue] = developed.dominant;
    let gallery = sqlx::query_scalar!(
        "UPDATE photos SET state = 'ready', failure = NULL, width = $2, height = $3, placeholder = $4, dominant_color = $5,
             taken_at = $6, camera = $7, metadata = $8, needed_at = $10,
             sort_at = coalesce($6::timestamp + (SELECT c.shift_seconds FROM camera_clocks c
                                      WHERE c.gallery_id = photos.gallery_id AND c.camera = $7) * interval '1 second',
                                $6, sort_at)
         WHERE id = $1 AND storage_key = $9 RETURNING gallery_id",
        photo.0,
        i32::try_from(developed.width).map_err(Error::internal)?,
        i32::try_from(developed.height).map_err(Error::internal)?,
        developed.placeholder,
        format!("#{red:02x}{green:02x}{blue:02x}"),
        taken_at,
        developed.metadata.camera.clone().unwrap_or_default(),
        serde_json::to_value(Exposure::of(developed)).map_err(Error::internal)?,
        storage_key,
        now,
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

/// `own` are those who see all, `client` those who see also what is for the client alone.
pub(super) async fn to_serve(
    tx: &mut Tx,
    gallery: GalleryId,
    photo: PhotoId,
    (own, client): (bool, bool),
) -> Result<Option<Ready>> {
    Ok(sqlx::query_as!(
        Ready,
        r#"SELECT p.storage_key, p.sha256, g.proofing, g.mark_generation AS generation,
                  coalesce(p.marked_generation = g.mark_generation, false) AS "marked!"
           FROM photos p JOIN galleries g ON g.id = p.gallery_id
           WHERE g.id = $1 AND p.id = $2 AND p.state = 'ready'
             AND ($3 OR p.trashed_at IS NULL AND (p.shown OR $4 AND p.for_client))"#,
        gallery.0,
        photo.0,
        own,
        client,
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

/// With the unguessable part of their objects' names.
pub(super) async fn delete_long_trashed(tx: &mut Tx, before: DateTime<Utc>) -> Result<Vec<(StudioId, String)>> {
    let rows = sqlx::query!("DELETE FROM photos WHERE trashed_at <= $1 RETURNING studio_id, storage_key", before)
        .fetch_all(&mut **tx)
        .await?;
    Ok(rows.into_iter().map(|row| (StudioId(row.studio_id), row.storage_key)).collect())
}

/// How many wait that go before this one if studios take turns and each studio's galleries do.
pub(super) async fn place_in_line(tx: &mut Tx, studio: StudioId, gallery: GalleryId, photo: PhotoId) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"WITH waiting AS (
               SELECT gallery_id, count(*) AS photos FROM photos
               WHERE studio_id = $1 AND state = 'processing' AND id <> $3 GROUP BY gallery_id
           ), own AS (
               SELECT coalesce((SELECT photos FROM waiting WHERE gallery_id = $2), 0) AS photos
           )
           SELECT (own.photos + coalesce((SELECT sum(least(waiting.photos, own.photos + 1)) FROM waiting
                                          WHERE gallery_id <> $2), 0))::bigint AS "place!" FROM own"#,
        studio.0,
        gallery.0,
        photo.0,
    )
    .fetch_one(&mut **tx)
    .await?)
}

/// All that wait for their sizes.
pub(super) async fn processing(tx: &mut Tx) -> Result<Vec<(StudioId, PhotoId)>> {
    let rows = sqlx::query!("SELECT studio_id, id FROM photos WHERE state = 'processing'").fetch_all(&mut **tx).await?;
    Ok(rows.into_iter().map(|row| (StudioId(row.studio_id), PhotoId(row.id))).collect())
}

pub(super) async fn studios(tx: &mut Tx) -> Result<Vec<StudioId>> {
    let studios = sqlx::query_scalar!("SELECT studio_id FROM studios").fetch_all(&mut **tx).await?;
    Ok(studios.into_iter().map(StudioId).collect())
}

fn ids(photos: &[PhotoId]) -> Vec<Uuid> {
    photos.iter().map(|photo| photo.0).collect()
}
