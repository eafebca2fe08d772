//! Looking through a gallery's photographs.

use chrono::NaiveDateTime;
use domain::{Cursor, Flag, GalleryId, ListId, PhotoId, PhotoState, SetId, Stars};
use uuid::Uuid;

use super::{
    super::{Facets, ListTally, PhotoFilter, StudioPhoto},
    ids, tally,
};
use crate::{
    database::Tx,
    error::{Error, Result},
};

/// A photograph as its studio sees it, as PostgreSQL tells it.
struct Row {
    id: Uuid,
    file_name: String,
    bytes: i64,
    width: Option<i32>,
    height: Option<i32>,
    placeholder: String,
    dominant_color: String,
    state: String,
    failure: Option<String>,
    taken_at: Option<NaiveDateTime>,
    set_id: Option<Uuid>,
    hidden: bool,
    set_place: i32,
    sort_key: Vec<u8>,
    flag: String,
    stars: i16,
    hearts: i64,
}

pub(in super::super) async fn page(
    tx: &mut Tx,
    gallery: GalleryId,
    filter: &PhotoFilter,
    after: Option<&Cursor>,
    limit: i64,
) -> Result<Vec<StudioPhoto>> {
    // Plain parameters, as clients' pages have them: see there.
    let (set_place, sort_key, file_name, id): (i32, &[u8], &str, Uuid) = after
        .map_or((-1, &[], "", Uuid::nil()), |place| {
            (place.set_place, &place.sort_key, &place.file_name, place.photo.0)
        });
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT p.id, p.file_name, p.bytes, p.width, p.height, p.placeholder, p.dominant_color, p.state,
                  CASE WHEN p.state = 'ready' AND p.mark_failed THEN 'unmarked' ELSE p.failure END AS failure,
                  p.taken_at, p.set_id, p.hidden, p.set_place, p.sort_key, coalesce(p.flag, 'none') AS "flag!",
                  coalesce(p.stars, p.rating, 0::smallint) AS "stars!",
                  (SELECT count(*) FROM favorites f WHERE f.photo_id = p.id) AS "hearts!"
           FROM photos p
           WHERE p.gallery_id = $1
             AND ($2 AND p.trashed_at IS NOT NULL OR NOT $2 AND p.trashed_at IS NULL)
             AND (p.set_place, p.sort_key, p.file_name, p.id) > ($3, $4, $5, $6)
             AND ($8::uuid IS NULL OR p.set_id = $8)
             AND ($9 = '' OR strpos(folded(concat_ws(' ', p.file_name, p.title, array_to_string(p.keywords, ' '))),
                                    folded($9)) > 0)
             AND ($10::date IS NULL OR p.taken_at IS NOT NULL AND p.sort_at::date = $10)
             AND ($11 = '' OR p.camera = $11) AND ($12::text IS NULL OR p.state = $12 OR $12 = 'failed' AND p.mark_failed)
             AND NOT ($13 AND (p.shown OR p.for_client))
             AND (NOT $14 OR EXISTS (SELECT FROM list_entries e WHERE e.photo_id = p.id AND e.list_id = $1))
             AND ($15::uuid IS NULL OR EXISTS (SELECT FROM list_entries e WHERE e.photo_id = p.id AND e.list_id = $15))
             AND (NOT $16 OR EXISTS (SELECT FROM comments c WHERE c.photo_id = p.id))
             AND ($17::text IS NULL OR coalesce(p.flag, 'none') = $17) AND coalesce(p.stars, p.rating, 0) >= $18
           ORDER BY p.set_place, p.sort_key, p.file_name, p.id LIMIT $7"#,
        gallery.0,
        filter.trash,
        set_place,
        sort_key,
        file_name,
        id,
        limit,
        filter.set.map(|set| set.0),
        filter.search.trim(),
        filter.day,
        filter.camera,
        filter.state.map(PhotoState::as_str),
        filter.hidden,
        filter.liked,
        filter.list.map(|list| list.0),
        filter.commented,
        filter.flag.map(Flag::as_str),
        i32::from(filter.stars.count()),
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter().map(Row::photo).collect()
}

