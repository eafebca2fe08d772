//! Whose a gallery is, how it stands, and who was let in.

use chrono::{DateTime, Utc};
use domain::{Brand, GalleryId, GalleryStatus, Gate, LinkToken, Locale, StudioId};
use sqlx::PgConnection;
use uuid::Uuid;

use super::word;
use crate::{brands::BrandLogo, database::Tx, error::Result};

/// What access depends on.
pub(in super::super) struct AccessRow {
    pub status: GalleryStatus,
    pub epoch: i32,
    pub ends_at: Option<DateTime<Utc>>,
    pub trashed_at: Option<DateTime<Utc>>,
    pub gate: Gate,
    /// What this browser gave of it in this epoch.
    pub given: Gate,
    /// Whether it gave the client's code.
    pub client: bool,
    pub studio_name: String,
    pub brand: Brand,
    pub logo: Option<BrandLogo>,
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
                  g.look_brand, s.brand_key, s.brand_width, s.brand_height,
                  (g.expires_on + 1)::timestamp AT TIME ZONE s.time_zone AS ends_at,
                  g.asks_code, g.password_hash IS NOT NULL AS "asks_password!", g.asks_email,
                  coalesce(u.access_epoch = g.access_epoch, false) AS "code!",
                  coalesce(u.password_epoch = g.access_epoch, false) AS "password!",
                  coalesce(u.client_epoch = g.access_epoch, false) AS "client!",
                  EXISTS (SELECT FROM visitors v WHERE v.id = u.visitor_id AND v.email IS NOT NULL) AS "email!"
           FROM galleries g
           JOIN studios s ON s.studio_id = g.studio_id
           LEFT JOIN gallery_unlocks u ON u.gallery_id = g.id AND u.visitor_hash = $2
           WHERE g.id = $1"#,
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
            gate: Gate { code: row.asks_code, password: row.asks_password, email: row.asks_email },
            given: Gate { code: row.code, password: row.password, email: row.email },
            client: row.client,
            studio_name: row.studio_name,
            brand: word(&row.look_brand)?,
            logo: BrandLogo::stored(row.brand_key, (row.brand_width, row.brand_height)),
            locale: word(&row.locale)?,
        })
    })
    .transpose()
}

/// What opens a gallery, and the epoch in which it does.
pub(in super::super) struct Codes {
    pub code: String,
    pub client_code: Option<String>,
    pub epoch: i32,
}

pub(in super::super) async fn codes(tx: &mut Tx, id: GalleryId) -> Result<Option<Codes>> {
    let codes = sqlx::query_as!(
        Codes,
        "SELECT access_code AS code, client_code, access_epoch AS epoch FROM galleries WHERE id = $1",
        id.0
    );
    Ok(codes.fetch_optional(&mut **tx).await?)
}

/// Remembers that a browser gave the code, or the client's: who is known as the client stays so in that epoch.
pub(in super::super) async fn let_in(
    tx: &mut Tx,
    (studio, gallery): (StudioId, GalleryId),
    visitor: [u8; 32],
    (epoch, client): (i32, bool),
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO gallery_unlocks AS u (studio_id, gallery_id, visitor_hash, access_epoch, client_epoch, unlocked_at)
         VALUES ($1, $2, $3, $4, CASE WHEN $5 THEN $4 ELSE 0 END, $6)
         ON CONFLICT (gallery_id, visitor_hash) DO UPDATE
         SET access_epoch = $4, client_epoch = CASE WHEN $5 THEN $4 ELSE u.client_epoch END, unlocked_at = $6",
        studio.0,
        gallery.0,
        &visitor[..],
        epoch,
        client,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The hash of the password, if there is one, and the epoch in which it is the password.
pub(in super::super) async fn password(tx: &mut Tx, id: GalleryId) -> Result<Option<(String, i32)>> {
    let row = sqlx::query!("SELECT password_hash, access_epoch FROM galleries WHERE id = $1", id.0)
        .fetch_optional(&mut **tx)
        .await?;
    Ok(row.and_then(|row| Some((row.password_hash?, row.access_epoch))))
}

/// Remembers that a browser gave the password.
pub(in super::super) async fn password_given(
    tx: &mut Tx,
    (studio, gallery): (StudioId, GalleryId),
    visitor: [u8; 32],
    epoch: i32,
    now: DateTime<Utc>,
) -> Result<()> {
    // The code was not given with it: epochs begin with 1.
    sqlx::query!(
        "INSERT INTO gallery_unlocks (studio_id, gallery_id, visitor_hash, access_epoch, password_epoch, unlocked_at)
         VALUES ($1, $2, $3, 0, $4, $5)
         ON CONFLICT (gallery_id, visitor_hash) DO UPDATE SET password_epoch = $4, unlocked_at = $5",
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

/// Remembers who the visitor of a browser said they are.
pub(crate) async fn introduced(
    tx: &mut Tx,
    (studio, gallery): (StudioId, GalleryId),
    browser: [u8; 32],
    visitor: Uuid,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO gallery_unlocks (studio_id, gallery_id, visitor_hash, access_epoch, visitor_id, unlocked_at)
         VALUES ($1, $2, $3, 0, $4, $5)
         ON CONFLICT (gallery_id, visitor_hash) DO UPDATE SET visitor_id = $4",
        studio.0,
        gallery.0,
        &browser[..],
        visitor,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
