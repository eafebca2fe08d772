//! An import is to stop, or was read about enough.

use domain::{GalleryId, ImportId, Need, Role, Viewer, live::GalleryEvent};
use serde_json::json;

use super::{Imports, queries};
use crate::{audit, error::Result, galleries::access, live};

impl Imports<'_> {
    /// Stops an import before its next file. What was taken until then stays. One that is over, or that there is not, stays
    /// as it is.
    ///
    /// # Errors
    /// Refused to all but editors of the studio.
    pub async fn cancel(&self, viewer: &Viewer, gallery: GalleryId, id: ImportId) -> Result<()> {
        let mut found = access::by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Editor))?;
        let now = self.0.clock.now();
        if !queries::cancel(&mut found.tx, gallery, id, now).await? {
            return Ok(());
        }
        let detail = json!({ "gallery": gallery });
        let entry = audit::Entry { action: "import.cancel", subject: id.0, detail, viewer };
        audit::write(&mut found.tx, found.studio, now, entry).await?;
        live::announce(&mut found.tx, found.studio, gallery, GalleryEvent::GalleryChanged, now).await?;
        Ok(found.tx.commit().await?)
    }

    /// Forgets an import that is over.
    ///
    /// # Errors
    /// Refused to all but editors of the studio.
    pub async fn dismiss(&self, viewer: &Viewer, gallery: GalleryId, id: ImportId) -> Result<()> {
        let mut found = access::by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Editor))?;
        queries::dismiss(&mut found.tx, gallery, id).await?;
        Ok(found.tx.commit().await?)
    }
}
