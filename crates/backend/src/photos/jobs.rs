//! What is done with photographs in the queue.

use domain::{GalleryId, PhotoId, StudioId};
use futures::TryStreamExt;
use serde::{Deserialize, Serialize};

use super::queries;
use crate::{
    Backend,
    database::Tx,
    error::Result,
    files::PhotoKeys,
    jobs::{self, Job, JobError},
};

/// Makes the sizes of a photograph.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DevelopPhoto {
    /// Whose.
    pub studio: StudioId,
    /// Which.
    pub photo: PhotoId,
}

impl DevelopPhoto {
    /// Has the sizes of a photograph of `gallery` made when it is its turn: studios take turns, and in each its galleries.
    ///
    /// # Errors
    /// Those of the database.
    pub(super) async fn enqueue(self, tx: &mut Tx, gallery: GalleryId) -> Result<()> {
        let place = queries::place_in_line(tx, self.studio, gallery, self.photo).await?;
        jobs::enqueue_in_line(tx, &self, place).await
    }
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

/// Gives a copy of a photograph its objects.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CopyPhoto {
    /// Whose.
    pub studio: StudioId,
    /// What it is a copy of.
    pub of: PhotoId,
    /// Which.
    pub photo: PhotoId,
}

impl Job for CopyPhoto {
    const NAME: &'static str = "copy_photo";

    async fn run(self, backend: &Backend) -> Result<(), JobError> {
        Ok(backend.photos().copy_objects(self.studio, self.of, self.photo).await?)
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
        let keys = PhotoKeys::new(self.studio, self.storage_key);
        for key in keys.all() {
            backend.files.delete(&key).await?;
        }
        let mut marks = backend.files.list(&keys.marks());
        while let Some(marked) = marks.try_next().await? {
            backend.files.delete(&marked.key).await?;
        }
        Ok(())
    }
}

/// Moves originals that nobody needed for long to the cold shelf. Every hour.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CoolOriginals {}

impl Job for CoolOriginals {
    const NAME: &'static str = "cool_originals";
    const ATTEMPTS: i32 = 3;
    const PRIORITY: i32 = 20;

    async fn run(self, backend: &Backend) -> Result<(), JobError> {
        let Some(cold_after) = backend.cold_after else { return Ok(()) };
        // The next hour is the next try.
        if let Err(error) = backend.photos().cool(backend.clock.now() - cold_after).await {
            tracing::warn!(%error, "originals that nobody needed stay where they are");
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

/// Deletes objects that no photograph has, and logos that are no studio's. Every night.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SweepStore {}

impl Job for SweepStore {
    const NAME: &'static str = "sweep_store";
    const PRIORITY: i32 = 20;

    async fn run(self, backend: &Backend) -> Result<(), JobError> {
        // The next night is the next try: waiting ones would only gather.
        if let Err(error) = backend.photos().sweep_store(backend.clock.now()).await {
            tracing::warn!(%error, "objects that no photograph has stay where they are");
        }
        if let Err(error) = backend.watermarks().sweep_logos(backend.clock.now()).await {
            tracing::warn!(%error, "logos that are no studio's stay where they are");
        }
        Ok(())
    }
}
