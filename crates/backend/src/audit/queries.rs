//! The SQL of the audit log.

use chrono::{DateTime, Utc};
use domain::{AuditActor, AuditPlace, GalleryId, PhotoId, StudioId, UserId};

use super::{AuditWanted, Entry, Logged, Record};
use crate::{clock::Chance, database::Tx, error::Result};

pub(super) async fn insert(tx: &mut Tx, studio: StudioId, now: DateTime<Utc>, entry: Entry<'_>) -> Result<()> {
    let person = entry.viewer.person.as_ref();
    sqlx::query!(
        "INSERT INTO audit_entries (id, studio_id, at, user_id, actor, action, subject, detail, source)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        Chance.id(now),
        studio.0,
        now,
        person.map(|person| person.id.0),
        person.map_or("visitor", |person| &person.name),
        entry.action,
        entry.subject,
        entry.detail,
        entry.viewer.source,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The first `limit` entries after a place, `end` where none is wanted, the newest first.
pub(super) async fn entries(tx: &mut Tx, wanted: &AuditWanted, end: AuditPlace, limit: i64) -> Result<Vec<Logged>> {
    let AuditPlace { at, id } = wanted.after.unwrap_or(end);
    let (person, visitors) = match wanted.actor {
        AuditActor::Anybody => (None, false),
        AuditActor::Visitors => (None, true),
        AuditActor::Person(person) => (Some(person.0), false),
    };
    let rows = sqlx::query!(
        r#"WITH wanted AS (
               SELECT e.* FROM audit_entries e
               WHERE (e.at, e.id) < ($1, $2)
                 AND ($3::uuid IS NULL OR e.user_id = $3) AND (NOT $4 OR e.user_id IS NULL)
                 AND ($5::text IS NULL OR e.action = $5)
                 AND ($6::date IS NULL
                      OR e.at >= $6::date::timestamp AT TIME ZONE (SELECT time_zone FROM studios WHERE studio_id = current_studio())
                     AND e.at < ($6::date + 1)::timestamp AT TIME ZONE (SELECT time_zone FROM studios WHERE studio_id = current_studio()))
               ORDER BY e.at DESC, e.id DESC LIMIT $7
           )
           SELECT w.id AS "id!", w.at AS "at!", w.user_id, w.actor AS "actor!", w.action AS "action!", w.subject,
                  w.detail AS "detail!", w.source AS "source!", g.id AS "gallery?", g.title AS "title?",
                  g.trashed_at IS NULL AS "there?",
                  p.id AS "photo?", p.file_name AS "file_name?"
           FROM wanted w
           LEFT JOIN photos p ON p.id = w.subject
           LEFT JOIN galleries g ON g.id = coalesce(
               p.gallery_id,
               (SELECT id FROM galleries WHERE id = w.subject),
               (SELECT gallery_id FROM lists WHERE id = w.subject),
               (SELECT gallery_id FROM submissions WHERE id = w.subject),
               (SELECT gallery_id FROM comments WHERE id = w.subject))
           ORDER BY w.at DESC, w.id DESC"#,
        at,
        id,
        person,
        visitors,
        wanted.action,
        wanted.day,
        limit,
    )
    .fetch_all(&mut **tx)
    .await?;
    let entries = rows.into_iter().map(|row| Logged {
        id: row.id,
        at: row.at,
        person: row.user_id.map(UserId),
        actor: row.actor,
        action: row.action,
        record: Record {
            id: row.subject,
            gallery: row.gallery.map(GalleryId).zip(row.title),
            there: row.there.unwrap_or_default(),
            photo: row.photo.map(PhotoId).zip(row.file_name),
        },
        detail: row.detail,
        source: row.source,
    });
    Ok(entries.collect())
}

/// Everybody in the log, as they were called last. Steps from one person to the next, however long the log is.
pub(super) async fn people(tx: &mut Tx) -> Result<Vec<(UserId, String)>> {
    let rows = sqlx::query!(
        r#"WITH RECURSIVE people AS (
               (SELECT user_id FROM audit_entries WHERE user_id IS NOT NULL ORDER BY user_id LIMIT 1)
               UNION ALL
               SELECT (SELECT e.user_id FROM audit_entries e WHERE e.user_id > p.user_id ORDER BY e.user_id LIMIT 1)
               FROM people p WHERE p.user_id IS NOT NULL
           )
           SELECT p.user_id AS "user_id!", (SELECT e.actor FROM audit_entries e WHERE e.user_id = p.user_id
                                            ORDER BY e.at DESC, e.id DESC LIMIT 1) AS "actor!"
           FROM people p WHERE p.user_id IS NOT NULL ORDER BY 2, 1"#,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (UserId(row.user_id), row.actor)).collect())
}

/// The kinds of deeds in the log, found in the same way.
pub(super) async fn actions(tx: &mut Tx) -> Result<Vec<String>> {
    let rows = sqlx::query_scalar!(
        r#"WITH RECURSIVE kinds AS (
               (SELECT action FROM audit_entries ORDER BY action LIMIT 1)
               UNION ALL
               SELECT (SELECT e.action FROM audit_entries e WHERE e.action > k.action ORDER BY e.action LIMIT 1)
               FROM kinds k WHERE k.action IS NOT NULL
           )
           SELECT action AS "action!" FROM kinds WHERE action IS NOT NULL"#,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows)
}
