//! What is done with photographs in the queue.

use domain::{PhotoId, StudioId};
use serde::{Deserialize, Serialize};

use crate::{
    Backend,
    error::Result,
    files::PhotoKeys,
    jobs::{Job, JobError},
};

/// Makes the sizes of a photograph.
#[derive(Clone, Debug, Serialize, Deserialize)]
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

    async fn run(self, backend: &Backend) -> Result<(), JobError> {
        Ok(backend.photos().develop(self.studio, self.photo).await?)
    }

    async fn give_up(self, backend: &Backend) -> Result<()> {
        backend.photos().fail(self.studio, self.photo, "failed").await
    }
}

/// Deletes the objects of a photograph that is gone.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DeleteObjects {
    /// Whose it was.
    pub studio: StudioId,
    /// The unguessable part of its objects' names.
    pub storage_key: String,
}

impl Job for DeleteObjects {
    const NAME: &'static str = "delete_objects";
    const PRIORITY: i32 = 20;

    async fn run(self, backend: &Backend) -> Result<(), JobError> {
        for key in PhotoKeys::new(self.studio, self.storage_key).all() {
            backend.files.delete(&key).await?;
        }
        Ok(())
    }
}

/// Says of photographs that wait in vain that they failed. Every minute.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FailLost {}

impl Job for FailLost {
    const NAME: &'static str = "fail_lost_photos";
    const ATTEMPTS: i32 = 1;

    async fn run(self, backend: &Backend) -> Result<(), JobError> {
        Ok(backend.photos().fail_lost().await?)
    }
}

/// Deletes objects that no photograph has. Every night.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SweepStore {}

impl Job for SweepStore {
    const NAME: &'static str = "sweep_store";
    const PRIORITY: i32 = 20;

    async fn run(self, backend: &Backend) -> Result<(), JobError> {
        Ok(backend.photos().sweep_store(backend.clock.now()).await?)
    }
}
