//! The photograph that stands for a gallery.

use domain::{GalleryId, Need, PhotoId, Role, Viewer, live::GalleryEvent};
use serde_json::json;

use super::{Galleries, access, queries};
use crate::{
    audit,
    error::{Error, Result},
    live,
};

impl Galleries<'_> {
    /// Chooses the cover. Once that photograph is gone, the first one stands in.
    ///
    /// # Errors
    /// Refused below editor; not found when the photograph cannot be seen in this gallery.
    pub async fn set_cover(&self, viewer: &Viewer, id: GalleryId, photo: PhotoId) -> Result<()> {
        let now = self.0.clock.now();
        let mut found = access::lock_by_id(self.0, viewer, id).await?.check(Need::Gallery(Role::Editor))?;
        if !queries::set_cover(&mut found.tx, id, photo).await? {
            return Err(Error::NOT_FOUND);
        }
        let entry = audit::Entry { action: "gallery.cover", subject: id.0, detail: json!({ "photo": photo }), viewer };
        audit::write(&mut found.tx, found.studio, now, entry).await?;
        live::announce(&mut found.tx, found.studio, id, GalleryEvent::GalleryChanged, now).await?;
        found.tx.commit().await?;
        Ok(())
    }

    /// Says what matters in the cover, in percent from the left and from above; more than a hundred is a hundred. The
    /// photograph stays the cover from then on.
    ///
    /// # Errors
    /// Refused below editor; not found when the photograph cannot be seen in this gallery.
    pub async fn set_focus(&self, viewer: &Viewer, id: GalleryId, photo: PhotoId, (x, y): (u8, u8)) -> Result<()> {
        let now = self.0.clock.now();
        let mut found = access::lock_by_id(self.0, viewer, id).await?.check(Need::Gallery(Role::Editor))?;
        let focus = (x.min(100), y.min(100));
        if !queries::set_focus(&mut found.tx, id, photo, focus).await? {
            return Err(Error::NOT_FOUND);
        }
        let detail = json!({ "photo": photo, "focus": focus });
        let entry = audit::Entry { action: "gallery.focus", subject: id.0, detail, viewer };
        audit::write(&mut found.tx, found.studio, now, entry).await?;
        live::announce(&mut found.tx, found.studio, id, GalleryEvent::GalleryChanged, now).await?;
        found.tx.commit().await?;
        Ok(())
    }
}
