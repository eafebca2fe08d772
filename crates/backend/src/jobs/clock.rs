//! What is done by the clock, without anybody asking. Times are UTC.

use chrono::Weekday;
use graphile_worker::{Cron, Crontab, CrontabTimer};

use super::{Job, Task};
use crate::{
    error::{Error, Result},
    galleries::RemindOfExpiry,
    housekeeping::Sweep,
    photos::{CoolOriginals, FailLost, SweepStore},
    verifications::ScheduleVerification,
};

/// All of it.
pub(super) fn work() -> Result<Vec<Crontab>> {
    Ok(vec![
        at(CrontabTimer::every_minute(), FailLost {})?,
        at(CrontabTimer::hourly_at(17).map_err(Error::internal)?, Sweep {})?,
        at(CrontabTimer::hourly_at(47).map_err(Error::internal)?, CoolOriginals {})?,
        at(CrontabTimer::daily_at(2, 41).map_err(Error::internal)?, SweepStore {})?,
        at(CrontabTimer::daily_at(7, 11).map_err(Error::internal)?, RemindOfExpiry {})?,
        at(CrontabTimer::weekly_on(Weekday::Sun, 3, 23).map_err(Error::internal)?, ScheduleVerification {})?,
    ])
}

/// Said in full: left out, the payload would be `null`, which no job can be read from.
fn at<J: Job>(timer: CrontabTimer, job: J) -> Result<Crontab> {
    let entry = Cron::from_timer(timer)
        .max_attempts(u16::try_from(J::ATTEMPTS).map_err(Error::internal)?)
        .priority(i16::try_from(J::PRIORITY).map_err(Error::internal)?)
        .payload(Task(job));
    Ok(entry.map_err(Error::internal)?.build())
}

#[cfg(test)]
mod tests {
    use super::{super::queries, work};
    use crate::testing::TestBackend;

    #[tokio::test]
    async fn what_the_clock_asks_for_is_understood_and_done() {
        let backend = TestBackend::start().await;
        for entry in work().expect("a clock") {
            let mut tx = backend.db.system().await.expect("a transaction");
            let payload = entry.payload.unwrap_or_default();
            queries::enqueue(&mut tx, &entry.task_identifier, payload, 1, 0, None).await.expect("enqueued");
            tx.commit().await.expect("committed");
            backend.run_jobs().await;
            let left = queries::list(backend.db.queue()).await.expect("the queue");
            assert!(left.is_empty(), "{}: {left:?}", entry.task_identifier);
        }
    }
}
