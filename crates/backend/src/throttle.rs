//! Limits that guard access, counted in the database: they hold across restarts and nodes, and when it does not answer
//! the attempt is refused.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;

use crate::{
    error::{Error, Result},
    limits::Limit,
};

/// Counts an attempt under `key` and says whether it is within `limit`. Counted before the attempt is judged, so that
/// parallel attempts cannot slip through; a success calls [`forgive`]. The last attempt within the limit begins the
/// window anew: who used them all waits for all of it.
///
/// # Errors
/// [`Error::TooMany`] when the limit is reached.
pub(crate) async fn attempt(db: impl PgExecutor<'_>, key: &str, limit: Limit, now: DateTime<Utc>) -> Result<()> {
    let row = sqlx::query!(
        r#"INSERT INTO throttles AS t (key, attempts, ends_at) VALUES ($1, 1, $2)
           ON CONFLICT (key) DO UPDATE SET
               attempts = CASE WHEN t.ends_at <= $3 THEN 1 ELSE LEAST(t.attempts + 1, 1000000) END,
               ends_at = CASE WHEN t.ends_at <= $3 OR t.attempts + 1 = $4 THEN $2 ELSE t.ends_at END
           RETURNING attempts, ends_at"#,
        key,
        now + limit.window,
        now,
        limit.attempts,
    )
    .fetch_one(db)
    .await?;
    if row.attempts > limit.attempts {
        let retry_after = u64::try_from((row.ends_at - now).num_seconds()).unwrap_or(0).max(1);
        return Err(Error::TooMany { retry_after });
    }
    Ok(())
}

/// Uncounts one attempt under `key`.
pub(crate) async fn take_back(db: impl PgExecutor<'_>, key: &str) -> Result<()> {
    sqlx::query!("UPDATE throttles SET attempts = greatest(attempts - 1, 0) WHERE key = $1", key).execute(db).await?;
    Ok(())
}

/// Forgets the attempts under `key`.
pub(crate) async fn forgive(db: impl PgExecutor<'_>, key: &str) -> Result<()> {
    sqlx::query!("DELETE FROM throttles WHERE key = $1", key).execute(db).await?;
    Ok(())
}
