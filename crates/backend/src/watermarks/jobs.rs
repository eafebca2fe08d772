//! What is done about marks in the queue.

use domain::{GalleryId, PhotoId, StudioId};
use serde::{Deserialize, Serialize};

use super::queries;
use crate::{
    Backend,
    database::Tx,
    error::Result,
    files,
    jobs::{self, Job, JobError},
};

/// Has the photographs of a gallery marked that have no marks of now.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MarkGallery {
    /// Whose.
    pub studio: StudioId,
    /// Which.
    pub gallery: GalleryId,
}

impl Job for MarkGallery {
    const NAME: &'static str = "mark_gallery";

    async fn run(self, backend: &Backend) -> Result<(), JobError> {
        Ok(enqueue_all(backend, self.studio, self.gallery).await?)
    }
}

async fn enqueue_all(backend: &Backend, studio: StudioId, gallery: GalleryId) -> Result<()> {
    let mut tx = backend.db.studio(studio).await?;
    for (place, photo) in (0..).zip(queries::without_marks(&mut tx, gallery).await?) {
        jobs::enqueue_in_line(&mut tx, &MarkPhoto { studio, photo }, place).await?;
    }
    Ok(tx.commit().await?)
}

/// Has a photograph marked whose sizes were just made, if its gallery is for proofing. The gallery is held.
///
/// # Errors
/// Those of the database.
pub(crate) async fn wanted(tx: &mut Tx, studio: StudioId, photo: PhotoId) -> Result<()> {
    if queries::waiting(tx, photo).await?.is_some() {
        jobs::enqueue_in_line(tx, &MarkPhoto { studio, photo }, 0).await?;
    }
    Ok(())
}

/// Has the marked sizes made once more of a photograph of which they could not be made. The gallery is held.
///
/// # Errors
/// Those of the database.
pub(crate) async fn try_again(tx: &mut Tx, studio: StudioId, photo: PhotoId) -> Result<()> {
    queries::clear_mark_failed(tx, photo).await?;
    wanted(tx, studio, photo).await
}

/// Makes the marked sizes of a photograph. Visitors see its thumb until then.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MarkPhoto {
    /// Whose.
    pub studio: StudioId,
    /// Which.
    pub photo: PhotoId,
}

impl Job for MarkPhoto {
    const NAME: &'static str = "mark_photo";
    const ATTEMPTS: i32 = 3;
    const PRIORITY: i32 = 10;

    async fn run(self, backend: &Backend) -> Result<(), JobError> {
        Ok(backend.watermarks().make(self.studio, self.photo).await?)
    }

    async fn give_up(self, backend: &Backend) -> Result<()> {
        backend.watermarks().fail(self.studio, self.photo).await
    }
}

/// Deletes a logo that is no longer the studio's.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DeleteLogo {
    /// Whose it was.
    pub studio: StudioId,
    /// The unguessable part of its name.
    pub secret: String,
}

impl Job for DeleteLogo {
    const NAME: &'static str = "delete_logo";
    const PRIORITY: i32 = 20;

    async fn run(self, backend: &Backend) -> Result<(), JobError> {
        Ok(backend.files.delete(&files::logo(self.studio, &self.secret)).await?)
    }
}
