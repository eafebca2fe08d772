//! What a studio thinks of photographs: flags and stars. Visitors are never told.

use std::collections::BTreeMap;

use domain::{GalleryId, PhotoId, Verdict, Viewer, live::GalleryEvent};
use serde_json::json;

use super::{Photos, queries};
use crate::{audit, error::Result, limits::PHOTOS_TOLD_ALONE, live};

impl Photos<'_> {
    /// Gives photographs flags and stars, the last word for each; answers with those that were not so before, as they were:
    /// given back, that undoes it.
    ///
    /// # Errors
    /// Refused below editor; [`crate::Error::Invalid`] for more photographs than one deed has; not found when one is not
    /// there, and then nothing changed.
    pub async fn rate(&self, viewer: &Viewer, gallery: GalleryId, verdicts: &[Verdict]) -> Result<Vec<Verdict>> {
        let last: BTreeMap<PhotoId, Verdict> = verdicts.iter().map(|verdict| (verdict.photo, *verdict)).collect();
        let photos: Vec<PhotoId> = last.keys().copied().collect();
        let verdicts: Vec<Verdict> = last.into_values().collect();
        let mut found = self.hold(viewer, gallery, &photos).await?;
        let former = queries::rate(&mut found.tx, gallery, &verdicts).await?;
        if former.is_empty() {
            return Ok(former);
        }
        let (studio, now) = (found.studio, self.0.clock.now());
        let changed: Vec<PhotoId> = former.iter().map(|former| former.photo).collect();
        if changed.len() <= PHOTOS_TOLD_ALONE {
            for photo in changed.iter().copied() {
                live::announce(&mut found.tx, studio, gallery, GalleryEvent::PhotoChanged { photo }, now).await?;
            }
        } else {
            live::announce(&mut found.tx, studio, gallery, GalleryEvent::PhotosMoved, now).await?;
        }
        // One after another they are thousands in an evening, and would bury all else that is kept for good.
        if changed.len() > 1 {
            let detail = json!({ "photos": changed });
            let entry = audit::Entry { action: "photo.rate", subject: gallery.0, detail, viewer };
            audit::write(&mut found.tx, studio, now, entry).await?;
        }
        found.tx.commit().await?;
        Ok(former)
    }
}
