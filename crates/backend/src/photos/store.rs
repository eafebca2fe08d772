//! Taking a photograph in, however it came. What is answered as stored is synced, renamed into place and committed.

use std::path::PathBuf;

use domain::{FileName, GalleryId, Need, PhotoId, Role, SetId, UploadId, Viewer, live::GalleryEvent};
use serde_json::json;

use super::{
    Arrived, DeleteObjects, DevelopPhoto, Incoming, Photos,
    queries::{self, NewPhoto},
};
use crate::{
    audit, drill,
    error::{Error, Result},
    files::{PhotoKeys, Shelf},
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
    /// The set it is meant for.
    pub(crate) set: Option<SetId>,
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

    /// Takes a file that came in one piece into a gallery and has its sizes made. What has been begun here is brought to
    /// its end even if the sender goes away meanwhile.
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
            set: None,
        };
        let (backend, viewer) = (self.0.clone(), viewer.clone());
        let storing = tokio::spawn(async move {
            let stored = backend.photos().take_in(&viewer, gallery, &arrival).await;
            drop(staged);
            stored
        });
        storing.await.map_err(Error::internal)?
    }

    /// Stores a file that is here, and counts it. The file stays.
    #[tracing::instrument(name = "photos::store", skip_all)]
    pub(crate) async fn take_in(&self, viewer: &Viewer, gallery: GalleryId, arrival: &Arrival) -> Result<Stored> {
        let stored = self.take(viewer, gallery, arrival).await?;
        self.0.meters.arrived(stored.outcome.as_str(), arrival.arrived.bytes);
        Ok(stored)
    }

    async fn take(&self, viewer: &Viewer, gallery: GalleryId, arrival: &Arrival) -> Result<Stored> {
        if let Some(stored) = self.already_here(viewer, gallery, arrival).await? {
            return Ok(stored);
        }
        let studio = self.found(viewer, gallery).await?.studio;
        // Not in a transaction: storing takes as long as the disk takes.
        let keys = PhotoKeys::new(studio, &arrival.storage_key);
        let original = keys.original();
        drill::reach("photos::staged");
        self.0.files.put_file(&original, &arrival.path).await?;
        drill::reach("photos::object");
        let stored = match self.record(viewer, gallery, arrival).await {
            Ok(Some(stored)) => return Ok(stored),
            // Somebody was faster with the same bytes.
            Ok(None) => self.already_here(viewer, gallery, arrival).await.and_then(|here| here.ok_or(Error::NOT_FOUND)),
            Err(error) => Err(error),
        };
        // Not on every error, and not without asking whose they are: a commit whose answer was lost may have succeeded, and
        // its bytes must stay.
        if matches!(stored, Ok(_) | Err(Error::Refused(_)))
            && let Err(error) = self.let_go(&keys, &original).await
        {
            tracing::warn!(%error, key = %original, "an original without a photograph stays behind for the sweep");
        }
        stored
    }

    /// `None` when the gallery has these bytes already.
    async fn record(&self, viewer: &Viewer, gallery: GalleryId, arrival: &Arrival) -> Result<Option<Stored>> {
        let mut found = self.held(viewer, gallery).await?;
        let (studio, now) = (found.studio, self.0.clock.now());
        let new = NewPhoto { id: PhotoId(self.0.chance.id(now)), studio, gallery, arrival, now };
        let replaced = match arrival.replaces {
            Some(old) => queries::replace(&mut found.tx, old, &new).await?.map(|storage_key| (old, storage_key)),
            None => None,
        };
        let stored = if let Some((photo, storage_key)) = replaced {
            jobs::enqueue(&mut found.tx, &DeleteObjects { studio, storage_key }, None).await?;
            Stored { photo, outcome: Outcome::Replaced }
        } else if queries::insert(&mut found.tx, &new).await? {
            Stored { photo: new.id, outcome: Outcome::Created }
        } else {
            return Ok(None);
        };
        let photo = stored.photo;
        drill::reach("photos::row");
        DevelopPhoto { studio, photo }.enqueue(&mut found.tx, gallery).await?;
        drill::reach("photos::job");
        live::announce(&mut found.tx, studio, gallery, GalleryEvent::PhotoAdded { photo }, now).await?;
        let action = if stored.outcome == Outcome::Replaced { "photo.replace" } else { "photo.upload" };
        let detail = json!({ "gallery": gallery, "file_name": arrival.name });
        audit::write(&mut found.tx, studio, now, audit::Entry { action, subject: photo.0, detail, viewer }).await?;
        if let Some(upload) = arrival.upload {
            uploads::queries::set_stored(&mut found.tx, upload, stored).await?;
        }
        found.tx.commit().await?;
        drill::reach("photos::committed");
        Ok(Some(stored))
    }

    /// The photograph of these bytes in the gallery, out of the trash. If it had failed, the store has lost its original, or
    /// its files were found harmed, its bytes are stored anew and its sizes made again.
    async fn already_here(&self, viewer: &Viewer, gallery: GalleryId, arrival: &Arrival) -> Result<Option<Stored>> {
        let Arrived { sha256, bytes, .. } = arrival.arrived;
        let mut found = self.found(viewer, gallery).await?;
        let Some(here) = queries::by_hash(&mut found.tx, gallery, sha256).await? else { return Ok(None) };
        let (keys, shelf) = (PhotoKeys::new(found.studio, here.storage_key), here.shelf);
        drop(found.tx);
        let whole = !here.unwell && self.is_whole(&keys, shelf, bytes).await?;
        if !whole {
            self.0.files.put_file(&keys.original_on(shelf), &arrival.path).await?;
        }

        let mut found = self.held(viewer, gallery).await?;
        // Deleted for good in the meantime: what was stored anew is left for the sweep.
        let Some(here) = queries::by_hash(&mut found.tx, gallery, sha256).await? else { return Ok(None) };
        if !whole {
            // Moved in the meantime: what was stored anew is where it is not looked for first.
            if here.shelf != shelf {
                return Err(Error::Conflict);
            }
            queries::begin_again(&mut found.tx, here.photo).await?;
            DevelopPhoto { studio: found.studio, photo: here.photo }.enqueue(&mut found.tx, gallery).await?;
        }
        self.welcome_back(viewer, found, &here, !whole, arrival.upload).await.map(Some)
    }

    /// The photograph of these bytes in the gallery, out of the trash. Nothing was sent: one that failed, or whose
    /// files are lost or harmed, counts as not there.
    pub(crate) async fn already_there(
        &self,
        viewer: &Viewer,
        gallery: GalleryId,
        announced: (u64, [u8; 32]),
        upload: UploadId,
    ) -> Result<Option<Stored>> {
        let (bytes, sha256) = announced;
        let mut found = self.found(viewer, gallery).await?;
        let Some(here) = queries::by_hash(&mut found.tx, gallery, sha256).await? else { return Ok(None) };
        let keys = PhotoKeys::new(found.studio, here.storage_key);
        drop(found.tx);
        if here.unwell || !self.is_whole(&keys, here.shelf, bytes).await? {
            return Ok(None);
        }
        let mut found = self.held(viewer, gallery).await?;
        let Some(here) = queries::by_hash(&mut found.tx, gallery, sha256).await? else { return Ok(None) };
        self.welcome_back(viewer, found, &here, false, Some(upload)).await.map(Some)
    }

    /// Whether the store has so many bytes as the original.
    async fn is_whole(&self, keys: &PhotoKeys, shelf: Shelf, bytes: u64) -> Result<bool> {
        Ok(self.0.files.first(keys.originals(shelf)).await?.is_some_and(|(_, size)| size == bytes))
    }

    /// What follows when a photograph is there already, and the end of the transaction.
    async fn welcome_back(
        &self,
        viewer: &Viewer,
        mut found: Found,
        here: &queries::Here,
        anew: bool,
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
        if anew || here.trashed {
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

    /// The same, and held before any photograph in it is, as everywhere: who held them in turns would wait for each other.
    async fn held(&self, viewer: &Viewer, gallery: GalleryId) -> Result<Found> {
        access::lock_by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Editor))
    }
}
