//! Sorting a gallery's photographs one by one: a window of them around a place, whatever their number.

use chrono::NaiveDateTime;
use domain::{Flag, GalleryId, Need, PhotoId, PhotoState, Role, SetId, Stars, Viewer};

use super::{Burst, Exposure, Photos, Tally, queries};
use crate::{
    error::{Error, Result},
    galleries::access,
    limits::{PHOTOS_FLAGGED, PHOTOS_TO_CULL},
};

/// Which photographs are sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CullFilter {
    /// Those of one set.
    pub set: Option<SetId>,
    /// Those with this flag.
    pub flag: Option<Flag>,
    /// Those with so many stars or more.
    pub stars: Stars,
    /// Those with neither flag nor stars.
    pub unrated: bool,
}

/// Where the window lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CullWay {
    /// From a photograph on, with some before it; from the first without one, or when it is gone.
    Around(Option<PhotoId>),
    /// Those behind a photograph.
    After(PhotoId),
    /// Those before a photograph.
    Before(PhotoId),
}

/// A photograph to be sorted.
#[derive(Clone, Debug, PartialEq)]
pub struct CullPhoto {
    /// Which.
    pub id: PhotoId,
    /// What it is called.
    pub file_name: String,
    /// In pixels, as it is looked at; once known.
    pub width: Option<u32>,
    /// In pixels, as it is looked at; once known.
    pub height: Option<u32>,
    /// A few pixels to show until it has come, as a data URL; empty when there are none.
    pub placeholder: String,
    /// `#rrggbb`; empty when unknown.
    pub dominant_color: String,
    /// Where it is on its way.
    pub state: PhotoState,
    /// When it was taken, as the camera's clock said.
    pub taken_at: Option<NaiveDateTime>,
    /// How it was taken.
    pub exposure: Exposure,
    /// Whether it is taken or left.
    pub flag: Flag,
    /// How good it is.
    pub stars: Stars,
}

/// A window of photographs.
#[derive(Clone, Debug, PartialEq)]
pub struct CullPage {
    /// In the gallery's order.
    pub photos: Vec<CullPhoto>,
    /// Which of them is the one meant, or the next one there is, counted from 0.
    pub here: usize,
    /// Whether there are others before the first.
    pub before: bool,
    /// Whether there are others behind the last.
    pub after: bool,
    /// How many stand before the first.
    pub skipped: i64,
    /// How many there are in all, of those asked for.
    pub all: i64,
    /// The bursts that begin, end or lie in the window, whole.
    pub bursts: Vec<Burst>,
    /// How the gallery as a whole is sorted, or the set that is asked for.
    pub tally: Tally,
}

impl Photos<'_> {
    /// Some of the gallery's photographs, to be sorted.
    ///
    /// # Errors
    /// Refused to all but members.
    pub async fn cull(
        &self,
        viewer: &Viewer,
        gallery: GalleryId,
        filter: &CullFilter,
        way: CullWay,
    ) -> Result<CullPage> {
        let mut found = access::by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Viewer))?;
        let tx = &mut found.tx;
        let anchor = match way {
            CullWay::Around(photo) => photo,
            CullWay::After(photo) | CullWay::Before(photo) => Some(photo),
        };
        let place = match anchor {
            Some(photo) => queries::place_of(tx, gallery, photo).await?,
            None => None,
        };
        let some = usize::try_from(PHOTOS_TO_CULL).map_err(Error::internal)?;
        let around = matches!(way, CullWay::Around(_));
        let mut photos = Vec::new();
        if let Some(place) = place.as_ref().filter(|_| !matches!(way, CullWay::After(_))) {
            photos = queries::until(tx, gallery, filter, place, PHOTOS_TO_CULL + 1).await?;
        }
        let mut before = photos.len() > some;
        photos.truncate(some);
        photos.reverse();
        let here = photos.len();
        let mut after = matches!(way, CullWay::Before(_)) && place.is_some();
        if !after {
            let mut more = queries::from(tx, gallery, filter, (place.as_ref(), around), PHOTOS_TO_CULL + 1).await?;
            after = more.len() > some;
            more.truncate(some);
            before |= matches!(way, CullWay::After(_)) && place.is_some();
            photos.extend(more);
        }
        let ids: Vec<PhotoId> = photos.iter().map(|photo| photo.id).collect();
        let first = match ids.first() {
            Some(first) => queries::place_of(tx, gallery, *first).await?,
            None => None,
        };
        let (skipped, all) = queries::position(tx, gallery, filter, first.as_ref()).await?;
        let bursts = queries::bursts(tx, gallery, &ids).await?;
        let tally = queries::tally(tx, gallery, filter.set).await?;
        Ok(CullPage { photos, here, before, after, skipped, all, bursts, tally })
    }

    /// All photographs of the gallery with a flag, or of one set of it, in order, and the set each is in.
    ///
    /// # Errors
    /// Refused to all but members.
    pub async fn flagged(
        &self,
        viewer: &Viewer,
        gallery: GalleryId,
        flag: Flag,
        set: Option<SetId>,
    ) -> Result<Vec<(PhotoId, Option<SetId>)>> {
        let mut found = access::by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Viewer))?;
        queries::flagged(&mut found.tx, gallery, flag, set, PHOTOS_FLAGGED).await
    }
}
