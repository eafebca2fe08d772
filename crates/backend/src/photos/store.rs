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
    hex, jobs, live, media,
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

    /// Takes a file that has arrived into a gallery and has its sizes made.
    ///
    /// # Errors
    /// Refused to all but editors; [`Error::File`] when it is none we can show; [`Error::StorageFull`]. Nothing is left
    /// behind then.
    pub async fn store(&self, viewer: &Viewer, gallery: GalleryId, name: &str, incoming: Incoming) -> Result<Stored> {
        let arrived = incoming.finish().await?;
        let header = inspect(&arrived).await?;
        let found = self.found(viewer, gallery).await?;
        let studio = found.studio;
        if let Some(stored) = self.already_here(viewer, found, arrived.sha256).await? {
            return Ok(stored);
        }

        // Not in a transaction: storing takes as long as the disk takes.
        let storage_key = hex(&self.0.chance.bytes::<16>());
        let original = PhotoKeys::new(studio, &storage_key).original();
        self.0.files.put_file(&original, arrived.path()).await?;

        let now = self.0.clock.now();
        let photo = NewPhoto {
            id: PhotoId(self.0.chance.id(now)),
            studio,
            gallery,
            file_name: FileName::tame(name),
            sha256: arrived.sha256,
            bytes: i64::try_from(arrived.bytes).map_err(Error::internal)?,
            format: header.format,
            storage_key,
            now,
        };
        let stored = self.record(viewer, photo).await;
        // Not on every error: a commit whose answer was lost may have succeeded, and its bytes must stay.
        let needless = matches!(stored, Ok(Stored { outcome: Outcome::AlreadyHere, .. }) | Err(Error::Refused(_)));
        if needless && let Err(error) = self.0.files.delete(&original).await {
            tracing::warn!(%error, key = %original, "an original without a photograph stays behind");
        }
        stored
    }

    async fn record(&self, viewer: &Viewer, photo: NewPhoto) -> Result<Stored> {
        let mut found = self.found(viewer, photo.gallery).await?;
        if !queries::insert(&mut found.tx, &photo).await? {
            // Somebody was faster with the same bytes.
            return self.already_here(viewer, found, photo.sha256).await?.ok_or(Error::NOT_FOUND);
        }
        let (id, studio, gallery, now) = (photo.id, photo.studio, photo.gallery, photo.now);
        jobs::enqueue(&mut found.tx, &DevelopPhoto { studio, photo: id }, None).await?;
        live::announce(&mut found.tx, studio, gallery, GalleryEvent::PhotoAdded { photo: id }, now).await?;
        let detail = json!({ "gallery": gallery, "file_name": photo.file_name });
        audit::write(
            &mut found.tx,
            studio,
            now,
            audit::Entry { action: "photo.upload", subject: id.0, detail, viewer },
        )
        .await?;
        found.tx.commit().await?;
        Ok(Stored { photo: id, outcome: Outcome::Created })
    }

    /// The photograph of these bytes in the gallery, out of the trash, and tried again if it had failed.
    async fn already_here(&self, viewer: &Viewer, mut found: Found, sha256: [u8; 32]) -> Result<Option<Stored>> {
        let Some(here) = queries::by_hash(&mut found.tx, found.id, sha256).await? else { return Ok(None) };
        let (studio, now) = (found.studio, self.0.clock.now());
        if here.failed {
            queries::begin_again(&mut found.tx, here.photo).await?;
            jobs::enqueue(&mut found.tx, &DevelopPhoto { studio, photo: here.photo }, None).await?;
        }
        if here.trashed {
            queries::set_trashed(&mut found.tx, found.id, &[here.photo], None).await?;
            let detail = json!({ "gallery": found.id, "by": "upload" });
            let entry = audit::Entry { action: "photo.restore", subject: here.photo.0, detail, viewer };
            audit::write(&mut found.tx, studio, now, entry).await?;
        }
        if here.failed || here.trashed {
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
