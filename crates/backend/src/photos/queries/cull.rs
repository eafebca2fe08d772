//! A window of photographs to be sorted, the bursts in it, and how a gallery is sorted.

use chrono::NaiveDateTime;
use domain::{Cursor, Flag, GalleryId, PhotoId, SetId};
use uuid::Uuid;

use super::{
    super::{Burst, CullFilter, CullPhoto, Exposure, Tally},
    browse::{flag, stars},
    ids,
};
use crate::{
    database::Tx,
    error::{Error, Result},
};

/// A photograph to be sorted, as PostgreSQL tells it.
struct Row {
    id: Uuid,
    file_name: String,
    width: Option<i32>,
    height: Option<i32>,
    placeholder: String,
    dominant_color: String,
    state: String,
    taken_at: Option<NaiveDateTime>,
    metadata: serde_json::Value,
    flag: String,
    stars: i16,
}

/// Where a photograph stands in its gallery, in the trash or not.
pub(in super::super) async fn place_of(tx: &mut Tx, gallery: GalleryId, photo: PhotoId) -> Result<Option<Cursor>> {
    let row = sqlx::query!(
        "SELECT set_place, sort_key, file_name FROM photos WHERE gallery_id = $1 AND id = $2",
        gallery.0,
        photo.0,
    );
    let row = row.fetch_optional(&mut **tx).await?;
    Ok(row.map(|row| Cursor { set_place: row.set_place, sort_key: row.sort_key, file_name: row.file_name, photo }))
}

/// Those behind a place, and with it the photograph that stands there; from the first without a place.
pub(in super::super) async fn from(
    tx: &mut Tx,
    gallery: GalleryId,
    filter: &CullFilter,
    (place, with): (Option<&Cursor>, bool),
    limit: i64,
) -> Result<Vec<CullPhoto>> {
    let (set_place, sort_key, file_name, id) = parts(place);
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT p.id, p.file_name, p.width, p.height, p.placeholder, p.dominant_color, p.state, p.taken_at, p.metadata,
                  coalesce(p.flag, 'none') AS "flag!", coalesce(p.stars, p.rating, 0::smallint) AS "stars!"
           FROM photos p
           WHERE p.gallery_id = $1 AND p.trashed_at IS NULL
             AND (p.set_place, p.sort_key, p.file_name, p.id) >= ($2, $3, $4, $5) AND ($6 OR p.id <> $5)
             AND ($7::uuid IS NULL OR p.set_id = $7) AND ($8::text IS NULL OR coalesce(p.flag, 'none') = $8)
             AND coalesce(p.stars, p.rating, 0) >= $9
             AND NOT ($10 AND (coalesce(p.flag, 'none') <> 'none' OR coalesce(p.stars, p.rating, 0) > 0))
           ORDER BY p.set_place, p.sort_key, p.file_name, p.id LIMIT $11"#,
        gallery.0,
        set_place,
        sort_key,
        file_name,
        id,
        with,
        filter.set.map(|set| set.0),
        filter.flag.map(Flag::as_str),
        i32::from(filter.stars.count()),
        filter.unrated,
        limit,
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter().map(Row::photo).collect()
}

/// Those before a place, the nearest first.
pub(in super::super) async fn until(
    tx: &mut Tx,
    gallery: GalleryId,
    filter: &CullFilter,
    place: &Cursor,
    limit: i64,
) -> Result<Vec<CullPhoto>> {
    let (set_place, sort_key, file_name, id) = parts(Some(place));
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT p.id, p.file_name, p.width, p.height, p.placeholder, p.dominant_color, p.state, p.taken_at, p.metadata,
                  coalesce(p.flag, 'none') AS "flag!", coalesce(p.stars, p.rating, 0::smallint) AS "stars!"
           FROM photos p
           WHERE p.gallery_id = $1 AND p.trashed_at IS NULL
             AND (p.set_place, p.sort_key, p.file_name, p.id) < ($2, $3, $4, $5)
             AND ($6::uuid IS NULL OR p.set_id = $6) AND ($7::text IS NULL OR coalesce(p.flag, 'none') = $7)
             AND coalesce(p.stars, p.rating, 0) >= $8
             AND NOT ($9 AND (coalesce(p.flag, 'none') <> 'none' OR coalesce(p.stars, p.rating, 0) > 0))
           ORDER BY p.set_place DESC, p.sort_key DESC, p.file_name DESC, p.id DESC LIMIT $10"#,
        gallery.0,
        set_place,
        sort_key,
        file_name,
        id,
        filter.set.map(|set| set.0),
        filter.flag.map(Flag::as_str),
        i32::from(filter.stars.count()),
        filter.unrated,
        limit,
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter().map(Row::photo).collect()
}

