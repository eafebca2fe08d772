//! The queue's SQL. What touches the library's own tables is not checked at compile time: the library makes them, at run
//! time. Tests run every statement.

use std::{collections::HashSet, time::Duration};

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::{PgExecutor, PgPool};
use uuid::Uuid;

use super::{KindStanding, QueueCounts, QueuedJob};
use crate::{database::Tx, error::Result};

pub(super) async fn enqueue(
    tx: &mut Tx,
    task: &str,
    payload: Value,
    attempts: i32,
    priority: i32,
    run_at: Option<DateTime<Utc>>,
) -> Result<()> {
    sqlx::query!("SELECT enqueue_job($1, $2::jsonb::json, $3, $4, $5)", task, payload, attempts, priority, run_at)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub(super) async fn enqueue_in_line(
    tx: &mut Tx,
    task: &str,
    payload: Value,
    attempts: i32,
    (first, last): (i32, i32),
    place: i32,
) -> Result<()> {
    sqlx::query!(
        "SELECT enqueue_job_in_line($1, $2::jsonb::json, $3, $4, $5, $6)",
        task,
        payload,
        attempts,
        first,
        last,
        place
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Leaves the job no attempt, so that its coming failure is its last.
pub(super) async fn give_up(pool: &PgPool, id: i64, worker: &str) -> Result<()> {
    sqlx::query("UPDATE graphile_worker._private_jobs SET max_attempts = attempts WHERE id = $1 AND locked_by = $2")
        .bind(id)
        .bind(worker)
        .execute(pool)
        .await?;
    Ok(())
}

/// Has the job run no sooner than after `pause`, and takes back that it was tried.
pub(super) async fn put_off(pool: &PgPool, id: i64, worker: &str, pause: Duration) -> Result<()> {
    sqlx::query(
        "UPDATE graphile_worker._private_jobs
         SET attempts = greatest(attempts - 1, 0), run_at = now() + make_interval(secs => $3) WHERE id = $1 AND locked_by = $2",
    )
    .bind(id)
    .bind(worker)
    .bind(pause.as_secs_f64())
    .execute(pool)
    .await?;
    Ok(())
}

/// Takes the jobs of a worker that is no more from it, and takes back that they were tried.
pub(super) async fn let_go(pool: &PgPool, worker: &str) -> Result<()> {
    sqlx::query(
        "UPDATE graphile_worker._private_jobs
         SET attempts = greatest(attempts - 1, 0), locked_by = NULL, locked_at = NULL WHERE locked_by = $1",
    )
    .bind(worker)
    .execute(pool)
    .await?;
    Ok(())
}

pub(super) async fn counts(db: impl PgExecutor<'_>) -> Result<QueueCounts> {
    Ok(sqlx::query_as(
        "SELECT count(*) FILTER (WHERE locked_at IS NOT NULL) AS running,
                count(*) FILTER (WHERE locked_at IS NULL AND attempts < max_attempts) AS waiting,
                count(*) FILTER (WHERE locked_at IS NULL AND attempts >= max_attempts) AS dead
         FROM graphile_worker._private_jobs",
    )
    .fetch_one(db)
    .await?)
}

/// By kind: how many are in which state, and for how long the oldest of those that are due has been.
pub(super) async fn standing(db: impl PgExecutor<'_>) -> Result<Vec<KindStanding>> {
    Ok(sqlx::query_as(
        "SELECT t.identifier AS kind,
                count(*) FILTER (WHERE j.locked_at IS NOT NULL) AS running,
                count(*) FILTER (WHERE j.locked_at IS NULL AND j.attempts < j.max_attempts) AS waiting,
                count(*) FILTER (WHERE j.locked_at IS NULL AND j.attempts >= j.max_attempts) AS dead,
                coalesce(extract(epoch FROM now() - min(j.run_at)
                    FILTER (WHERE j.locked_at IS NULL AND j.attempts < j.max_attempts AND j.run_at <= now())), 0)::float8
                    AS oldest
         FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
         GROUP BY t.identifier",
    )
    .fetch_all(db)
    .await?)
}

/// The ids in the field `id` of those that are being done or still will be.
pub(super) async fn pending(db: impl PgExecutor<'_>, task: &str, id: &str) -> Result<HashSet<Uuid>> {
    let ids: Vec<Uuid> = sqlx::query_scalar(
        "SELECT (j.payload->>$2)::uuid
         FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
         WHERE t.identifier = $1 AND (j.locked_at IS NOT NULL OR j.attempts < j.max_attempts) AND j.payload->>$2 IS NOT NULL",
    )
    .bind(task)
    .bind(id)
    .fetch_all(db)
    .await?;
    Ok(ids.into_iter().collect())
}

/// At most 200, dead ones first, then by when they run.
pub(super) async fn list(db: impl PgExecutor<'_>) -> Result<Vec<QueuedJob>> {
    Ok(sqlx::query_as(
        "SELECT j.id, t.identifier AS task, j.payload::text AS payload, j.attempts::int, j.max_attempts::int, j.last_error,
                j.run_at, j.created_at, j.locked_at IS NOT NULL AS running,
                j.locked_at IS NULL AND j.attempts >= j.max_attempts AS dead
         FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
         ORDER BY dead DESC, j.run_at, j.id LIMIT 200",
    )
    .fetch_all(db)
    .await?)
}

/// Gives dead jobs (one, or all) their attempts back; answers how many.
pub(super) async fn retry(db: impl PgExecutor<'_>, id: Option<i64>, now: DateTime<Utc>) -> Result<u64> {
    let done = sqlx::query(
        "UPDATE graphile_worker._private_jobs SET attempts = 0, run_at = $2
         WHERE ($1 IS NULL OR id = $1) AND locked_at IS NULL AND attempts >= max_attempts",
    )
    .bind(id)
    .bind(now)
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}
