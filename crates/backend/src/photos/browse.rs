//! Looking through a gallery's photographs, as its studio.

use chrono::NaiveDate;
use domain::{Cursor, Flag, GalleryId, ListId, Need, PhotoId, PhotoState, Role, SetId, Stars, Viewer};

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
    /// Those that a visitor hearted.
    pub liked: bool,
    /// Those that somebody has on this list.
    pub list: Option<ListId>,
    /// Those that something was written about.
    pub commented: bool,
    /// Those with this flag.
    pub flag: Option<Flag>,
    /// Those with so many stars or more.
    pub stars: Stars,
}

/// How many of a gallery's photographs, those in its trash left out, are sorted how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All of them.
    pub all: i64,
    /// Those that are taken.
    pub picks: i64,
    /// Those that are left.
    pub rejects: i64,
    /// Those with neither flag nor stars.
    pub unrated: i64,
    /// Those with one star or more, two or more, and so on.
    pub stars: [i64; 5],
}

/// A list of a gallery, and how many photographs are on it, whoever put them there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListTally {
    /// Which.
    pub list: ListId,
    /// Its name.
    pub name: String,
    /// How many.
    pub photos: i64,
}

/// What there is to choose from among a gallery's photographs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// The days on which they were taken, in order.
    pub days: Vec<NaiveDate>,
    /// The cameras they were taken with, by name.
    pub cameras: Vec<String>,
    /// How they are sorted.
    pub tally: Tally,
    /// How many a visitor hearted.
    pub liked: i64,
    /// How many something was written about.
    pub commented: i64,
    /// Its lists but the hearts: the studio's, then those of visitors.
    pub lists: Vec<ListTally>,
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

    /// The days, cameras and lists of a gallery's photographs, and how many are sorted how.
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