/// How many of those asked for stand before a place, and how many there are.
pub(in super::super) async fn position(
    tx: &mut Tx,
    gallery: GalleryId,
    filter: &CullFilter,
    place: Option<&Cursor>,
) -> Result<(i64, i64)> {
    let (set_place, sort_key, file_name, id) = parts(place);
    let row = sqlx::query!(
        r#"SELECT count(*) FILTER (WHERE (p.set_place, p.sort_key, p.file_name, p.id) < ($2, $3, $4, $5)) AS "before!",
                  count(*) AS "all!"
           FROM photos p
           WHERE p.gallery_id = $1 AND p.trashed_at IS NULL
             AND ($6::uuid IS NULL OR p.set_id = $6) AND ($7::text IS NULL OR coalesce(p.flag, 'none') = $7)
             AND coalesce(p.stars, p.rating, 0) >= $8
             AND NOT ($9 AND (coalesce(p.flag, 'none') <> 'none' OR coalesce(p.stars, p.rating, 0) > 0))"#,
        gallery.0,
        set_place,
        sort_key,
        file_name,
        id,
        filter.set.map(|set| set.0),
        filter.flag.map(Flag::as_str),
        i32::from(filter.stars.count()),
        filter.unrated,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok((row.before, row.all))
}

/// Plain parameters; without a place, what stands before all.
fn parts(place: Option<&Cursor>) -> (i32, &[u8], &str, Uuid) {
    place
        .map_or((-1, &[], "", Uuid::nil()), |place| (place.set_place, &place.sort_key, &place.file_name, place.photo.0))
}

/// The bursts that any of these is part of, the first first. Photographs whose camera or time is not known are in none.
pub(in super::super) async fn bursts(tx: &mut Tx, gallery: GalleryId, photos: &[PhotoId]) -> Result<Vec<Burst>> {
    let rows = sqlx::query_scalar!(
        r#"WITH line AS (
               SELECT id, camera, sort_at, file_name,
                      sort_at - lag(sort_at) OVER (PARTITION BY camera ORDER BY sort_at, file_name, id) AS pause
               FROM photos
               WHERE gallery_id = $1 AND trashed_at IS NULL AND taken_at IS NOT NULL AND camera <> ''
           ), numbered AS (
               SELECT id, camera, sort_at, file_name,
                      count(*) FILTER (WHERE pause IS NULL OR pause > interval '2 seconds')
                          OVER (PARTITION BY camera ORDER BY sort_at, file_name, id) AS number
               FROM line
           )
           SELECT array_agg(id ORDER BY sort_at, file_name, id) AS "photos!"
           FROM numbered GROUP BY camera, number HAVING count(*) > 1 AND array_agg(id) && $2
           ORDER BY min(sort_at), camera"#,
        gallery.0,
        &ids(photos),
    );
    let rows = rows.fetch_all(&mut **tx).await?;
    Ok(rows.into_iter().map(|photos| Burst { photos: photos.into_iter().map(PhotoId).collect() }).collect())
}

/// How a gallery's photographs are sorted, or those of one set; those in its trash left out.
pub(in super::super) async fn tally(tx: &mut Tx, gallery: GalleryId, set: Option<SetId>) -> Result<Tally> {
    let row = sqlx::query!(
        r#"SELECT count(*) AS "all!", count(*) FILTER (WHERE flag = 'pick') AS "picks!",
                  count(*) FILTER (WHERE flag = 'reject') AS "rejects!",
                  count(*) FILTER (WHERE coalesce(flag, 'none') = 'none' AND given = 0) AS "unrated!",
                  count(*) FILTER (WHERE given >= 1) AS "one!", count(*) FILTER (WHERE given >= 2) AS "two!",
                  count(*) FILTER (WHERE given >= 3) AS "three!", count(*) FILTER (WHERE given >= 4) AS "four!",
                  count(*) FILTER (WHERE given >= 5) AS "five!"
           FROM (SELECT flag, coalesce(stars, rating, 0) AS given FROM photos
                 WHERE gallery_id = $1 AND trashed_at IS NULL AND ($2::uuid IS NULL OR set_id = $2)) sorted"#,
        gallery.0,
        set.map(|set| set.0),
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(Tally {
        all: row.all,
        picks: row.picks,
        rejects: row.rejects,
        unrated: row.unrated,
        stars: [row.one, row.two, row.three, row.four, row.five],
    })
}

/// Those with a flag, in the gallery or in one of its sets, in order, and the sets they are in.
pub(in super::super) async fn flagged(
    tx: &mut Tx,
    gallery: GalleryId,
    flag: Flag,
    set: Option<SetId>,
    limit: i64,
) -> Result<Vec<(PhotoId, Option<SetId>)>> {
    let rows = sqlx::query!(
        "SELECT id, set_id FROM photos
         WHERE gallery_id = $1 AND trashed_at IS NULL AND coalesce(flag, 'none') = $2
           AND ($4::uuid IS NULL OR set_id = $4)
         ORDER BY set_place, sort_key, file_name, id LIMIT $3",
        gallery.0,
        flag.as_str(),
        limit,
        set.map(|set| set.0),
    );
    let rows = rows.fetch_all(&mut **tx).await?;
    Ok(rows.into_iter().map(|row| (PhotoId(row.id), row.set_id.map(SetId))).collect())
}

impl Row {
    fn photo(self) -> Result<CullPhoto> {
        let pixels = |length: Option<i32>| length.and_then(|length| u32::try_from(length).ok());
        Ok(CullPhoto {
            id: PhotoId(self.id),
            file_name: self.file_name,
            width: pixels(self.width),
            height: pixels(self.height),
            placeholder: self.placeholder,
            dominant_color: self.dominant_color,
            state: self.state.parse().map_err(|()| Error::internal(format!("unknown state {}", self.state)))?,
            taken_at: self.taken_at,
            exposure: serde_json::from_value::<Exposure>(self.metadata).map_err(Error::internal)?,
            flag: flag(&self.flag)?,
            stars: stars(self.stars)?,
        })
    }
}
