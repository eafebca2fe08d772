//! Comparisons in the queue.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Backend,
    error::{Error, Result},
    jobs::{Job, JobError},
};

/// Makes a comparison that was asked for. Done again it begins anew.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct VerifyStore {
    /// Which.
    pub verification: Uuid,
}

impl Job for VerifyStore {
    const NAME: &'static str = "verify_store";
    const ATTEMPTS: i32 = 3;
    const PRIORITY: i32 = 20;

    async fn run(self, backend: &Backend) -> Result<(), JobError> {
        match backend.verifications().run(self.verification, |_| {}).await {
            // It had failed, and another goes on by now, which finds the same.
            Err(Error::Conflict) => Ok(()),
            // Beginning anew reads everything once more: each time is an attempt, whatever was away.
            Err(error @ Error::Unavailable(_)) => Err(JobError::Retry(error.to_string())),
            outcome => Ok(outcome.map(drop)?),
        }
    }
}

/// Asks for a comparison of some. Every week.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ScheduleVerification {}

impl Job for ScheduleVerification {
    const NAME: &'static str = "schedule_verification";
    const ATTEMPTS: i32 = 3;

    async fn run(self, backend: &Backend) -> Result<(), JobError> {
        Ok(backend.verifications().ask_by_clock().await?)
    }
}
