//! Proofing, on and off.

use domain::{GalleryId, Need, Role, Viewer, live::GalleryEvent};
use serde_json::json;

use super::{MarkGallery, Watermarks, queries};
use crate::{audit, error::Result, galleries::access, jobs, live};

impl Watermarks<'_> {
    /// Shows visitors marked pictures only, and lets them take nothing; or everything as before, at once. The addresses of
    /// all pictures become new ones, and whatever was planned to be downloaded is forgotten.
    ///
    /// # Errors
    /// Refused below editor.
    pub async fn set_proofing(&self, viewer: &Viewer, gallery: GalleryId, on: bool) -> Result<()> {
        let now = self.0.clock.now();
        let mut found = access::lock_by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Editor))?;
        if !queries::set_proofing(&mut found.tx, gallery, on).await? {
            return Ok(());
        }
        queries::renew_addresses(&mut found.tx, gallery).await?;
        if on {
            jobs::enqueue(&mut found.tx, &MarkGallery { studio: found.studio, gallery }, None).await?;
        }
        let entry =
            audit::Entry { action: "gallery.proofing", subject: gallery.0, detail: json!({ "on": on }), viewer };
        audit::write(&mut found.tx, found.studio, now, entry).await?;
        live::announce(&mut found.tx, found.studio, gallery, GalleryEvent::GalleryChanged, now).await?;
        Ok(found.tx.commit().await?)
    }
}
