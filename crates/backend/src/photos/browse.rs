//! Looking through a gallery's photographs, as its studio.

use chrono::NaiveDate;
use domain::{Cursor, GalleryId, Need, PhotoId, PhotoState, Role, SetId, Viewer};

use super::{Photos, StudioPhoto, StudioPhotoPage, queries};
use crate::{error::Result, galleries::access, limits::PHOTOS_AT_ONCE};

/// Which of a gallery's photographs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PhotoFilter {
    /// Those in the trash instead of the others.
    pub trash: bool,
    /// Those of one set.
    pub set: Option<SetId>,
    /// Those with this in their names, titles or keywords, in capitals or not, with marks at letters or without; empty for
    /// all.
    pub search: String,
    /// Those of one day, the clocks of cameras set right.
    pub day: Option<NaiveDate>,
    /// Those of one camera; empty for all.
    pub camera: String,
    /// Those in one state.
    pub state: Option<PhotoState>,
    /// Those that visitors do not see.
    pub hidden: bool,
}

/// What there is to choose from among a gallery's photographs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// The days on which they were taken, in order.
    pub days: Vec<NaiveDate>,
    /// The cameras they were taken with, by name.
    pub cameras: Vec<String>,
}

impl Photos<'_> {
    /// A page of the gallery's photographs, or of its trash, in the gallery's order.
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
        self.find(viewer, gallery, &PhotoFilter { trash, ..PhotoFilter::default() }, after).await
    }

    /// A page of some of the gallery's photographs, in the gallery's order.
    ///
    /// # Errors
    /// Refused to all but members.
    pub async fn find(
        &self,
        viewer: &Viewer,
        gallery: GalleryId,
        filter: &PhotoFilter,
        after: Option<Cursor>,
    ) -> Result<StudioPhotoPage> {
        let mut found = access::by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Viewer))?;
        let mut rows = queries::page(&mut found.tx, gallery, filter, after.as_ref(), PHOTOS_AT_ONCE + 1).await?;
        let more = rows.len() as i64 > PHOTOS_AT_ONCE;
        rows.truncate(usize::try_from(PHOTOS_AT_ONCE).unwrap_or(usize::MAX));
        let next = rows.last().filter(|_| more).map(|photo| Cursor {
            set_place: photo.set_place,
            sort_key: photo.sort_key.clone(),
            file_name: photo.file_name.clone(),
            photo: photo.id,
        });
        Ok(StudioPhotoPage { photos: rows, next })
    }

    /// The days and cameras of a gallery's photographs.
    ///
    /// # Errors
    /// Refused to all but members.
    pub async fn facets(&self, viewer: &Viewer, gallery: GalleryId) -> Result<Facets> {
        let mut found = access::by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Viewer))?;
        queries::facets(&mut found.tx, gallery).await
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
