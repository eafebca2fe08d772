//! Mailed tokens, and the counters that guard sign-in.

use chrono::{DateTime, Utc};
use domain::UserId;

use crate::{accounts::tokens::Purpose, database::Tx, error::Result};

pub(in crate::accounts) async fn insert_token(
    tx: &mut Tx,
    hash: &[u8; 32],
    user: UserId,
    purpose: Purpose,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO user_tokens (token_hash, user_id, purpose, expires_at) VALUES ($1, $2, $3, $4)",
        hash.as_slice(),
        user.0,
        purpose.as_str(),
        expires_at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Whose token it is, if it is for `purpose` and not expired at `now`.
pub(in crate::accounts) async fn token_holder(
    tx: &mut Tx,
    hash: &[u8; 32],
    purpose: Purpose,
    now: DateTime<Utc>,
) -> Result<Option<UserId>> {
    let user = sqlx::query_scalar!(
        "SELECT user_id FROM user_tokens WHERE token_hash = $1 AND purpose = $2 AND expires_at > $3",
        hash.as_slice(),
        purpose.as_str(),
        now,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(user.map(UserId))
}

/// Whether the token was still there to be taken.
pub(in crate::accounts) async fn take_token(tx: &mut Tx, hash: &[u8; 32]) -> Result<bool> {
    let taken =
        sqlx::query!("DELETE FROM user_tokens WHERE token_hash = $1", hash.as_slice()).execute(&mut **tx).await?;
    Ok(taken.rows_affected() == 1)
}

pub(in crate::accounts) async fn delete_tokens(tx: &mut Tx, user: UserId, purpose: Option<Purpose>) -> Result<()> {
    sqlx::query!(
        "DELETE FROM user_tokens WHERE user_id = $1 AND ($2::text IS NULL OR purpose = $2)",
        user.0,
        purpose.map(Purpose::as_str),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Takes one attempt back.
pub(in crate::accounts) async fn uncount(tx: &mut Tx, key: &str) -> Result<()> {
    sqlx::query!("UPDATE throttles SET attempts = attempts - 1 WHERE key = $1 AND attempts > 0", key)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

// Sweeping skips what somebody holds, so that it never waits and never meets an attempt in the opposite order.

pub(in crate::accounts) async fn sweep_tokens(tx: &mut Tx, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "DELETE FROM user_tokens WHERE token_hash IN
         (SELECT token_hash FROM user_tokens WHERE expires_at <= $1 FOR UPDATE SKIP LOCKED)",
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(in crate::accounts) async fn sweep_throttles(tx: &mut Tx, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "DELETE FROM throttles WHERE key IN
         (SELECT key FROM throttles WHERE ends_at <= $1 FOR UPDATE SKIP LOCKED)",
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
