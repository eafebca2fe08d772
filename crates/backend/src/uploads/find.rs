//! Where a file stands.

use std::io::ErrorKind;

use domain::{GalleryId, Need, Role, UploadId, Viewer};

use super::{Upload, Uploads, queries};
use crate::{
    error::{Error, Result},
    galleries::access::{self, Found},
};

impl Uploads<'_> {
    /// How much of a file has come. One that is here but was not stored, because the server was killed at that very
    /// moment, is stored now: whoever hears that all has come may believe it.
    ///
    /// # Errors
    /// Refused to all but editors; not found when it expired; those of storing.
    pub async fn find(&self, viewer: &Viewer, gallery: GalleryId, id: UploadId) -> Result<Upload> {
        let (_, row) = self.row(viewer, gallery, id).await?;
        let upload = self.standing(&row).await?;
        if !row.is_over() && upload.received == upload.bytes {
            return self.append(viewer, gallery, id, upload.received).await?.finish(None).await;
        }
        Ok(upload)
    }

    pub(super) async fn row(&self, viewer: &Viewer, gallery: GalleryId, id: UploadId) -> Result<(Found, queries::Row)> {
        let mut found = access::by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Editor))?;
        let row = queries::find(&mut found.tx, gallery, id, self.0.clock.now()).await?.ok_or(Error::NOT_FOUND)?;
        Ok((found, row))
    }

    pub(super) async fn standing(&self, row: &queries::Row) -> Result<Upload> {
        let received = match row.is_over() {
            true => row.bytes,
            false => match tokio::fs::metadata(self.part(row.id)).await {
                Ok(file) => file.len(),
                Err(error) if error.kind() == ErrorKind::NotFound => 0,
                Err(error) => return Err(error.into()),
            },
        };
        Ok(row.as_upload(received))
    }
}
