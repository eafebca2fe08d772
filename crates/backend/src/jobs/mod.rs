//! The durable queue. This module is the only one that knows which library keeps it.
//!
//! A job is enqueued in the transaction of the change that wants it, carries ids only, and may run more than once.

use std::{any::Any, collections::HashSet, fmt::Debug, future::Future, panic::AssertUnwindSafe, time::Instant};

use chrono::{DateTime, Utc};
use futures::FutureExt;
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext, WorkerUtils};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sqlx::PgPool;
use tracing::Instrument;
use uuid::Uuid;

use crate::{
    Backend,
    database::Tx,
    error::{Error, Result},
    limits::{AWAY, LONGEST_AWAY},
};

mod clock;
mod operate;
mod queries;
#[cfg(test)]
mod tests;
mod work;

pub use operate::{KindStanding, Queue, QueueCounts, QueuedJob};
#[cfg(feature = "testing")]
pub(crate) use work::run_due;
pub use work::work;

/// The queue's schema in the database.
const SCHEMA: &str = "graphile_worker";

/// Connections the workers hold for themselves, to hear of new jobs.
pub(crate) const LISTENERS: u32 = 4;

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
    /// What it needs is away, the database, the store or room on the disk. It is no fault of the job's: it is done after
    /// [`AWAY`], and this does not count as an attempt, until it has waited for [`LONGEST_AWAY`].
    #[error("{0}")]
    Wait(String),
    /// It will never succeed; it is dead at once.
    #[error("{0}")]
    Fail(String),
}

impl From<Error> for JobError {
    fn from(error: Error) -> Self {
        match error {
            Error::StorageFull | Error::Unavailable(_) => Self::Wait(error.to_string()),
            _ => Self::Retry(error.to_string()),
        }
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
        let began = Instant::now();
        let span = tracing::info_span!("job", otel.name = J::NAME, attempt);
        let outcome = match whole(J::NAME, self.0.clone().run(backend)).instrument(span).await {
            Err(JobError::Wait(reason)) if waited_in_vain(&context, backend) => Err(JobError::Retry(reason)),
            outcome => outcome,
        };
        let mut ended = if outcome.is_ok() { "done" } else { "failed" };
        if let Err(error) = &outcome {
            let last = match error {
                JobError::Retry(_) => attempt >= *context.job().max_attempts(),
                JobError::Wait(_) => false,
                JobError::Fail(_) => true,
            };
            if last {
                ended = "dead";
                tracing::error!(job = J::NAME, id, attempt, %error, "a job is given up");
            } else {
                tracing::warn!(job = J::NAME, id, attempt, %error, "job failed");
            }
            if let JobError::Wait(_) = error {
                ended = "waited";
            }
            if last && let Err(error) = self.0.give_up(backend).await {
                tracing::error!(job = J::NAME, id, %error, "what waits for a dead job could not be told");
            }
        }
        backend.meters.job(J::NAME, ended, began.elapsed());
        let noted = match &outcome {
            Err(JobError::Fail(_)) => queries::give_up(backend.db.queue(), id, context.worker_id()).await,
            Err(JobError::Wait(_)) => queries::put_off(backend.db.queue(), id, context.worker_id(), AWAY).await,
            Ok(()) | Err(JobError::Retry(_)) => Ok(()),
        };
        if let Err(error) = noted {
            tracing::error!(job = J::NAME, id, %error, "what is to become of a job could not be noted");
        }
        // PostgreSQL has no such letter, and a reason that cannot be written down is none.
        outcome.map_err(|error| error.to_string().replace('\0', " "))
    }
}

/// What a job comes to; one that panics failed, and may be tried again.
async fn whole(kind: &str, job: impl Future<Output = Result<(), JobError>>) -> Result<(), JobError> {
    AssertUnwindSafe(job).catch_unwind().await.unwrap_or_else(|panic| {
        let panic = words(&*panic);
        tracing::error!(job = kind, panic, "a job panicked");
        Err(JobError::Retry(format!("it panicked: {panic}")))
    })
}

fn words(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message")
}

/// One file that cannot be read while all others can would otherwise be waited for for ever.
fn waited_in_vain(context: &WorkerContext, backend: &Backend) -> bool {
    backend.clock.now() - *context.job().created_at() > LONGEST_AWAY
}
