//! A file is announced.

use domain::{FileName, GalleryId, MAX_PHOTO_BYTES, Need, PhotoId, Refusal, Role, SetId, Unpack, UploadId, Viewer};

use super::{Conflict, Upload, Uploads, archives, queries};
use crate::{
    drill,
    error::{Error, Result},
    galleries::access,
    hex,
    limits::{OPEN_UPLOADS, UPLOAD},
};

/// What is to come.
#[derive(Clone, Debug, Default)]
pub struct NewUpload {
    /// What the file is called.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// What it will be, where the sender knows: what comes is compared with it, and what is here already need not come.
    pub sha256: Option<[u8; 32]>,
    /// What was said of it, at most 4,096 characters, kept to be told again.
    pub metadata: String,
    /// Whether to refuse it while other bytes of its name are in the gallery, so that a person can be asked.
    pub ask: bool,
    /// The photograph whose place it takes, with its hearts.
    pub replaces: Option<PhotoId>,
    /// The set it is meant for. One that is gone when the file is here is none.
    pub set: Option<SetId>,
    /// For an archive of photographs, which is taken apart when it is here: what becomes of its folders.
    pub unpack: Option<Unpack>,
}

impl Uploads<'_> {
    /// Announces a file. When the gallery has these very bytes, the answer says so and nothing needs to be sent; when the
    /// same was announced before, it goes on where it stopped.
    ///
    /// # Errors
    /// Refused to all but editors of the studio; [`Error::TooLarge`]; for archives [`Error::ArchiveTooLarge`], and
    /// [`Error::StorageFull`] when the disk has no room for it; [`Error::TooMany`] when the studio has thousands of files under
    /// way; [`Error::NOT_FOUND`] when what it replaces is not in the gallery; [`Conflict::SameName`].
    pub async fn begin(&self, viewer: &Viewer, gallery: GalleryId, new: &NewUpload) -> Result<Upload> {
        let mut found = access::by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Editor))?;
        if new.unpack.is_some() {
            archives::may_begin(self.0, viewer, new.bytes)?;
        } else if new.bytes > MAX_PHOTO_BYTES {
            return Err(Error::TooLarge);
        }
        // A script adds; what it replaced would be gone at once.
        if new.replaces.is_some() && viewer.scope.is_some() {
            return Err(Refusal::Forbidden.into());
        }
        if queries::open(&mut found.tx).await? >= OPEN_UPLOADS {
            return Err(Error::TooMany { retry_after: 60 });
        }
        let now = self.0.clock.now();
        if let Some(row) = queries::unfinished(&mut found.tx, gallery, new, now).await? {
            return self.standing(&row).await;
        }
        if new.unpack.is_some() {
            archives::promise(self.0, &mut found.tx, new.bytes).await?;
        }
        let row = queries::Row {
            id: UploadId(self.0.chance.id(now)),
            file_name: FileName::tame(&new.name),
            metadata: new.metadata.clone(),
            bytes: new.bytes,
            // What is in an archive has checksums of its own.
            sha256: new.sha256.filter(|_| new.unpack.is_none()),
            replaces: new.replaces.filter(|_| new.unpack.is_none()),
            set: new.set,
            storage_key: hex(&self.0.chance.bytes::<16>()),
            expires_at: now + UPLOAD,
            stored: None,
            unpack: new.unpack,
            import: None,
        };
        queries::insert(&mut found.tx, found.studio, gallery, &row, now).await?;
        found.tx.commit().await?;
        drill::reach("uploads::announced");
        let stored = match row.sha256 {
            Some(sha256) => self.0.photos().already_there(viewer, gallery, (row.bytes, sha256), row.id).await?,
            None => None,
        };
        if stored.is_none() && new.ask && row.unpack.is_none() {
            self.refuse_same_name(viewer, gallery, &row).await?;
        }
        let received = if stored.is_some() { row.bytes } else { 0 };
        Ok(queries::Row { stored, ..row }.as_upload(received))
    }

    async fn refuse_same_name(&self, viewer: &Viewer, gallery: GalleryId, row: &queries::Row) -> Result<()> {
        let mut found = access::by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Editor))?;
        let photo = match queries::named(&mut found.tx, gallery, &row.file_name).await?[..] {
            [] => return Ok(()),
            [photo] => Some(photo),
            _ => None,
        };
        queries::delete(&mut found.tx, row.id).await?;
        found.tx.commit().await?;
        Err(Conflict::SameName { photo }.into())
    }
}
