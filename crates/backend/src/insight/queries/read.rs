//! Reading what was counted and what visitors did.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{GalleryId, PhotoId};

use super::super::{HeatRow, Ranked};
use crate::{
    database::Tx,
    error::Result,
    limits::{HEAT_PHOTOS, RANKED},
};

/// The days of a gallery, in its studio's time zone.
pub(in super::super) struct Span {
    /// On which it was made.
    pub(in super::super) made: NaiveDate,
    pub(in super::super) today: NaiveDate,
    pub(in super::super) time_zone: String,
}

pub(in super::super) async fn span(tx: &mut Tx, gallery: GalleryId, now: DateTime<Utc>) -> Result<Span> {
    let span = sqlx::query_as!(
        Span,
        r#"SELECT (g.created_at AT TIME ZONE s.time_zone)::date AS "made!",
                  ($2::timestamptz AT TIME ZONE s.time_zone)::date AS "today!", s.time_zone
           FROM galleries g JOIN studios s ON s.studio_id = g.studio_id WHERE g.id = $1"#,
        gallery.0,
        now,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(span)
}

/// What there was on each day from `first` to `last`, by the name of what it is; days with nothing are left out.
pub(in super::super) async fn counts(
    tx: &mut Tx,
    gallery: GalleryId,
    (first, last): (NaiveDate, NaiveDate),
    time_zone: &str,
) -> Result<Vec<(NaiveDate, String, i64)>> {
    let rows = sqlx::query!(
        r#"WITH span AS (
               SELECT $2::date::timestamp AT TIME ZONE $4::text AS begins,
                      ($3::date + 1)::timestamp AT TIME ZONE $4::text AS ends
           )
           SELECT day AS "day!", what AS "what!", count AS "count!" FROM (
               SELECT day, 'views' AS what, views::bigint AS count FROM gallery_days
               WHERE gallery_id = $1 AND day BETWEEN $2 AND $3
               UNION ALL
               SELECT day, 'visitors', visitors FROM gallery_days WHERE gallery_id = $1 AND day BETWEEN $2 AND $3
               UNION ALL
               SELECT (e.created_at AT TIME ZONE $4)::date,
                      CASE WHEN e.list_id = e.gallery_id THEN 'hearts' ELSE 'picks' END, count(*)
               FROM span, list_entries e
               WHERE e.gallery_id = $1 AND e.created_at >= span.begins AND e.created_at < span.ends GROUP BY 1, 2
               UNION ALL
               SELECT (c.written_at AT TIME ZONE $4)::date, 'comments', count(*) FROM span, comments c
               WHERE c.gallery_id = $1 AND c.member IS NULL
                 AND c.written_at >= span.begins AND c.written_at < span.ends GROUP BY 1
               UNION ALL
               SELECT (d.created_at AT TIME ZONE $4)::date, 'downloads', count(*) FROM span, downloads d
               WHERE d.gallery_id = $1 AND d.visitor_hash IS NOT NULL
                 AND d.created_at >= span.begins AND d.created_at < span.ends GROUP BY 1) AS counts"#,
        gallery.0,
        first,
        last,
        time_zone,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.day, row.what, row.count)).collect())
}

/// The photographs with the most hearts given in those days.
pub(in super::super) async fn loved(
    tx: &mut Tx,
    gallery: GalleryId,
    (first, last): (NaiveDate, NaiveDate),
    time_zone: &str,
) -> Result<Vec<Ranked>> {
    let rows = sqlx::query!(
        r#"SELECT p.id, p.file_name, count(*) AS "count!" FROM list_entries e JOIN photos p ON p.id = e.photo_id
           WHERE e.gallery_id = $1 AND e.list_id = $1 AND p.trashed_at IS NULL
             AND e.created_at >= $2::date::timestamp AT TIME ZONE $4::text
             AND e.created_at < ($3::date + 1)::timestamp AT TIME ZONE $4::text
           GROUP BY p.id ORDER BY count(*) DESC, p.set_place, p.sort_key, p.file_name, p.id LIMIT $5"#,
        gallery.0,
        first,
        last,
        time_zone,
        RANKED,
    )
    .fetch_all(&mut **tx)
    .await?;
    let ranked = rows.into_iter();
    Ok(ranked.map(|row| Ranked { photo: PhotoId(row.id), file_name: row.file_name, count: row.count }).collect())
}

/// What a photograph is counted for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Counted {
    /// Being opened.
    Opened,
    /// Being downloaded.
    Taken,
}

