//! Jobs.

use domain::{PhotoId, StudioId};
use serde::{Deserialize, Serialize};

use crate::{
    Backend,
    jobs::{Job, JobError},
};

/// Makes the sizes of a photograph.
#[derive(Debug, Serialize, Deserialize)]
pub struct DevelopPhoto {
    /// Whose.
    pub studio: StudioId,
    /// Which.
    pub photo: PhotoId,
}

impl Job for DevelopPhoto {
    const NAME: &'static str = "develop_photo";
    const ATTEMPTS: i32 = 3;
    const PRIORITY: i32 = 10;

    async fn run(self, _backend: &Backend) -> Result<(), JobError> {
        Ok(())
    }
}

/// Deletes the objects of a photograph that is gone.
#[derive(Debug, Serialize, Deserialize)]
pub struct DeleteObjects {
    /// Whose it was.
    pub studio: StudioId,
    /// The unguessable part of its objects' names.
    pub storage_key: String,
}

impl Job for DeleteObjects {
    const NAME: &'static str = "delete_objects";
    const PRIORITY: i32 = 20;

    async fn run(self, _backend: &Backend) -> Result<(), JobError> {
        Ok(())
    }
}
