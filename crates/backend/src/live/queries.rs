//! The SQL of live messages.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use domain::{
    GalleryId, StudioId, UserId,
    live::{Change, Colleague, Deed, GalleryEvent},
};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    database::Tx,
    error::{Error, Result},
};

/// The channel of the database on which galleries are named in which something happened.
pub(super) const CHANNEL: &str = "gallery_changes";

pub(super) async fn announce(
    tx: &mut Tx,
    studio: StudioId,
    gallery: GalleryId,
    (event, deed, lists): (&GalleryEvent, Option<&Deed>, bool),
    now: DateTime<Utc>,
) -> Result<i64> {
    let mut event = serde_json::to_value(event).map_err(Error::internal)?;
    if let (Some(deed), Some(fields)) = (deed, event.as_object_mut()) {
        fields.insert("deed".into(), serde_json::to_value(deed).map_err(Error::internal)?);
    }
    if let (true, Some(fields)) = (lists, event.as_object_mut()) {
        fields.insert("lists".into(), true.into());
    }
    let row = sqlx::query!(
        r#"WITH raised AS (
               UPDATE galleries SET change_seq = change_seq + 1 WHERE id = $2 AND studio_id = $1 RETURNING change_seq
           ), said AS (
               INSERT INTO gallery_changes (studio_id, gallery_id, seq, event, at)
               SELECT $1, $2, change_seq, $3, $4 FROM raised
           )
           SELECT change_seq, pg_notify($5, $2::text) IS NULL AS heard FROM raised"#,
        studio.0,
        gallery.0,
        event,
        now,
        CHANNEL,
    )
    .fetch_optional(&mut **tx)
    .await?
    .ok_or(Error::NOT_FOUND)?;
    Ok(row.change_seq)
}

pub(super) async fn newest(tx: &mut Tx, gallery: GalleryId) -> Result<i64> {
    let seq = sqlx::query_scalar!("SELECT change_seq FROM galleries WHERE id = $1", gallery.0)
        .fetch_optional(&mut **tx)
        .await?;
    seq.ok_or(Error::NOT_FOUND)
}

/// The first `limit` changes after number `after`, in order.
pub(super) async fn after(tx: &mut Tx, gallery: GalleryId, after: i64, limit: i64) -> Result<Vec<Change>> {
    let rows = sqlx::query!(
        "SELECT seq, event FROM gallery_changes WHERE gallery_id = $1 AND seq > $2 ORDER BY seq LIMIT $3",
        gallery.0,
        after,
        limit,
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter().map(|row| change(row.seq, row.event)).collect()
}

/// A message as it was stored, with its number.
fn change(seq: i64, mut stored: serde_json::Value) -> Result<Change> {
    if let Some(fields) = stored.as_object_mut() {
        fields.insert("seq".into(), seq.into());
    }
    serde_json::from_value(stored).map_err(Error::internal)
}

pub(super) async fn studio_of(tx: &mut Tx, gallery: GalleryId) -> Result<Option<StudioId>> {
    let studio = sqlx::query_scalar!("SELECT studio_id FROM galleries WHERE id = $1", gallery.0)
        .fetch_optional(&mut **tx)
        .await?;
    Ok(studio.map(StudioId))
}

/// The newest number of every gallery in which anything ever happened.
pub(super) async fn positions(tx: &mut Tx) -> Result<HashMap<GalleryId, i64>> {
    let rows = sqlx::query!("SELECT id, change_seq FROM galleries WHERE change_seq > 0").fetch_all(&mut **tx).await?;
    Ok(rows.into_iter().map(|row| (GalleryId(row.id), row.change_seq)).collect())
}

/// Notes that a page is open over this connection, or that it shows another gallery now.
pub(super) async fn arrive(
    tx: &mut Tx,
    (studio, gallery): (StudioId, GalleryId),
    connection: &str,
    person: UserId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO presences (studio_id, gallery_id, connection, user_id, seen_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (connection) DO UPDATE SET gallery_id = $2, user_id = $4, seen_at = $5",
        studio.0,
        gallery.0,
        connection,
        person.0,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// In a system transaction: the page is gone.
pub(super) async fn depart(tx: &mut Tx, connection: &str) -> Result<()> {
    sqlx::query!("DELETE FROM presences WHERE connection = $1", connection).execute(&mut **tx).await?;
    Ok(())
}

/// In a system transaction: these pages are still open. Answers those of which it is known.
pub(super) async fn stay(tx: &mut Tx, connections: &[String], now: DateTime<Utc>) -> Result<HashSet<String>> {
    let known = sqlx::query_scalar!(
        "UPDATE presences SET seen_at = $2 WHERE connection = ANY($1) RETURNING connection",
        connections,
        now,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(known.into_iter().collect())
}

/// On a system connection: who has pages of these galleries open and was seen after `since`, each once for a gallery.
pub(super) async fn present(
    system: &mut PgConnection,
    galleries: &[GalleryId],
    since: DateTime<Utc>,
) -> Result<Vec<(GalleryId, Colleague)>> {
    let galleries: Vec<Uuid> = galleries.iter().map(|gallery| gallery.0).collect();
    let rows = sqlx::query!(
        "SELECT DISTINCT p.gallery_id, u.name, u.id FROM presences p
         JOIN memberships m ON m.studio_id = p.studio_id AND m.user_id = p.user_id
         JOIN users u ON u.id = p.user_id
         WHERE p.gallery_id = ANY($1) AND p.seen_at > $2 ORDER BY u.name, u.id",
        &galleries,
        since,
    )
    .fetch_all(system)
    .await?;
    let people = rows.into_iter();
    Ok(people.map(|row| (GalleryId(row.gallery_id), Colleague { id: UserId(row.id), name: row.name })).collect())
}

/// In a system transaction: forgets pages that were last seen before `before`.
pub(super) async fn forget_gone(tx: &mut Tx, before: DateTime<Utc>) -> Result<()> {
    sqlx::query!("DELETE FROM presences WHERE seen_at < $1", before).execute(&mut **tx).await?;
    Ok(())
}
