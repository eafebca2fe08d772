//! A file will not come after all.

use domain::{GalleryId, UploadId, Viewer};

use super::{Uploads, queries, settle::remove};
use crate::error::Result;

impl Uploads<'_> {
    /// Forgets a file and what came of it. The photograph it may have become stays.
    ///
    /// # Errors
    /// Refused to all but editors; not found when it expired; [`super::Conflict::Busy`] while it is being sent or stored.
    pub async fn cancel(&self, viewer: &Viewer, gallery: GalleryId, id: UploadId) -> Result<()> {
        let (found, row) = self.row(viewer, gallery, id).await?;
        drop(found);
        // Held until the row is gone.
        let _writer = match row.is_over() {
            true => None,
            false => {
                let path = self.part(id);
                Some(
                    tokio::task::spawn_blocking(move || super::append::open(&path))
                        .await
                        .map_err(crate::Error::internal)??,
                )
            }
        };
        let (mut found, row) = self.row(viewer, gallery, id).await?;
        queries::delete(&mut found.tx, row.id).await?;
        found.tx.commit().await?;
        remove(self.part(id)).await;
        Ok(())
    }
}
