//! The order of a gallery's photographs: by what, and by hand.

use domain::{GalleryId, Need, PhotoId, PhotoOrder, Role, SetId, Viewer, key_between, live::GalleryEvent};
use serde_json::json;

use super::{Photos, queries};
use crate::{
    audit,
    error::{Error, Result},
    galleries::access::{self, Found},
    live,
};

impl Photos<'_> {
    /// Orders a gallery's photographs, each set within itself. By hand they begin in the order they are in, and have one
    /// direction; an order made by hand is kept while another is shown.
    ///
    /// # Errors
    /// Refused below editor.
    pub async fn order(&self, viewer: &Viewer, gallery: GalleryId, order: PhotoOrder, descending: bool) -> Result<()> {
        let mut found = access::lock_by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Editor))?;
        let wanted = (order, descending && order != PhotoOrder::Manual);
        let former = queries::order(&mut found.tx, gallery).await?;
        if wanted == former {
            return Ok(());
        }
        queries::set_order(&mut found.tx, gallery, wanted.0, wanted.1).await?;
        if order == PhotoOrder::Manual && queries::never_placed(&mut found.tx, gallery).await? {
            queries::renumber(&mut found.tx, gallery).await?;
        } else {
            queries::resort(&mut found.tx, gallery).await?;
        }
        let now = self.0.clock.now();
        let detail = json!({ "from": former, "to": wanted });
        let entry = audit::Entry { action: "gallery.order", subject: gallery.0, detail, viewer };
        audit::write(&mut found.tx, found.studio, now, entry).await?;
        for event in [GalleryEvent::PhotosMoved, GalleryEvent::GalleryChanged] {
            live::announce(&mut found.tx, found.studio, gallery, event, now).await?;
        }
        Ok(found.tx.commit().await?)
    }

    /// Puts a photograph before another one of `set`, or at the end of that set. One row is written.
    ///
    /// # Errors
    /// Refused below editor; not found when the photograph is not in the gallery; [`Error::Conflict`] when the gallery is
    /// not ordered by hand, or what it is to stand before is not in that set.
    pub async fn place(
        &self,
        viewer: &Viewer,
        gallery: GalleryId,
        photo: PhotoId,
        set: Option<SetId>,
        before: Option<PhotoId>,
    ) -> Result<()> {
        let mut found = self.hold(viewer, gallery, &[photo]).await?;
        let (order, _) = queries::order(&mut found.tx, gallery).await?;
        let known = queries::put(&mut found.tx, gallery, &[], set).await?;
        if order != PhotoOrder::Manual || !known || before == Some(photo) {
            return Err(Error::Conflict);
        }
        let key = match room(&mut found, photo, set, before).await? {
            Some(key) => key,
            None => {
                queries::renumber(&mut found.tx, gallery).await?;
                let key = room(&mut found, photo, set, before).await?;
                key.ok_or_else(|| Error::internal("no room between photographs numbered a moment ago"))?
            }
        };
        queries::place(&mut found.tx, photo, set, &key).await?;
        let now = self.0.clock.now();
        let detail = json!({ "gallery": gallery, "set": set, "before": before });
        let entry = audit::Entry { action: "photo.place", subject: photo.0, detail, viewer };
        audit::write(&mut found.tx, found.studio, now, entry).await?;
        live::announce(&mut found.tx, found.studio, gallery, GalleryEvent::PhotoChanged { photo }, now).await?;
        Ok(found.tx.commit().await?)
    }
}

/// A key between the neighbours a photograph is to have; `None` when there is no room.
async fn room(
    found: &mut Found,
    photo: PhotoId,
    set: Option<SetId>,
    before: Option<PhotoId>,
) -> Result<Option<Vec<u8>>> {
    let Some(next) = before else {
        let last = queries::last_key(&mut found.tx, found.id, set, photo).await?;
        return Ok(key_between(&last, None));
    };
    let beside = queries::key_beside(&mut found.tx, found.id, set, next, photo).await?;
    let (low, high) = beside.ok_or(Error::Conflict)?;
    Ok(key_between(&low, Some(&high)))
}
