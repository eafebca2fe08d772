//! Imports in the queue.

use domain::{ImportFailure, ImportId, StudioId};
use serde::{Deserialize, Serialize};

use crate::{
    Backend,
    error::Result,
    jobs::{Job, JobError},
};

/// Takes an archive apart. Done again it goes on where it stopped.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RunImport {
    /// Whose.
    pub studio: StudioId,
    /// Which.
    pub import: ImportId,
}

impl Job for RunImport {
    const NAME: &'static str = "run_import";
    const PRIORITY: i32 = 10;

    async fn run(self, backend: &Backend) -> Result<(), JobError> {
        Ok(backend.imports().run(self.studio, self.import).await?)
    }

    async fn give_up(self, backend: &Backend) -> Result<()> {
        backend.imports().fail(self.studio, self.import, ImportFailure::Lost).await
    }
}

/// Takes in a folder of a source. Done again it goes on where it stopped.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TakeFolder {
    /// Whose.
    pub studio: StudioId,
    /// Which.
    pub import: ImportId,
}

impl Job for TakeFolder {
    const NAME: &'static str = "take_folder";
    const PRIORITY: i32 = 10;

    async fn run(self, backend: &Backend) -> Result<(), JobError> {
        Ok(backend.imports().take_folder(self.studio, self.import).await?)
    }

    async fn give_up(self, backend: &Backend) -> Result<()> {
        backend.imports().fail(self.studio, self.import, ImportFailure::Lost).await
    }
}
