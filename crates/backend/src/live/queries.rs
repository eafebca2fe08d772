//! The SQL of live messages.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::{
    GalleryId, StudioId,
    live::{Change, GalleryEvent},
};

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
    event: &GalleryEvent,
    now: DateTime<Utc>,
) -> Result<i64> {
    let event = serde_json::to_value(event).map_err(Error::internal)?;
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
    rows.into_iter()
        .map(|row| Ok(Change { seq: row.seq, event: serde_json::from_value(row.event).map_err(Error::internal)? }))
        .collect()
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
