//! Publishing, and taking back.

use domain::{GalleryError, GalleryId, GalleryStatus, Need, Role, Viewer, live::GalleryEvent, problem::Problem};
use serde_json::json;

use super::{Galleries, access, queries};
use crate::{
    audit,
    error::{Error, Result},
    live,
};

impl Galleries<'_> {
    /// Opens the gallery to clients with link and code. Published already, it stays so.
    ///
    /// # Errors
    /// Refused below editor; [`Error::Invalid`] without a field when it has no photographs.
    #[tracing::instrument(name = "galleries::publish", skip_all)]
    pub async fn publish(&self, viewer: &Viewer, id: GalleryId) -> Result<()> {
        self.turn(viewer, id, "gallery.publish", GalleryStatus::publish).await
    }

    /// Takes a published gallery back to draft. Who was let in must ask again when it is published anew.
    ///
    /// # Errors
    /// Refused below editor.
    pub async fn unpublish(&self, viewer: &Viewer, id: GalleryId) -> Result<()> {
        self.turn(viewer, id, "gallery.unpublish", |status, _| Ok(status.unpublish())).await
    }

    /// Puts the gallery away, closed to clients.
    ///
    /// # Errors
    /// Refused below editor.
    pub async fn archive(&self, viewer: &Viewer, id: GalleryId) -> Result<()> {
        self.turn(viewer, id, "gallery.archive", |status, _| Ok(status.archive())).await
    }

    /// Takes an archived gallery out again, as a draft.
    ///
    /// # Errors
    /// Refused below editor.
    pub async fn unarchive(&self, viewer: &Viewer, id: GalleryId) -> Result<()> {
        self.turn(viewer, id, "gallery.unarchive", |status, _| Ok(status.unarchive())).await
    }

    /// Brings a gallery to the status that `rule` makes of its present one and its number of photographs.
    async fn turn(
        &self,
        viewer: &Viewer,
        id: GalleryId,
        action: &'static str,
        rule: impl FnOnce(GalleryStatus, u64) -> Result<GalleryStatus, GalleryError> + Send,
    ) -> Result<()> {
        let now = self.0.clock.now();
        let mut found = access::lock_by_id(self.0, viewer, id).await?.check(Need::Gallery(Role::Editor))?;
        let photos = queries::photo_count(&mut found.tx, id).await?;
        let status = rule(found.status, photos).map_err(|error| Error::invalid("", Problem::from(error)))?;
        if status == found.status {
            return Ok(());
        }
        queries::set_status(&mut found.tx, id, status, now).await?;
        let detail = json!({ "from": found.status.as_str(), "to": status.as_str() });
        audit::write(&mut found.tx, found.studio, now, audit::Entry { action, subject: id.0, detail, viewer }).await?;
        if status != GalleryStatus::Published {
            queries::raise_epoch(&mut found.tx, id).await?;
            live::announce(&mut found.tx, found.studio, id, GalleryEvent::AccessChanged, now).await?;
        }
        live::announce(&mut found.tx, found.studio, id, GalleryEvent::GalleryChanged, now).await?;
        found.tx.commit().await?;
        Ok(())
    }
}
