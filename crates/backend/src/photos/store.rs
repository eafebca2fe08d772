//! Taking a photograph in, however it came. What is answered as stored is synced, renamed into place and committed.

use std::path::PathBuf;

use domain::{FileName, GalleryId, Need, PhotoId, Role, UploadId, Viewer, live::GalleryEvent};
use serde_json::json;

use super::{
    Arrived, DeleteObjects, DevelopPhoto, Incoming, Photos,
    queries::{self, NewPhoto},
};
use crate::{
    audit,
    error::{Error, Result},
    files::PhotoKeys,
    galleries::access::{self, Found},
    hex, jobs, live, uploads,
};

/// What became of an upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The photograph.
    pub photo: PhotoId,
    /// Whether it is new.
    pub outcome: Outcome,
}

/// Whether a photograph is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is.
    Created,
    /// The same bytes were in the gallery; taken out of the trash if they were there.
    AlreadyHere,
    /// It took the place of another, with its hearts.
    Replaced,
}

impl Outcome {
    /// The word stored in the database and told to programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::AlreadyHere => "already_here",
            Self::Replaced => "replaced",
        }
    }

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        [Self::Created, Self::AlreadyHere, Self::Replaced].into_iter().find(|outcome| outcome.as_str() == word)
    }
}

/// A file that is here, and what it is to become.
pub(crate) struct Arrival {
    pub(crate) name: FileName,
    /// Where it is.
    pub(crate) path: PathBuf,
    /// What it is.
    pub(crate) arrived: Arrived,
    /// The unguessable part of its objects' names; storing it again under the same one overwrites the same bytes.
    pub(crate) storage_key: String,
    /// The upload to tell.
    pub(crate) upload: Option<UploadId>,
    /// The photograph whose place it takes.
    pub(crate) replaces: Option<PhotoId>,
}

