//! Photographs that a client looks for. A statement of its own: the plain pages need none of its conditions.

use chrono::NaiveDate;
use domain::{Cursor, GalleryId};

use super::{
    super::{PhotoSearch, PhotoTile},
    browse::{Row, beginning},
};
use crate::{database::Tx, error::Result};

/// The first `limit` after a place that are looked for, each with its place within its set.
pub(in super::super) async fn seek(
    tx: &mut Tx,
    (gallery, client): (GalleryId, bool),
    search: &PhotoSearch,
    after: Option<&Cursor>,
    limit: i64,
) -> Result<Vec<(PhotoTile, Vec<u8>)>> {
    let (set_place, sort_key, file_name, id) = beginning(after);
    let rows = sqlx::query_as!(
        Row,
        "SELECT id, file_name, width, height, placeholder, dominant_color, taken_at, set_place, sort_key FROM photos
         WHERE gallery_id = $1 AND state = 'ready' AND trashed_at IS NULL
           AND (shown OR $9 AND for_client)
           AND (set_place, sort_key, file_name, id) > ($2, $3, $4, $5)
           AND ($7 = '' OR strpos(folded(file_name), folded($7)) > 0)
           AND ($8::date IS NULL OR taken_at IS NOT NULL AND sort_at::date = $8)
         ORDER BY set_place, sort_key, file_name, id LIMIT $6",
        gallery.0,
        set_place,
        sort_key,
        file_name,
        id,
        limit,
        search.name.trim(),
        search.day,
        client,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(Row::tile).collect())
}

/// The days on which those were taken that can be seen, the clocks of cameras set right.
pub(in super::super) async fn days(tx: &mut Tx, (gallery, client): (GalleryId, bool)) -> Result<Vec<NaiveDate>> {
    let days = sqlx::query_scalar!(
        r#"SELECT DISTINCT sort_at::date AS "day!" FROM photos
           WHERE gallery_id = $1 AND state = 'ready' AND trashed_at IS NULL AND (shown OR $2 AND for_client)
             AND taken_at IS NOT NULL
           ORDER BY 1 LIMIT 1000"#,
        gallery.0,
        client,
    );
    Ok(days.fetch_all(&mut **tx).await?)
}
