//! The outbox's SQL.

use chrono::{DateTime, Utc};
use domain::Email;
use uuid::Uuid;

use super::{LetterText, MailStanding, OutboxMail};
use crate::{database::Tx, error::Result};

pub(super) async fn insert(tx: &mut Tx, id: Uuid, to: &Email, text: &LetterText, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "INSERT INTO mails (id, recipient, subject, body_text, body_html, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
        id,
        to.as_str(),
        text.subject,
        text.text,
        text.html,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn newest(tx: &mut Tx) -> Result<Vec<OutboxMail>> {
    Ok(sqlx::query_as!(
        OutboxMail,
        "SELECT id, recipient, subject, body_text, body_html, created_at, sent_at, last_error
         FROM mails ORDER BY created_at DESC, id DESC LIMIT 100"
    )
    .fetch_all(&mut **tx)
    .await?)
}

pub(super) async fn waiting(tx: &mut Tx) -> Result<i64> {
    Ok(sqlx::query_scalar!(r#"SELECT count(*) AS "count!" FROM mails WHERE sent_at IS NULL"#)
        .fetch_one(&mut **tx)
        .await?)
}

pub(super) async fn standing(tx: &mut Tx) -> Result<MailStanding> {
    Ok(sqlx::query_as!(
        MailStanding,
        r#"SELECT count(*) AS "waiting!", count(last_error) AS "failed!" FROM mails WHERE sent_at IS NULL"#
    )
    .fetch_one(&mut **tx)
    .await?)
}

pub(super) async fn unsent(tx: &mut Tx, id: Uuid) -> Result<Option<OutboxMail>> {
    Ok(sqlx::query_as!(
        OutboxMail,
        "SELECT id, recipient, subject, body_text, body_html, created_at, sent_at, last_error
         FROM mails WHERE id = $1 AND sent_at IS NULL",
        id
    )
    .fetch_optional(&mut **tx)
    .await?)
}

/// The bodies hold links that open things; they have done their work.
pub(super) async fn taken(tx: &mut Tx, id: Uuid, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "UPDATE mails SET sent_at = $2, last_error = NULL, body_text = '', body_html = '' WHERE id = $1",
        id,
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn not_taken(tx: &mut Tx, id: Uuid, error: &str) -> Result<()> {
    sqlx::query!("UPDATE mails SET last_error = $2 WHERE id = $1", id, error).execute(&mut **tx).await?;
    Ok(())
}
