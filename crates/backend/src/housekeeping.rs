//! What is done every hour without anybody asking.

use serde::{Deserialize, Serialize};

use crate::{
    Backend,
    jobs::{Job, JobError},
};

/// Empties the trash of what is past restoring, forgets what expired.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sweep {}

impl Job for Sweep {
    const NAME: &'static str = "sweep";

    async fn run(self, backend: &Backend) -> Result<(), JobError> {
        let now = backend.clock.now();
        backend.accounts().sweep(now).await?;
        backend.galleries().sweep(now).await?;
        backend.photos().sweep(now).await?;
        backend.uploads().sweep(now).await?;
        backend.imports().sweep(now).await?;
        backend.choices().sweep(now).await?;
        backend.downloads().sweep(now).await?;
        backend.verifications().sweep(now).await?;
        backend.insight().sweep(now).await?;
        backend.live().sweep(now).await?;
        Ok(())
    }
}