impl Photos<'_> {
    /// Whether this viewer may upload into this gallery. Asked before a byte of the body is read.
    ///
    /// # Errors
    /// Refused to all but editors of the studio.
    pub async fn may_upload(&self, viewer: &Viewer, gallery: GalleryId) -> Result<()> {
        self.found(viewer, gallery).await?;
        Ok(())
    }

    /// Takes a file that came in one piece into a gallery and has its sizes made.
    ///
    /// # Errors
    /// Refused to all but editors; [`Error::File`] when it is none we can show; [`Error::StorageFull`]. Nothing is left
    /// behind then.
    pub async fn store(&self, viewer: &Viewer, gallery: GalleryId, name: &str, incoming: Incoming) -> Result<Stored> {
        let staged = incoming.finish().await?;
        let arrival = Arrival {
            name: FileName::tame(name),
            path: staged.0.clone(),
            arrived: Arrived::look(&staged.0).await?,
            storage_key: hex(&self.0.chance.bytes::<16>()),
            upload: None,
            replaces: None,
        };
        self.take_in(viewer, gallery, arrival).await
    }

    /// Stores a file that is here. The file stays.
    pub(crate) async fn take_in(&self, viewer: &Viewer, gallery: GalleryId, arrival: Arrival) -> Result<Stored> {
        let found = self.found(viewer, gallery).await?;
        let studio = found.studio;
        if let Some(stored) = self.already_here(viewer, found, &arrival).await? {
            return Ok(stored);
        }

        // Not in a transaction: storing takes as long as the disk takes.
        let original = PhotoKeys::new(studio, &arrival.storage_key).original();
        self.0.files.put_file(&original, &arrival.path).await?;

        let stored = self.record(viewer, gallery, &arrival).await;
        // Not on every error: a commit whose answer was lost may have succeeded, and its bytes must stay.
        let needless = matches!(stored, Ok(Stored { outcome: Outcome::AlreadyHere, .. }) | Err(Error::Refused(_)));
        if needless && let Err(error) = self.0.files.delete(&original).await {
            tracing::warn!(%error, key = %original, "an original without a photograph stays behind");
        }
        stored
    }

    async fn record(&self, viewer: &Viewer, gallery: GalleryId, arrival: &Arrival) -> Result<Stored> {
        let mut found = self.found(viewer, gallery).await?;
        let now = self.0.clock.now();
        let (studio, id) = (found.studio, PhotoId(self.0.chance.id(now)));
        let photo = NewPhoto { id, studio, gallery, arrival, now };
        if let Some(old) = arrival.replaces
            && let Some(storage_key) = queries::replace(&mut found.tx, old, &photo).await?
        {
            jobs::enqueue(&mut found.tx, &DeleteObjects { studio, storage_key }, None).await?;
            let stored = Stored { photo: old, outcome: Outcome::Replaced };
            return self.recorded(viewer, found, arrival, stored).await;
        }
        if !queries::insert(&mut found.tx, &photo).await? {
            // Somebody was faster with the same bytes.
            return self.already_here(viewer, found, arrival).await?.ok_or(Error::NOT_FOUND);
        }
        self.recorded(viewer, found, arrival, Stored { photo: id, outcome: Outcome::Created }).await
    }

    /// The row is there: what follows from it, and the end of the transaction.
    async fn recorded(&self, viewer: &Viewer, mut found: Found, arrival: &Arrival, stored: Stored) -> Result<Stored> {
        let (studio, now, photo) = (found.studio, self.0.clock.now(), stored.photo);
        jobs::enqueue(&mut found.tx, &DevelopPhoto { studio, photo }, None).await?;
        live::announce(&mut found.tx, studio, found.id, GalleryEvent::PhotoAdded { photo }, now).await?;
        let action = if stored.outcome == Outcome::Replaced { "photo.replace" } else { "photo.upload" };
        let detail = json!({ "gallery": found.id, "file_name": arrival.name });
        audit::write(&mut found.tx, studio, now, audit::Entry { action, subject: photo.0, detail, viewer }).await?;
        if let Some(upload) = arrival.upload {
            uploads::queries::set_stored(&mut found.tx, upload, stored).await?;
        }
        found.tx.commit().await?;
        Ok(stored)
    }

    /// The photograph of these bytes in the gallery, out of the trash, and tried again if it had failed.
    async fn already_here(&self, viewer: &Viewer, mut found: Found, arrival: &Arrival) -> Result<Option<Stored>> {
        let Some(here) = queries::by_hash(&mut found.tx, found.id, arrival.arrived.sha256).await? else {
            return Ok(None);
        };
        if here.failed {
            queries::begin_again(&mut found.tx, here.photo).await?;
            jobs::enqueue(&mut found.tx, &DevelopPhoto { studio: found.studio, photo: here.photo }, None).await?;
        }
        self.welcome_back(viewer, found, here, arrival.upload).await.map(Some)
    }

    /// The photograph of these bytes in the gallery, out of the trash; nothing was sent, so one that failed is none.
    pub(crate) async fn already_there(
        &self,
        viewer: &Viewer,
        gallery: GalleryId,
        sha256: [u8; 32],
        upload: UploadId,
    ) -> Result<Option<Stored>> {
        let mut found = self.found(viewer, gallery).await?;
        match queries::by_hash(&mut found.tx, gallery, sha256).await? {
            Some(here) if !here.failed => self.welcome_back(viewer, found, here, Some(upload)).await.map(Some),
            _ => Ok(None),
        }
    }

    async fn welcome_back(
        &self,
        viewer: &Viewer,
        mut found: Found,
        here: queries::Here,
        upload: Option<UploadId>,
    ) -> Result<Stored> {
        let (studio, now) = (found.studio, self.0.clock.now());
        let stored = Stored { photo: here.photo, outcome: Outcome::AlreadyHere };
        if here.trashed {
            queries::set_trashed(&mut found.tx, found.id, &[here.photo], None).await?;
            let detail = json!({ "gallery": found.id, "by": "upload" });
            let entry = audit::Entry { action: "photo.restore", subject: here.photo.0, detail, viewer };
            audit::write(&mut found.tx, studio, now, entry).await?;
        }
        if here.failed || here.trashed {
            live::announce(&mut found.tx, studio, found.id, GalleryEvent::PhotosMoved, now).await?;
        }
        if let Some(upload) = upload {
            uploads::queries::set_stored(&mut found.tx, upload, stored).await?;
        }
        found.tx.commit().await?;
        Ok(stored)
    }

    async fn found(&self, viewer: &Viewer, gallery: GalleryId) -> Result<Found> {
        access::by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Editor))
    }
}
