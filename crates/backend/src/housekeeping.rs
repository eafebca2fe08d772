//! What is done every hour without anybody asking.

use serde::{Deserialize, Serialize};

use crate::{
    Backend,
    jobs::{Job, JobError},
};

/// Empties the trash of what is past restoring, forgets what expired.
#[derive(Debug, Serialize, Deserialize)]
pub struct Sweep {}

impl Job for Sweep {
    const NAME: &'static str = "sweep";

    async fn run(self, _backend: &Backend) -> Result<(), JobError> {
        Ok(())
    }
}
