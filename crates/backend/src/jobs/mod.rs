//! The durable queue. This module is the only one that knows which library keeps it.
//!
//! A job is enqueued in the transaction of the change that wants it, carries ids only, and may run more than once.

use std::{collections::HashSet, fmt::Debug, future::Future, time::Duration};

use chrono::{DateTime, Utc};
use graphile_worker::{
    IntoTaskHandlerResult, TaskHandler, WorkerContext, WorkerOptions, WorkerRecoveryConfig, WorkerUtils,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::{
    Backend,
    database::Tx,
    error::{Error, Result},
};

mod clock;
mod operate;
mod queries;
#[cfg(test)]
mod tests;

pub use operate::{Queue, QueueCounts, QueuedJob};

/// The queue's schema in the database.
const SCHEMA: &str = "graphile_worker";

/// Mails on their way at once: one that the server is slow to take leaves room for another.
const MAILS_AT_ONCE: usize = 2;

/// Sweeping, comparing and deleting at once: the first two take a while in a large store.
const HOUSE_AT_ONCE: usize = 3;

/// Connections the workers hold for themselves, to hear of new jobs.
pub(crate) const LISTENERS: u32 = 3;

/// The last place in a line of jobs that take turns.
const LAST: i32 = 20_000;

/// The priority of what goes after all that takes turns.
pub(crate) const AFTER_ALL: i32 = LAST + 1;

/// Something to be done later, at least once.
pub trait Job: Clone + Serialize + DeserializeOwned + Debug + Send + Sync + 'static {
    /// Its name in the queue. Never reused for another shape.
    const NAME: &'static str;
    /// How often it is tried before it is dead.
    const ATTEMPTS: i32 = 10;
    /// Smaller goes first.
    const PRIORITY: i32 = 0;

    /// Does it. Must be safe to repeat.
    fn run(self, backend: &Backend) -> impl Future<Output = Result<(), JobError>> + Send;

    /// Told when its last attempt failed, so that nobody waits for it.
    fn give_up(self, _backend: &Backend) -> impl Future<Output = Result<()>> + Send {
        async { Ok(()) }
    }
}

/// Why a job did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// It may succeed later.
    #[error("{0}")]
    Retry(String),
    /// It will never succeed; it is dead at once.
    #[error("{0}")]
    Fail(String),
}

impl From<Error> for JobError {
    fn from(error: Error) -> Self {
        Self::Retry(error.to_string())
    }
}

/// Enqueues `job` in the caller's transaction, to run at once or at `run_at`.
///
/// # Errors
/// Those of the database.
pub async fn enqueue<J: Job>(tx: &mut Tx, job: &J, run_at: Option<DateTime<Utc>>) -> Result<()> {
    let payload = serde_json::to_value(job).map_err(Error::internal)?;
    queries::enqueue(tx, J::NAME, payload, J::ATTEMPTS, J::PRIORITY, run_at).await
}

/// Enqueues `job` in the caller's transaction, `place` places behind the front of the line of its kind.
///
/// # Errors
/// Those of the database.
pub(crate) async fn enqueue_in_line<J: Job>(tx: &mut Tx, job: &J, place: i64) -> Result<()> {
    let payload = serde_json::to_value(job).map_err(Error::internal)?;
    let place = i32::try_from(place).unwrap_or(LAST).min(LAST);
    queries::enqueue_in_line(tx, J::NAME, payload, J::ATTEMPTS, (J::PRIORITY, LAST), place).await
}

/// The ids in the field `id` of all jobs of this kind that are being done or still will be.
///
/// # Errors
/// Those of the database.
pub(crate) async fn pending<J: Job>(backend: &Backend, id: &str) -> Result<HashSet<Uuid>> {
    queries::pending(backend.db.queue(), J::NAME, id).await
}

/// Makes or updates the queue's own tables.
pub(crate) async fn migrate(pool: &PgPool) -> Result<()> {
    WorkerUtils::new(pool.clone(), SCHEMA).migrate().await.map_err(Error::internal)
}

