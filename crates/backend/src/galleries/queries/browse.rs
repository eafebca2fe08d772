//! The photographs a client sees.

use chrono::NaiveDateTime;
use domain::{Cursor, GalleryId, PhotoId};
use uuid::Uuid;

use super::{
    super::{PhotoTile, PhotoView},
    pixels,
};
use crate::{database::Tx, error::Result};

/// Before the first of all sets.
const BEFORE_ALL: i32 = -1;

/// The first `limit` photographs after a place, each with its place within its set; for the client also those that are
/// for the client alone.
pub(in super::super) async fn photos(
    tx: &mut Tx,
    (gallery, client): (GalleryId, bool),
    after: Option<&Cursor>,
    limit: i64,
) -> Result<Vec<(PhotoTile, Vec<u8>)>> {
    // Plain parameters, a place or not: behind `OR` or `coalesce`, row-level security keeps the comparison out of the
    // index, and a page deep in a large gallery reads all before it.
    let (set_place, sort_key, file_name, id) = beginning(after);
    let rows = sqlx::query_as!(
        Row,
        "SELECT id, file_name, width, height, placeholder, dominant_color, taken_at, set_place, sort_key FROM photos
         WHERE gallery_id = $1 AND state = 'ready' AND trashed_at IS NULL
           AND (shown OR $7 AND for_client)
           AND (set_place, sort_key, file_name, id) > ($2, $3, $4, $5)
         ORDER BY set_place, sort_key, file_name, id LIMIT $6",
        gallery.0,
        set_place,
        sort_key,
        file_name,
        id,
        limit,
        client,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(Row::tile).collect())
}

/// The key of a place, or one that stands before all.
pub(super) fn beginning(after: Option<&Cursor>) -> (i32, &[u8], &str, Uuid) {
    after.map_or((BEFORE_ALL, &[], "", Uuid::nil()), |place| {
        (place.set_place, &place.sort_key, &place.file_name, place.photo.0)
    })
}

/// A photograph in the grid, as PostgreSQL tells it.
pub(super) struct Row {
    pub(super) id: Uuid,
    pub(super) file_name: String,
    pub(super) width: Option<i32>,
    pub(super) height: Option<i32>,
    pub(super) placeholder: String,
    pub(super) dominant_color: String,
    pub(super) taken_at: Option<NaiveDateTime>,
    pub(super) set_place: i32,
    pub(super) sort_key: Vec<u8>,
}

impl Row {
    /// With its place within its set.
    pub(super) fn tile(self) -> (PhotoTile, Vec<u8>) {
        let tile = PhotoTile {
            id: PhotoId(self.id),
            file_name: self.file_name,
            width: pixels(self.width),
            height: pixels(self.height),
            placeholder: self.placeholder,
            dominant_color: self.dominant_color,
            taken_at: self.taken_at,
            set_place: self.set_place,
        };
        (tile, self.sort_key)
    }
}

/// Whether a photograph can be seen by this visitor of a gallery, who may be the client.
pub(crate) async fn visible(tx: &mut Tx, (gallery, client): (GalleryId, bool), photo: PhotoId) -> Result<bool> {
    let seen = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM photos
                          WHERE id = $1 AND gallery_id = $2 AND state = 'ready' AND trashed_at IS NULL
                                AND (shown OR $3 AND for_client)) AS "seen!""#,
        photo.0,
        gallery.0,
        client,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(seen)
}

/// One photograph among those that can be seen.
pub(in super::super) async fn photo(
    tx: &mut Tx,
    (gallery, client): (GalleryId, bool),
    photo: PhotoId,
) -> Result<Option<PhotoView>> {
    let row = sqlx::query!(
        r#"WITH seen AS NOT MATERIALIZED (
               SELECT * FROM photos WHERE gallery_id = $1 AND state = 'ready' AND trashed_at IS NULL
                                          AND (shown OR $3 AND for_client)
           )
           SELECT t.id AS "id!", t.file_name AS "file_name!", t.width, t.height, t.placeholder AS "placeholder!",
                  t.dominant_color AS "dominant_color!", t.taken_at, t.set_place AS "set_place!",
                  (SELECT s.id FROM seen s
                   WHERE (s.set_place, s.sort_key, s.file_name, s.id) < (t.set_place, t.sort_key, t.file_name, t.id)
                   ORDER BY s.set_place DESC, s.sort_key DESC, s.file_name DESC, s.id DESC LIMIT 1) AS previous,
                  (SELECT s.id FROM seen s
                   WHERE (s.set_place, s.sort_key, s.file_name, s.id) > (t.set_place, t.sort_key, t.file_name, t.id)
                   ORDER BY s.set_place, s.sort_key, s.file_name, s.id LIMIT 1) AS next,
                  (SELECT count(*) FROM seen s
                   WHERE (s.set_place, s.sort_key, s.file_name, s.id)
                         <= (t.set_place, t.sort_key, t.file_name, t.id)) AS "position!",
                  (SELECT count(*) FROM seen) AS "count!"
           FROM seen t WHERE t.id = $2"#,
        gallery.0,
        photo.0,
        client,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| PhotoView {
        tile: PhotoTile {
            id: PhotoId(row.id),
            file_name: row.file_name,
            width: pixels(row.width),
            height: pixels(row.height),
            placeholder: row.placeholder,
            dominant_color: row.dominant_color,
            taken_at: row.taken_at,
            set_place: row.set_place,
        },
        previous: row.previous.map(PhotoId),
        next: row.next.map(PhotoId),
        position: row.position,
        count: row.count,
    }))
}
