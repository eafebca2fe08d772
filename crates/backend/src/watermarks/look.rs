//! What a studio's pages show of its watermarks.

use domain::{GalleryId, Need, Role, Viewer};

use super::{GalleryMark, StudioMark, Watermarks, own_studio, queries};
use crate::{
    error::Result,
    galleries::{self, access},
};

impl Watermarks<'_> {
    /// The watermark of the studio the viewer acts for.
    ///
    /// # Errors
    /// Refused to all but members.
    pub async fn of_studio(&self, viewer: &Viewer) -> Result<StudioMark> {
        Need::Studio(Role::Viewer).check(viewer, None)?;
        queries::of_studio(&mut self.0.db.studio(own_studio(viewer)?).await?).await
    }

    /// The watermark of a gallery.
    ///
    /// # Errors
    /// Refused to all but members.
    pub async fn of_gallery(&self, viewer: &Viewer, gallery: GalleryId) -> Result<GalleryMark> {
        let mut found = access::by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Viewer))?;
        let picture = galleries::cover_of(&mut found.tx, gallery, found.epoch).await?;
        Ok(GalleryMark { picture, ..queries::of_gallery(&mut found.tx, gallery).await? })
    }
}
