//! Taking a photograph in. What is answered as stored is synced, renamed into place and committed.

use std::{fs::File, io::BufReader};

use domain::{FileName, GalleryId, Need, PhotoId, Role, Viewer, live::GalleryEvent};
use serde_json::json;

use super::{
    DevelopPhoto, Incoming, Photos,
    incoming::Arrived,
    queries::{self, NewPhoto},
};
use crate::{
    audit,
    error::{Error, Result},
    files::PhotoKeys,
    galleries::access::{self, Found},
    hex, live, media,
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
}

impl Photos<'_> {
    /// Whether this viewer may upload into this gallery. Asked before a byte of the body is read.
    ///
    /// # Errors
    /// Refused to all but editors of the studio.
    pub async fn may_upload(&self, viewer: &Viewer, gallery: GalleryId) -> Result<()> {
        access::by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Editor))?;
        Ok(())
    }

    /// Takes a file that has arrived into a gallery and has its sizes made. Once it is being stored, that goes on to its
    /// end even if nobody waits for the answer any more.
    ///
    /// # Errors
    /// Refused to all but editors; [`Error::File`] when it is none we can show; [`Error::StorageFull`]. Nothing is left
    /// behind then.
    pub async fn store(&self, viewer: &Viewer, gallery: GalleryId, name: &str, incoming: Incoming) -> Result<Stored> {
        let arrived = incoming.finish().await?;
        let header = inspect(&arrived).await?;
        let studio = self.found(viewer, gallery).await?.studio;
        let now = self.0.clock.now();
        let photo = NewPhoto {
            id: PhotoId(self.0.chance.id(now)),
            studio,
            gallery,
            file_name: FileName::tame(name),
            sha256: arrived.sha256,
            bytes: i64::try_from(arrived.bytes).map_err(Error::internal)?,
            format: header.format,
            storage_key: hex(&self.0.chance.bytes::<16>()),
            now,
        };
        let (backend, viewer) = (self.0.clone(), viewer.clone());
        let storing = tokio::spawn(async move { backend.photos().take_in(&viewer, photo, arrived).await });
        storing.await.map_err(Error::internal)?
    }

    async fn take_in(&self, viewer: &Viewer, photo: NewPhoto, arrived: Arrived) -> Result<Stored> {
        if let Some(stored) = self.already_here(viewer, &photo, &arrived).await? {
            return Ok(stored);
        }
        // Not in a transaction: storing takes as long as the disk takes.
        let original = PhotoKeys::new(photo.studio, &photo.storage_key).original();
        self.0.files.put_file(&original, arrived.path()).await?;
        let stored = match self.record(viewer, &photo).await {
            Ok(true) => return Ok(Stored { photo: photo.id, outcome: Outcome::Created }),
            // Somebody was faster with the same bytes.
            Ok(false) => {
                self.already_here(viewer, &photo, &arrived).await.and_then(|here| here.ok_or(Error::NOT_FOUND))
            }
            Err(error) => Err(error),
        };
        // Not on every error: a commit whose answer was lost may have succeeded, and its bytes must stay.
        if matches!(stored, Ok(_) | Err(Error::Refused(_)))
            && let Err(error) = self.0.files.delete(&original).await
        {
            tracing::warn!(%error, key = %original, "an original without a photograph stays behind for the sweep");
        }
        stored
    }

    /// `false` when the gallery has these bytes already.
    async fn record(&self, viewer: &Viewer, photo: &NewPhoto) -> Result<bool> {
        let mut found = self.found(viewer, photo.gallery).await?;
        if !queries::insert(&mut found.tx, photo).await? {
            return Ok(false);
        }
        let (id, studio, gallery, now) = (photo.id, photo.studio, photo.gallery, photo.now);
        DevelopPhoto { studio, photo: id }.enqueue(&mut found.tx, gallery).await?;
        live::announce(&mut found.tx, studio, gallery, GalleryEvent::PhotoAdded { photo: id }, now).await?;
        let detail = json!({ "gallery": gallery, "file_name": photo.file_name });
        let entry = audit::Entry { action: "photo.upload", subject: id.0, detail, viewer };
        audit::write(&mut found.tx, studio, now, entry).await?;
        found.tx.commit().await?;
        Ok(true)
    }

    /// The photograph of these bytes in the gallery, out of the trash. If it had failed, or the store has lost its
    /// original, its bytes are stored anew and its sizes made again.
    async fn already_here(&self, viewer: &Viewer, photo: &NewPhoto, arrived: &Arrived) -> Result<Option<Stored>> {
        let mut tx = self.found(viewer, photo.gallery).await?.tx;
        let Some(here) = queries::by_hash(&mut tx, photo.gallery, photo.sha256).await? else { return Ok(None) };
        drop(tx);
        let original = PhotoKeys::new(photo.studio, here.storage_key).original();
        let whole = !here.failed && self.0.files.size(&original).await? == Some(arrived.bytes);
        if !whole {
            self.0.files.put_file(&original, arrived.path()).await?;
        }

        let mut found = self.found(viewer, photo.gallery).await?;
        // Deleted for good in the meantime: what was stored anew is left for the sweep.
        let Some(here) = queries::by_hash(&mut found.tx, found.id, photo.sha256).await? else { return Ok(None) };
        let (studio, now) = (found.studio, self.0.clock.now());
        if !whole {
            queries::begin_again(&mut found.tx, here.photo).await?;
            DevelopPhoto { studio, photo: here.photo }.enqueue(&mut found.tx, found.id).await?;
        }
        if here.trashed {
            queries::set_trashed(&mut found.tx, found.id, &[here.photo], None).await?;
            let detail = json!({ "gallery": found.id, "by": "upload" });
            let entry = audit::Entry { action: "photo.restore", subject: here.photo.0, detail, viewer };
            audit::write(&mut found.tx, studio, now, entry).await?;
        }
        if !whole || here.trashed {
            live::announce(&mut found.tx, studio, found.id, GalleryEvent::PhotosMoved, now).await?;
            found.tx.commit().await?;
        }
        Ok(Some(Stored { photo: here.photo, outcome: Outcome::AlreadyHere }))
    }

    async fn found(&self, viewer: &Viewer, gallery: GalleryId) -> Result<Found> {
        access::by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Editor))
    }
}

async fn inspect(arrived: &Arrived) -> Result<media::Header> {
    let path = arrived.path().to_owned();
    let inspected = tokio::task::spawn_blocking(move || -> Result<media::Header> {
        media::inspect(BufReader::new(File::open(path)?)).map_err(Error::File)
    });
    inspected.await.map_err(Error::internal)?
}