pub(in super::super) async fn facets(tx: &mut Tx, gallery: GalleryId) -> Result<Facets> {
    let days = sqlx::query_scalar!(
        r#"SELECT DISTINCT sort_at::date AS "day!" FROM photos
           WHERE gallery_id = $1 AND trashed_at IS NULL AND taken_at IS NOT NULL ORDER BY 1 LIMIT 1000"#,
        gallery.0,
    );
    let days = days.fetch_all(&mut **tx).await?;
    let cameras = sqlx::query_scalar!(
        "SELECT DISTINCT camera FROM photos
         WHERE gallery_id = $1 AND trashed_at IS NULL AND camera <> '' ORDER BY 1 LIMIT 1000",
        gallery.0,
    );
    let cameras = cameras.fetch_all(&mut **tx).await?;
    let loved = sqlx::query!(
        r#"SELECT count(*) FILTER (WHERE id IN (SELECT photo_id FROM list_entries WHERE list_id = $1)) AS "liked!",
                  count(*) FILTER (WHERE id IN (SELECT photo_id FROM comments WHERE gallery_id = $1)) AS "commented!"
           FROM photos WHERE gallery_id = $1 AND trashed_at IS NULL"#,
        gallery.0,
    );
    let loved = loved.fetch_one(&mut **tx).await?;
    Ok(Facets {
        days,
        cameras,
        tally: tally(tx, gallery, None).await?,
        liked: loved.liked,
        commented: loved.commented,
        lists: lists(tx, gallery).await?,
    })
}

async fn lists(tx: &mut Tx, gallery: GalleryId) -> Result<Vec<ListTally>> {
    let rows = sqlx::query!(
        r#"SELECT l.id, l.name, (SELECT count(DISTINCT p.id) FROM list_entries e JOIN photos p ON p.id = e.photo_id
                                 WHERE e.list_id = l.id AND p.trashed_at IS NULL) AS "photos!"
           FROM lists l WHERE l.gallery_id = $1 AND l.id <> $1
           ORDER BY l.visitor_id NULLS FIRST, l.name, l.id LIMIT 200"#,
        gallery.0,
    );
    let rows = rows.fetch_all(&mut **tx).await?;
    Ok(rows.into_iter().map(|row| ListTally { list: ListId(row.id), name: row.name, photos: row.photos }).collect())
}

pub(in super::super) async fn some(tx: &mut Tx, gallery: GalleryId, photos: &[PhotoId]) -> Result<Vec<StudioPhoto>> {
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT p.id, p.file_name, p.bytes, p.width, p.height, p.placeholder, p.dominant_color, p.state,
                  CASE WHEN p.state = 'ready' AND p.mark_failed THEN 'unmarked' ELSE p.failure END AS failure,
                  p.taken_at, p.set_id, p.hidden, p.set_place, p.sort_key, coalesce(p.flag, 'none') AS "flag!",
                  coalesce(p.stars, p.rating, 0::smallint) AS "stars!",
                  (SELECT count(*) FROM favorites f WHERE f.photo_id = p.id) AS "hearts!"
           FROM photos p WHERE p.gallery_id = $1 AND p.id = ANY($2) AND p.trashed_at IS NULL
           ORDER BY p.set_place, p.sort_key, p.file_name, p.id"#,
        gallery.0,
        &ids(photos),
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter().map(Row::photo).collect()
}

impl Row {
    fn photo(self) -> Result<StudioPhoto> {
        let pixels = |length: Option<i32>| length.and_then(|length| u32::try_from(length).ok());
        Ok(StudioPhoto {
            id: PhotoId(self.id),
            file_name: self.file_name,
            bytes: self.bytes,
            width: pixels(self.width),
            height: pixels(self.height),
            placeholder: self.placeholder,
            dominant_color: self.dominant_color,
            state: self.state.parse().map_err(|()| Error::internal(format!("unknown state {}", self.state)))?,
            failure: self.failure,
            hearts: self.hearts,
            taken_at: self.taken_at,
            set: self.set_id.map(SetId),
            hidden: self.hidden,
            flag: flag(&self.flag)?,
            stars: stars(self.stars)?,
            set_place: self.set_place,
            sort_key: self.sort_key,
        })
    }
}

/// As the database has it.
pub(in super::super) fn flag(word: &str) -> Result<Flag> {
    word.parse().map_err(|()| Error::internal(format!("unknown flag {word}")))
}

/// As the database has them.
pub(in super::super) fn stars(count: i16) -> Result<Stars> {
    let stars = u8::try_from(count).ok().and_then(|count| Stars::try_from(count).ok());
    stars.ok_or_else(|| Error::internal(format!("{count} stars")))
}
