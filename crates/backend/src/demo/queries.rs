//! The demo's SQL: what registering and publishing would do step by step, in one go.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{AccessCode, GalleryId, LinkToken, StudioId, UserId};

use super::studio::{Gallery, State};
use crate::{
    database::Tx,
    error::{Error, Result},
};

/// `false` when somebody has this address.
pub(super) async fn insert_owner(
    tx: &mut Tx,
    user: UserId,
    email: &str,
    name: &str,
    password_hash: &str,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "INSERT INTO users (id, email, name, password_hash, operator, locale, verified_at, created_at)
         VALUES ($1, $2, $3, $4, true, 'en', $5, $5) ON CONFLICT ON CONSTRAINT users_email_unique DO NOTHING",
        user.0,
        email,
        name,
        password_hash,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn insert_studio(
    tx: &mut Tx,
    id: StudioId,
    name: &str,
    owner: UserId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO studios (studio_id, name, locale, time_zone, created_at) VALUES ($1, $2, 'en', 'Europe/Zagreb', $3)",
        id.0,
        name,
        now,
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "INSERT INTO memberships (studio_id, user_id, role, created_at) VALUES ($1, $2, 'owner', $3)",
        id.0,
        owner.0,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn insert_gallery(
    tx: &mut Tx,
    studio: StudioId,
    id: GalleryId,
    gallery: &Gallery,
    token: &LinkToken,
    now: DateTime<Utc>,
) -> Result<()> {
    let taken_on: NaiveDate = gallery.date.parse().map_err(Error::internal)?;
    let code: AccessCode =
        gallery.code.parse().map_err(|error| Error::internal(format!("{error}: {}", gallery.code)))?;
    let status = match gallery.state {
        State::Draft => "draft",
        State::Published | State::Expired => "published",
        State::Archived => "archived",
    };
    let expires_on = matches!(gallery.state, State::Expired).then(|| now.date_naive().pred_opt()).flatten();
    sqlx::query!(
        "INSERT INTO galleries (id, studio_id, title, description, taken_on, status, link_token, access_code, expires_on,
             created_at, published_at, download_web, download_high)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, CASE WHEN $6 = 'published' THEN $10::timestamptz END, true, true)",
        id.0,
        studio.0,
        gallery.title,
        format!("{}. {}", gallery.place, gallery.description),
        taken_on,
        status,
        token.as_str(),
        code.as_str(),
        expires_on.map(|day| day.pred_opt().unwrap_or(day)),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
