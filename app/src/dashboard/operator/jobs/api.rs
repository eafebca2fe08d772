//! The job queue, over the wire.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use crate::server;
use crate::{error::AppError, ui::Moment};

/// The queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueView {
    /// How many are being done.
    pub running: i64,
    /// How many are to be done.
    pub waiting: i64,
    /// How many were given up.
    pub dead: i64,
    /// Up to 200 of them, the dead ones first.
    pub jobs: Vec<JobView>,
}

/// How a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Given up.
    Dead,
    /// To be done.
    Waiting,
    /// Being done.
    Running,
}

/// A job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobView {
    /// Its number.
    pub id: i64,
    /// What it does, as the queue calls it.
    pub task: String,
    /// Its ids, as JSON.
    pub payload: String,
    /// How it stands.
    pub state: JobState,
    /// How often it was tried.
    pub attempts: i32,
    /// How often it will be.
    pub max_attempts: i32,
    /// What went wrong the last time.
    pub error: Option<String>,
    /// When it was asked for.
    pub asked: Moment,
    /// When it runs next.
    pub next: Moment,
}

/// Reads the queue.
#[server(name = ReadJobs, prefix = "/api", endpoint = "operator/jobs", input = server_fn::codec::GetUrl)]
pub async fn jobs() -> Result<QueueView, AppError> {
    let (counts, jobs) = server::backend()?.queue().overview(&server::viewer()).await?;
    let jobs = jobs.into_iter().map(JobView::from).collect();
    Ok(QueueView { running: counts.running, waiting: counts.waiting, dead: counts.dead, jobs })
}

/// Tries a dead job again, or all of them; answers how many.
#[server(name = RetryJobs, prefix = "/api", endpoint = "operator/retry_jobs", input = server_fn::codec::Json)]
pub async fn retry_jobs(
    /// Which; all without.
    id: Option<i64>,
) -> Result<u32, AppError> {
    let retried = server::backend()?.queue().retry(&server::viewer(), id).await?;
    Ok(u32::try_from(retried).unwrap_or(u32::MAX))
}

#[cfg(feature = "ssr")]
impl From<backend::jobs::QueuedJob> for JobView {
    fn from(job: backend::jobs::QueuedJob) -> Self {
        let locale = crate::viewer::locale();
        let state = match job {
            _ if job.dead => JobState::Dead,
            _ if job.running => JobState::Running,
            _ => JobState::Waiting,
        };
        Self {
            id: job.id,
            task: job.task,
            payload: job.payload,
            state,
            attempts: job.attempts,
            max_attempts: job.max_attempts,
            error: job.last_error,
            asked: Moment { iso: job.created_at.to_rfc3339(), text: domain::format::moment(locale, job.created_at) },
            next: Moment { iso: job.run_at.to_rfc3339(), text: domain::format::moment(locale, job.run_at) },
        }
    }
}
