//! One picture of the demo studio, drawn and taken in like any upload.

use bytes::Bytes;
use domain::{GalleryId, Membership, Person, Role, StudioId, UserId, Viewer};
use serde::{Deserialize, Serialize};

use super::{
    pictures, seed,
    studio::{GALLERIES, STUDIO},
};
use crate::{
    Backend,
    error::Error,
    jobs::{self, Job, JobError},
};

/// The longer side of a drawn picture, in pixels.
const LONG_EDGE: u32 = 2400;

/// Draws a picture of the demo studio.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DrawPhoto {
    /// The owner.
    pub user: UserId,
    /// The demo studio.
    pub studio: StudioId,
    /// The gallery it goes into.
    pub gallery: GalleryId,
    /// Which of the demo's galleries that is.
    pub roll: u32,
    /// Its number in there.
    pub photo: u32,
}

impl Job for DrawPhoto {
    const NAME: &'static str = "draw_demo_photo";
    const ATTEMPTS: i32 = 3;
    const PRIORITY: i32 = jobs::AFTER_ALL;

    async fn run(self, backend: &Backend) -> Result<(), JobError> {
        let photo = GALLERIES.get(self.roll as usize).and_then(|gallery| gallery.photos().nth(self.photo as usize));
        let photo = photo.ok_or_else(|| JobError::Fail("the demo has no such picture".into()))?;
        let (width, height) = photo.shape.size(LONG_EDGE);
        let drawing = tokio::task::spawn_blocking(move || {
            (pictures::draw(photo.scene, photo.seed, width, height, &photo.taken), photo.file_name)
        });
        let (jpeg, name) = drawing.await.map_err(Error::internal)?;
        let viewer = self.owner().ok_or_else(|| JobError::Fail("the demo's address is none".into()))?;
        let mut incoming = backend.photos().receive().await?;
        incoming.write(Bytes::from(jpeg)).await?;
        match backend.photos().store(&viewer, self.gallery, &name, incoming).await {
            // The gallery was deleted meanwhile: somebody has seen enough.
            Ok(_) | Err(Error::Refused(_)) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

impl DrawPhoto {
    fn owner(&self) -> Option<Viewer> {
        Some(Viewer {
            person: Some(Person {
                id: self.user,
                name: "Mirna".into(),
                email: seed::EMAIL.parse().ok()?,
                operator: false,
            }),
            membership: Some(Membership { studio: self.studio, studio_name: STUDIO.into(), role: Role::Owner }),
            scope: None,
            visitor: None,
            source: "demo".into(),
        })
    }
}
