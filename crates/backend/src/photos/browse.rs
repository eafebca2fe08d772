//! Looking through a gallery's photographs, as its studio.

use domain::{Cursor, GalleryId, Need, PhotoId, Role, Viewer};

use super::{Photos, StudioPhoto, StudioPhotoPage, queries};
use crate::{error::Result, galleries::access, limits::PHOTOS_AT_ONCE};

impl Photos<'_> {
    /// A page of the gallery's photographs, or of its trash, in order of capture.
    ///
    /// # Errors
    /// Refused to all but members.
    pub async fn list(
        &self,
        viewer: &Viewer,
        gallery: GalleryId,
        trash: bool,
        after: Option<Cursor>,
    ) -> Result<StudioPhotoPage> {
        let mut found = access::by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Viewer))?;
        let mut rows = queries::page(&mut found.tx, gallery, trash, after.as_ref(), PHOTOS_AT_ONCE + 1).await?;
        let more = rows.len() as i64 > PHOTOS_AT_ONCE;
        rows.truncate(usize::try_from(PHOTOS_AT_ONCE).unwrap_or(usize::MAX));
        let next = rows.last().filter(|_| more).map(|photo| Cursor {
            sort_at: photo.sort_at,
            file_name: photo.file_name.clone(),
            photo: photo.id,
        });
        Ok(StudioPhotoPage { photos: rows, next })
    }

    /// Just these photographs of the gallery, those in the trash left out; for what changed while one looks.
    ///
    /// # Errors
    /// Refused to all but members.
    pub async fn some(&self, viewer: &Viewer, gallery: GalleryId, photos: &[PhotoId]) -> Result<Vec<StudioPhoto>> {
        let mut found = access::by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Viewer))?;
        queries::some(&mut found.tx, gallery, photos).await
    }
}