/// Runs the queue until `stop`, `concurrency` photographs at a time; then lets running jobs finish for up to 20 seconds.
///
/// Mail, photographs and the house have hands of their own: a mail server that stalls holds up no photograph, and a
/// thousand photographs hold up no mail.
///
/// # Errors
/// [`Error::Internal`] when the queue cannot be reached at the start.
pub async fn work(backend: Backend, concurrency: usize, stop: CancellationToken) -> Result<()> {
    let run = async |options: WorkerOptions, at_once: usize| {
        let options = options
            .concurrency(at_once)
            .shutdown_signal(stop.clone().cancelled_owned())
            .shutdown_grace_period(Duration::from_secs(20))
            .worker_recovery(recovery());
        options.init().await.map_err(Error::internal)?.run().await.map_err(Error::internal)
    };
    let house = house(options(&backend)).with_crons(clock::work()?);
    tokio::try_join!(
        run(mail(options(&backend)), MAILS_AT_ONCE),
        run(photographs(options(&backend)), concurrency),
        run(house, HOUSE_AT_ONCE),
    )?;
    Ok(())
}

/// Runs what is due, one job at a time, until nothing is.
///
/// # Errors
/// As [`work`].
#[cfg(feature = "testing")]
pub(crate) async fn run_due(backend: Backend) -> Result<()> {
    let worker = house(photographs(mail(options(&backend)))).concurrency(1).init().await.map_err(Error::internal)?;
    worker.run_once().await.map_err(Error::internal)
}

fn options(backend: &Backend) -> WorkerOptions {
    WorkerOptions::default()
        .schema(SCHEMA)
        .database(backend.db.queue().clone())
        .listen_os_shutdown_signals(false)
        .add_extension(backend.clone())
}

fn mail(options: WorkerOptions) -> WorkerOptions {
    options.define_job::<Task<crate::mailer::SendMail>>()
}

fn photographs(options: WorkerOptions) -> WorkerOptions {
    options.define_job::<Task<crate::photos::DevelopPhoto>>().define_job::<Task<crate::demo::DrawPhoto>>()
}

fn house(options: WorkerOptions) -> WorkerOptions {
    options
        .define_job::<Task<crate::photos::CoolOriginals>>()
        .define_job::<Task<crate::photos::DeleteObjects>>()
        .define_job::<Task<crate::photos::FailLost>>()
        .define_job::<Task<crate::photos::SweepStore>>()
        .define_job::<Task<crate::housekeeping::Sweep>>()
        .define_job::<Task<crate::verifications::ScheduleVerification>>()
        .define_job::<Task<crate::verifications::VerifyStore>>()
}

/// A worker that was killed is noticed within a minute and its jobs taken up again.
fn recovery() -> WorkerRecoveryConfig {
    WorkerRecoveryConfig::default()
        .heartbeat_interval(Duration::from_secs(5))
        .sweep_interval(Duration::from_secs(10))
        .sweep_threshold(Duration::from_secs(30))
        .recovery_delay(Duration::from_secs(1))
}

/// A [`Job`] in the library's terms.
#[derive(Serialize, Deserialize)]
#[serde(transparent, bound = "")]
struct Task<J: Job>(J);

impl<J: Job> TaskHandler for Task<J> {
    const IDENTIFIER: &'static str = J::NAME;

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let Some(backend) = context.get_ext::<Backend>() else {
            return Err("the worker was started without a backend".to_owned());
        };
        let id = *context.job().id();
        let attempt = *context.job().attempts();
        let outcome = self.0.clone().run(backend).await;
        if let Err(error) = &outcome {
            tracing::warn!(job = J::NAME, id, attempt, %error, "job failed");
            let last = attempt >= *context.job().max_attempts() || matches!(error, JobError::Fail(_));
            if last && let Err(error) = self.0.give_up(backend).await {
                tracing::error!(job = J::NAME, id, %error, "what waits for a dead job could not be told");
            }
        }
        if let Err(JobError::Fail(_)) = &outcome
            && let Err(error) = queries::give_up(backend.db.queue(), id).await
        {
            tracing::error!(job = J::NAME, id, %error, "a hopeless job could not be marked dead");
        }
        outcome.map_err(|error| error.to_string())
    }
}
