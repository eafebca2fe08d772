//! Deleting photographs, with thirty days to think again; and trying a failed one once more.

use chrono::{DateTime, Utc};
use domain::{GalleryId, Need, PhotoId, PhotoState, Role, Viewer, live::GalleryEvent};
use serde_json::json;

use super::{DevelopPhoto, Photos, queries};
use crate::{
    audit,
    error::{Error, Result},
    galleries::access,
    live, watermarks,
};

impl Photos<'_> {
    /// Moves photographs of the gallery to the trash; those that are not in it are left alone.
    ///
    /// # Errors
    /// Refused to all but editors.
    pub async fn trash(&self, viewer: &Viewer, gallery: GalleryId, photos: &[PhotoId]) -> Result<()> {
        self.set_trashed(viewer, gallery, photos, Some(self.0.clock.now()), "photo.trash").await
    }

    /// Takes photographs of the gallery out of the trash.
    ///
    /// # Errors
    /// Refused to all but editors.
    pub async fn restore(&self, viewer: &Viewer, gallery: GalleryId, photos: &[PhotoId]) -> Result<()> {
        self.set_trashed(viewer, gallery, photos, None, "photo.restore").await
    }

    async fn set_trashed(
        &self,
        viewer: &Viewer,
        gallery: GalleryId,
        photos: &[PhotoId],
        at: Option<DateTime<Utc>>,
        action: &'static str,
    ) -> Result<()> {
        let mut found = access::lock_by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Editor))?;
        let (studio, now) = (found.studio, self.0.clock.now());
        let moved = queries::set_trashed(&mut found.tx, gallery, photos, at).await?;
        if moved.is_empty() {
            return Ok(());
        }
        live::announce(&mut found.tx, studio, gallery, GalleryEvent::PhotosMoved, now).await?;
        let entry = audit::Entry { action, subject: gallery.0, detail: json!({ "photos": moved }), viewer };
        audit::write(&mut found.tx, studio, now, entry).await?;
        Ok(found.tx.commit().await?)
    }

    /// Has the sizes of a failed photograph made once more, or only those with a mark where only those could not be made.
    ///
    /// # Errors
    /// Refused to all but editors; not found when it is not a failed one of this gallery.
    pub async fn retry(&self, viewer: &Viewer, gallery: GalleryId, photo: PhotoId) -> Result<()> {
        let mut found = access::lock_by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Editor))?;
        let there = queries::some(&mut found.tx, gallery, &[photo]).await?;
        let failed = there.first().filter(|photo| photo.failure.is_some()).ok_or(Error::NOT_FOUND)?;
        let (studio, now) = (found.studio, self.0.clock.now());
        if failed.state == PhotoState::Ready {
            watermarks::try_again(&mut found.tx, studio, photo).await?;
            live::announce(&mut found.tx, studio, gallery, GalleryEvent::PhotoChanged { photo }, now).await?;
        } else {
            queries::begin_again(&mut found.tx, photo).await?;
            DevelopPhoto { studio, photo }.enqueue(&mut found.tx, gallery).await?;
            live::announce(&mut found.tx, studio, gallery, GalleryEvent::PhotoAdded { photo }, now).await?;
        }
        Ok(found.tx.commit().await?)
    }
}
