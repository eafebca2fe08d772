//! What changes a gallery.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{AccessCode, GalleryId, GalleryStatus, LinkToken, PhotoId, StudioId, Title, problem::Problem};

use super::super::edit::version;
use crate::{
    database::Tx,
    error::{Error, Result},
};

/// The settings that a form changes.
pub(in super::super) struct Settings<'a> {
    pub title: &'a Title,
    pub description: &'a str,
    pub taken_on: Option<NaiveDate>,
    pub expires_on: Option<NaiveDate>,
    pub code: &'a AccessCode,
}

/// What is compared with what was typed.
pub(in super::super) struct StoredSettings {
    pub title: String,
    pub description: String,
    pub taken_on: Option<NaiveDate>,
    pub expires_on: Option<NaiveDate>,
    pub access_code: String,
}

impl StoredSettings {
    /// As a form was filled with them.
    pub fn version(&self) -> String {
        version(&self.title, &self.description, self.taken_on, self.expires_on, &self.access_code)
    }
}

/// What a gallery is reached by.
pub(in super::super) struct Secrets {
    pub token: LinkToken,
    pub code: AccessCode,
}

pub(in super::super) async fn insert(
    tx: &mut Tx,
    (studio, id): (StudioId, GalleryId),
    title: &Title,
    taken_on: Option<NaiveDate>,
    secrets: &Secrets,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO galleries (id, studio_id, title, taken_on, status, link_token, access_code, created_at,
             download_web, download_high)
         VALUES ($1, $2, $3, $4, 'draft', $5, $6, $7, true, true)",
        id.0,
        studio.0,
        title.as_str(),
        taken_on,
        secrets.token.as_str(),
        secrets.code.as_str(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(in super::super) async fn stored_settings(tx: &mut Tx, id: GalleryId) -> Result<StoredSettings> {
    let row = sqlx::query_as!(
        StoredSettings,
        "SELECT title, description, taken_on, expires_on, access_code FROM galleries WHERE id = $1",
        id.0
    )
    .fetch_optional(&mut **tx)
    .await?;
    row.ok_or(Error::NOT_FOUND)
}

/// When `day` is over in the studio of this transaction.
pub(in super::super) async fn end_of(tx: &mut Tx, day: NaiveDate) -> Result<DateTime<Utc>> {
    let end = sqlx::query_scalar!(
        r#"SELECT ($1::date + 1)::timestamp AT TIME ZONE time_zone AS "end!" FROM studios
           WHERE studio_id = current_studio()"#,
        day,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(end)
}

pub(in super::super) async fn update(tx: &mut Tx, id: GalleryId, settings: Settings<'_>) -> Result<()> {
    sqlx::query!(
        "UPDATE galleries SET title = $2, description = $3, taken_on = $4, expires_on = $5, access_code = $6
         WHERE id = $1",
        id.0,
        settings.title.as_str(),
        settings.description,
        settings.taken_on,
        settings.expires_on,
        settings.code.as_str(),
    )
    .execute(&mut **tx)
    .await
    .map_err(|cause| match &cause {
        sqlx::Error::Database(refusal)
            if matches!(refusal.constraint(), Some("galleries_code_unique" | "galleries_codes_differ")) =>
        {
            Error::invalid("access_code", Problem::CodeTaken)
        }
        _ => cause.into(),
    })?;
    Ok(())
}

/// Shuts out everybody who was let in, and makes the addresses of bytes new.
pub(in super::super) async fn raise_epoch(tx: &mut Tx, id: GalleryId) -> Result<()> {
    sqlx::query!("UPDATE galleries SET access_epoch = access_epoch + 1 WHERE id = $1", id.0).execute(&mut **tx).await?;
    Ok(())
}

/// Photographs not in the trash.
pub(in super::super) async fn photo_count(tx: &mut Tx, id: GalleryId) -> Result<u64> {
    let count = sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM photos WHERE gallery_id = $1 AND trashed_at IS NULL"#,
        id.0
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(u64::try_from(count).unwrap_or_default())
}

pub(in super::super) async fn set_status(
    tx: &mut Tx,
    id: GalleryId,
    status: GalleryStatus,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE galleries SET status = $2, published_at = CASE $2 WHEN 'published' THEN $3 ELSE published_at END
         WHERE id = $1",
        id.0,
        status.as_str(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(in super::super) async fn set_trashed(tx: &mut Tx, id: GalleryId, at: Option<DateTime<Utc>>) -> Result<()> {
    sqlx::query!("UPDATE galleries SET trashed_at = $2 WHERE id = $1", id.0, at).execute(&mut **tx).await?;
    Ok(())
}

/// Whether the photograph can be seen in this gallery, and so is its cover now.
pub(in super::super) async fn set_cover(tx: &mut Tx, id: GalleryId, photo: PhotoId) -> Result<bool> {
    let changed = sqlx::query!(
        "UPDATE galleries g SET cover_photo_id = p.id, cover_focus_x = DEFAULT, cover_focus_y = DEFAULT FROM photos p
         WHERE g.id = $1 AND p.id = $2 AND p.gallery_id = g.id AND p.state = 'ready' AND p.trashed_at IS NULL
           AND p.shown",
        id.0,
        photo.0,
    )
    .execute(&mut **tx)
    .await?;
    Ok(changed.rows_affected() > 0)
}

/// Whether the photograph can be seen in this gallery, and so is its cover now, with what matters at this place.
pub(in super::super) async fn set_focus(tx: &mut Tx, id: GalleryId, photo: PhotoId, (x, y): (u8, u8)) -> Result<bool> {
    let changed = sqlx::query!(
        "UPDATE galleries g SET cover_photo_id = p.id, cover_focus_x = $3, cover_focus_y = $4 FROM photos p
         WHERE g.id = $1 AND p.id = $2 AND p.gallery_id = g.id AND p.state = 'ready' AND p.trashed_at IS NULL AND p.shown",
        id.0,
        photo.0,
        i16::from(x),
        i16::from(y),
    )
    .execute(&mut **tx)
    .await?;
    Ok(changed.rows_affected() > 0)
}