/// The photographs with the most of it in those days. A month that lies in them whole is read from its sum.
pub(in super::super) async fn most(
    tx: &mut Tx,
    gallery: GalleryId,
    counted: Counted,
    (first, last): (NaiveDate, NaiveDate),
) -> Result<Vec<Ranked>> {
    let rows = sqlx::query!(
        r#"WITH months AS (
               SELECT photo_id, month, CASE WHEN $5 THEN opened ELSE taken END AS count,
                      CASE WHEN $5 THEN openings ELSE takings END AS days
               FROM photo_months
               WHERE gallery_id = $1 AND month BETWEEN date_trunc('month', $2::date)::date AND $3::date
           ), sums AS (
               SELECT m.photo_id, sum(CASE
                   WHEN m.month >= $2::date AND m.month + interval '1 month' <= $3::date + interval '1 day' THEN m.count
                   ELSE (SELECT coalesce(sum(n), 0) FROM unnest(m.days[
                             CASE WHEN m.month < $2::date THEN extract(day FROM $2::date)::integer ELSE 1 END :
                             CASE WHEN m.month + interval '1 month' > $3::date
                                  THEN extract(day FROM $3::date)::integer ELSE 31 END]) AS n)
               END) AS count
               FROM months m WHERE m.count > 0
               GROUP BY m.photo_id
           )
           SELECT p.id, p.file_name, s.count::bigint AS "count!" FROM sums s JOIN photos p ON p.id = s.photo_id
           WHERE s.count > 0 AND p.trashed_at IS NULL
           ORDER BY s.count DESC, p.set_place, p.sort_key, p.file_name, p.id LIMIT $4"#,
        gallery.0,
        first,
        last,
        RANKED,
        counted == Counted::Opened,
    )
    .fetch_all(&mut **tx)
    .await?;
    let ranked = rows.into_iter();
    Ok(ranked.map(|row| Ranked { photo: PhotoId(row.id), file_name: row.file_name, count: row.count }).collect())
}

/// The photographs that were opened most in those days, each with the day of every opening; the most opened first.
pub(in super::super) async fn heat(
    tx: &mut Tx,
    gallery: GalleryId,
    (first, last): (NaiveDate, NaiveDate),
) -> Result<Vec<HeatRow>> {
    let rows = sqlx::query!(
        r#"WITH months AS MATERIALIZED (
               SELECT m.photo_id, m.month, m.openings[
                          CASE WHEN m.month < $2::date THEN extract(day FROM $2::date)::integer ELSE 1 END :
                          CASE WHEN m.month + interval '1 month' > $3::date
                               THEN extract(day FROM $3::date)::integer
                               ELSE extract(day FROM m.month + interval '1 month - 1 day')::integer END] AS days
               FROM photo_months m
               WHERE m.gallery_id = $1 AND m.month BETWEEN date_trunc('month', $2::date)::date AND $3::date AND m.opened > 0
           ), sums AS (
               SELECT m.photo_id, sum((SELECT coalesce(sum(n), 0) FROM unnest(m.days) AS n)) AS count
               FROM months m GROUP BY m.photo_id
           ), top AS (
               SELECT p.id, p.file_name, s.count FROM sums s JOIN photos p ON p.id = s.photo_id
               WHERE s.count > 0 AND p.trashed_at IS NULL
               ORDER BY s.count DESC, p.set_place, p.sort_key, p.file_name, p.id LIMIT $4
           )
           SELECT t.id, t.file_name, m.month, m.days AS "days!" FROM top t JOIN months m ON m.photo_id = t.id
           ORDER BY t.count DESC, t.file_name, t.id, m.month"#,
        gallery.0,
        first,
        last,
        HEAT_PHOTOS,
    )
    .fetch_all(&mut **tx)
    .await?;
    let length = usize::try_from((last - first).num_days() + 1).unwrap_or_default();
    let mut heat: Vec<HeatRow> = Vec::new();
    for row in rows {
        let photo = PhotoId(row.id);
        if heat.last().is_none_or(|last| last.photo != photo) {
            heat.push(HeatRow { photo, file_name: row.file_name, openings: vec![0; length] });
        }
        let Some(place) = heat.last_mut() else { continue };
        let begins = usize::try_from((row.month - first).num_days()).unwrap_or_default();
        for (day, count) in place.openings.iter_mut().skip(begins).zip(row.days) {
            *day = count;
        }
    }
    Ok(heat)
}
