//! The hands that do the work. When the database goes away they cannot go on; they begin again when it is back, and the
//! program lives on meanwhile.

use std::time::Duration;

use graphile_worker::{WorkerOptions, WorkerRecoveryConfig};
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use super::{SCHEMA, Task, clock, queries};
use crate::{
    Backend,
    error::{Error, Result},
};

/// Mails on their way at once: one that the server is slow to take leaves room for another.
const MAILS_AT_ONCE: usize = 2;

/// Sweeping, comparing and deleting at once: the first two take a while in a large store.
const HOUSE_AT_ONCE: usize = 3;

/// Archives and folders taken in at once: each keeps the disk busy, and may take hours.
const IMPORTS_AT_ONCE: usize = 2;

/// How long hands rest that had to stop, the first time; then twice as long each time.
const REST: Duration = Duration::from_millis(500);

/// And no longer than this: a database that is back is soon noticed.
const LONGEST_REST: Duration = Duration::from_secs(8);

/// Runs the queue until `stop`, `concurrency` photographs at a time; then lets running jobs finish for up to 20 seconds.
///
/// Mail, photographs, imports and the house have hands of their own: a mail server that stalls holds up no photograph, and a
/// thousand photographs hold up no mail. While the database is away nothing is done, and nothing is lost.
///
/// # Errors
/// [`Error::Internal`] when what is done by the clock cannot be read.
pub async fn work(backend: Backend, concurrency: usize, stop: CancellationToken) -> Result<()> {
    let by_the_clock = clock::work()?;
    let hands = |at_once| Hands { backend: &backend, at_once, stop: &stop };
    tokio::join!(
        hands(MAILS_AT_ONCE).keep_on(mail),
        hands(concurrency).keep_on(photographs),
        hands(IMPORTS_AT_ONCE).keep_on(imports),
        hands(HOUSE_AT_ONCE).keep_on(|options| house(options).with_crons(by_the_clock.clone())),
    );
    Ok(())
}

/// Those who do some kinds of jobs.
struct Hands<'a> {
    backend: &'a Backend,
    at_once: usize,
    stop: &'a CancellationToken,
}

impl Hands<'_> {
    async fn keep_on(self, kinds: impl Fn(WorkerOptions) -> WorkerOptions) {
        let (mut rest, mut before) = (REST, None);
        while !self.stop.is_cancelled() {
            let began = Instant::now();
            if let Err(error) = self.turn(kinds(options(self.backend)), &mut before).await {
                tracing::warn!(%error, "jobs wait: the queue does not answer");
            }
            rest = if began.elapsed() > LONGEST_REST { REST } else { (rest * 2).min(LONGEST_REST) };
            self.stop.run_until_cancelled(sleep(rest)).await;
        }
    }

    /// Works until `stop`, or until the database goes away. `before` is who had to stop the last time and could not say
    /// what became of their jobs.
    async fn turn(&self, options: WorkerOptions, before: &mut Option<String>) -> Result<()> {
        let options = options
            .concurrency(self.at_once)
            .shutdown_signal(self.stop.clone().cancelled_owned())
            .shutdown_grace_period(Duration::from_secs(20))
            .worker_recovery(recovery());
        let worker = options.init().await.map_err(Error::internal)?;
        if let Some(gone) = before {
            queries::let_go(self.backend.db.queue(), gone).await?;
            *before = None;
        }
        let outcome = worker.run().await.map_err(Error::internal);
        if outcome.is_err() {
            *before = Some(worker.worker_id().clone());
        }
        outcome
    }
}

/// Runs what is due, one job at a time, until nothing is.
///
/// # Errors
/// When the queue cannot be reached.
#[cfg(feature = "testing")]
pub(crate) async fn run_due(backend: Backend) -> Result<()> {
    let worker =
        house(imports(photographs(mail(options(&backend))))).concurrency(1).init().await.map_err(Error::internal)?;
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
    options
        .define_job::<Task<crate::mailer::SendMail>>()
        .define_job::<Task<crate::choices::TellOfList>>()
        .define_job::<Task<crate::galleries::RemindOfExpiry>>()
}

fn photographs(options: WorkerOptions) -> WorkerOptions {
    options
        .define_job::<Task<crate::photos::DevelopPhoto>>()
        .define_job::<Task<crate::photos::CopyPhoto>>()
        .define_job::<Task<crate::watermarks::MarkGallery>>()
        .define_job::<Task<crate::watermarks::MarkPhoto>>()
        .define_job::<Task<crate::demo::DrawPhoto>>()
}

fn imports(options: WorkerOptions) -> WorkerOptions {
    options.define_job::<Task<crate::imports::RunImport>>().define_job::<Task<crate::imports::TakeFolder>>()
}

fn house(options: WorkerOptions) -> WorkerOptions {
    options
        .define_job::<Task<crate::photos::CoolOriginals>>()
        .define_job::<Task<crate::photos::DeleteObjects>>()
        .define_job::<Task<crate::watermarks::DeleteLogo>>()
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
