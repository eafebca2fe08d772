//! Deleting a gallery, and thinking better of it.

use domain::{GalleryId, Need, Role, Viewer, live::GalleryEvent};
use serde_json::json;

use super::{Galleries, access, access::Found, queries};
use crate::{
    audit,
    error::{Error, Result},
    limits::TRASH,
    live,
};

impl Galleries<'_> {
    /// Puts the gallery into the trash: from then on it is there for nobody, but can be restored for [`TRASH`].
    ///
    /// # Errors
    /// Refused below editor; not found when it is in the trash already.
    pub async fn trash(&self, viewer: &Viewer, id: GalleryId) -> Result<()> {
        let found = access::lock_by_id(self.0, viewer, id).await?.check(Need::Gallery(Role::Editor))?;
        self.move_gallery(viewer, found, "gallery.trash", true).await
    }

    /// Takes it out of the trash as it was, a published one published. Clients give the code again.
    ///
    /// # Errors
    /// Refused below editor; not found when its time in the trash is over.
    pub async fn restore(&self, viewer: &Viewer, id: GalleryId) -> Result<()> {
        let found = access::lock_by_id(self.0, viewer, id).await?.check(Need::GalleryOrTrash(Role::Editor))?;
        match found.trashed_at {
            None => Ok(()),
            Some(since) if self.0.clock.now() >= since + TRASH => Err(Error::NOT_FOUND),
            Some(_) => self.move_gallery(viewer, found, "gallery.restore", false).await,
        }
    }

    async fn move_gallery(&self, viewer: &Viewer, mut found: Found, action: &'static str, away: bool) -> Result<()> {
        let now = self.0.clock.now();
        queries::set_trashed(&mut found.tx, found.id, away.then_some(now)).await?;
        queries::raise_epoch(&mut found.tx, found.id).await?;
        let entry = audit::Entry { action, subject: found.id.0, detail: json!({}), viewer };
        audit::write(&mut found.tx, found.studio, now, entry).await?;
        for event in [GalleryEvent::AccessChanged, GalleryEvent::GalleryChanged] {
            live::announce(&mut found.tx, found.studio, found.id, event, now).await?;
        }
        found.tx.commit().await?;
        Ok(())
    }
}
