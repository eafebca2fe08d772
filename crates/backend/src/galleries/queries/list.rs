//! A studio's galleries.

use chrono::{DateTime, Utc};
use domain::{GalleryId, GallerySort, GalleryTab, Standing};

use super::{
    super::{GalleryCounts, GalleryFilter, GallerySummary},
    cover, word,
};
use crate::{Links, database::Tx, error::Result, limits::GALLERIES_LISTED};

pub(in super::super) async fn list(
    tx: &mut Tx,
    filter: &GalleryFilter,
    links: &Links,
    now: DateTime<Utc>,
) -> Result<Vec<GallerySummary>> {
    // `strpos` takes signs like % as they are, and both sides become lower case by ICU, which knows Č.
    let rows = sqlx::query!(
        r#"WITH found AS (
               SELECT g.*, CASE WHEN g.trashed_at IS NOT NULL THEN 'trash'
                                WHEN g.status = 'published'
                                     AND (g.expires_on + 1)::timestamp AT TIME ZONE s.time_zone <= $1 THEN 'expired'
                                ELSE g.status END AS tab
               FROM galleries g JOIN studios s ON s.studio_id = g.studio_id
               WHERE strpos(lower(g.title), lower($2 COLLATE "und-x-icu")) > 0
           ), listed AS (
               SELECT * FROM found
               WHERE tab = $3 OR ($3::text IS NULL AND tab <> 'trash')
               ORDER BY CASE $4::text WHEN 'oldest' THEN created_at END,
                        CASE $4::text WHEN 'title' THEN title END,
                        CASE $4::text WHEN 'date' THEN taken_on END DESC NULLS LAST,
                        CASE $4::text WHEN 'oldest' THEN id END,
                        created_at DESC, id DESC
               LIMIT $5
           )
           SELECT l.id AS "id!", l.title AS "title!", l.tab AS "tab!", l.taken_on, l.created_at AS "created_at!",
                  l.expires_on, l.trashed_at, l.access_epoch AS "epoch!", l.link_token AS "token!",
                  (SELECT count(*) FROM photos p WHERE p.gallery_id = l.id AND p.trashed_at IS NULL) AS "photos!",
                  (SELECT count(*) FROM visitors v JOIN favorites f ON f.visitor_id = v.id
                   JOIN photos p ON p.id = f.photo_id
                   WHERE v.gallery_id = l.id AND p.trashed_at IS NULL) AS "hearts!",
                  c.id AS "cover_id?", c.width AS "width?", c.height AS "height?", c.placeholder AS "placeholder?",
                  c.focus_x AS "focus_x?", c.focus_y AS "focus_y?"
           FROM listed l
           LEFT JOIN LATERAL (
               (SELECT 1 AS choice, p.id, p.width, p.height, p.placeholder, l.cover_focus_x AS focus_x, l.cover_focus_y AS focus_y
                FROM photos p
                WHERE p.id = l.cover_photo_id AND p.state = 'ready' AND p.trashed_at IS NULL AND p.shown)
               UNION ALL
               (SELECT 2, p.id, p.width, p.height, p.placeholder, NULL, NULL FROM photos p
                WHERE p.gallery_id = l.id AND p.state = 'ready' AND p.trashed_at IS NULL AND p.shown
                ORDER BY p.set_place, p.sort_key, p.file_name, p.id LIMIT 1)
               ORDER BY choice LIMIT 1) AS c ON true
           ORDER BY CASE $4::text WHEN 'oldest' THEN l.created_at END,
                    CASE $4::text WHEN 'title' THEN l.title END,
                    CASE $4::text WHEN 'date' THEN l.taken_on END DESC NULLS LAST,
                    CASE $4::text WHEN 'oldest' THEN l.id END,
                    l.created_at DESC, l.id DESC"#,
        now,
        filter.search.trim(),
        filter.status.map(GalleryTab::as_str),
        GallerySort::as_str(filter.sort),
        GALLERIES_LISTED,
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(GallerySummary {
                id: GalleryId(row.id),
                title: row.title,
                standing: standing(&row.tab)?,
                taken_on: row.taken_on,
                photos: row.photos,
                hearts: row.hearts,
                cover: cover(
                    row.cover_id,
                    row.epoch,
                    (row.width, row.height),
                    row.placeholder,
                    (row.focus_x, row.focus_y),
                ),
                created_at: row.created_at,
                expires_on: row.expires_on,
                trashed_at: row.trashed_at,
                link: links.gallery(&word(&row.token)?),
            })
        })
        .collect()
}

pub(in super::super) async fn counts(tx: &mut Tx, now: DateTime<Utc>) -> Result<GalleryCounts> {
    let row = sqlx::query_as!(
        GalleryCounts,
        r#"SELECT count(*) FILTER (WHERE tab <> 'trash') AS "all!", count(*) FILTER (WHERE tab = 'draft') AS "draft!",
                  count(*) FILTER (WHERE tab = 'published') AS "published!",
                  count(*) FILTER (WHERE tab = 'expired') AS "expired!",
                  count(*) FILTER (WHERE tab = 'archived') AS "archived!",
                  count(*) FILTER (WHERE tab = 'trash') AS "trash!"
           FROM (SELECT CASE WHEN g.trashed_at IS NOT NULL THEN 'trash'
                             WHEN g.status = 'published'
                                  AND (g.expires_on + 1)::timestamp AT TIME ZONE s.time_zone <= $1 THEN 'expired'
                             ELSE g.status END AS tab
                 FROM galleries g JOIN studios s ON s.studio_id = g.studio_id) AS tabs"#,
        now,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(row)
}

fn standing(tab: &str) -> Result<Standing> {
    word::<GalleryTab>(tab).map(GalleryTab::standing)
}
