//! Whose a gallery is, how it stands, and who was let in.

use chrono::{DateTime, Utc};
use domain::{GalleryId, GalleryStatus, LinkToken, Locale, StudioId};
use sqlx::PgConnection;

use super::word;
use crate::{database::Tx, error::Result};

/// What access depends on.
pub(in super::super) struct AccessRow {
    pub status: GalleryStatus,
    pub epoch: i32,
    pub ends_at: Option<DateTime<Utc>>,
    pub trashed_at: Option<DateTime<Utc>>,
    pub unlocked: bool,
    pub studio_name: String,
    pub locale: Locale,
}

/// On a system connection: whose gallery has this link.
pub(in super::super) async fn place_of_token(
    system: &mut PgConnection,
    token: &LinkToken,
) -> Result<Option<(StudioId, GalleryId)>> {
    let row = sqlx::query!("SELECT studio_id, id FROM galleries WHERE link_token = $1", token.as_str())
        .fetch_optional(system)
        .await?;
    Ok(row.map(|row| (StudioId(row.studio_id), GalleryId(row.id))))
}

/// On a system connection: whose gallery this is.
pub(in super::super) async fn place_of_id(
    system: &mut PgConnection,
    id: GalleryId,
) -> Result<Option<(StudioId, GalleryId)>> {
    let studio =
        sqlx::query_scalar!("SELECT studio_id FROM galleries WHERE id = $1", id.0).fetch_optional(system).await?;
    Ok(studio.map(|studio| (StudioId(studio), id)))
}

/// Holds the gallery against other changes; rows that only refer to it can still be added.
pub(in super::super) async fn lock(tx: &mut Tx, id: GalleryId) -> Result<()> {
    sqlx::query!("SELECT id FROM galleries WHERE id = $1 FOR NO KEY UPDATE", id.0).fetch_optional(&mut **tx).await?;
    Ok(())
}

/// The last day ends at midnight of the studio's time zone, whatever the clocks there do that night.
pub(in super::super) async fn access(
    tx: &mut Tx,
    id: GalleryId,
    visitor: Option<[u8; 32]>,
) -> Result<Option<AccessRow>> {
    let row = sqlx::query!(
        r#"SELECT g.status, g.access_epoch, g.trashed_at, s.name AS studio_name, s.locale,
                  (g.expires_on + 1)::timestamp AT TIME ZONE s.time_zone AS ends_at,
                  EXISTS (SELECT FROM gallery_unlocks u
                          WHERE u.gallery_id = g.id AND u.visitor_hash = $2 AND u.access_epoch = g.access_epoch) AS "unlocked!"
           FROM galleries g JOIN studios s ON s.studio_id = g.studio_id WHERE g.id = $1"#,
        id.0,
        visitor.as_ref().map(|hash| &hash[..]) as Option<&[u8]>,
    )
    .fetch_optional(&mut **tx)
    .await?;
    row.map(|row| {
        Ok(AccessRow {
            status: word(&row.status)?,
            epoch: row.access_epoch,
            ends_at: row.ends_at,
            trashed_at: row.trashed_at,
            unlocked: row.unlocked,
            studio_name: row.studio_name,
            locale: word(&row.locale)?,
        })
    })
    .transpose()
}

/// The code, and the epoch in which it is the code.
pub(in super::super) async fn code(tx: &mut Tx, id: GalleryId) -> Result<Option<(String, i32)>> {
    let row = sqlx::query!("SELECT access_code, access_epoch FROM galleries WHERE id = $1", id.0)
        .fetch_optional(&mut **tx)
        .await?;
    Ok(row.map(|row| (row.access_code, row.access_epoch)))
}

/// Remembers that a browser gave the code.
pub(in super::super) async fn let_in(
    tx: &mut Tx,
    (studio, gallery): (StudioId, GalleryId),
    visitor: [u8; 32],
    epoch: i32,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO gallery_unlocks (studio_id, gallery_id, visitor_hash, access_epoch, unlocked_at)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (gallery_id, visitor_hash) DO UPDATE SET access_epoch = $4, unlocked_at = $5",
        studio.0,
        gallery.0,
        &visitor[..],
        epoch,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
