//! A studio looks through its galleries.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{GalleryId, GallerySort, GalleryTab, Need, Role, Standing, Viewer};

use super::{CoverPhoto, Galleries, queries};
use crate::error::{Error, Result};

/// Which galleries, in which order.
#[derive(Clone, Debug, Default)]
pub struct GalleryFilter {
    /// A part of the title, in capitals or not; empty for all.
    pub search: String,
    /// One kind only; without, all but the trash.
    pub status: Option<GalleryTab>,
    /// The order.
    pub sort: GallerySort,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct GalleryList {
    /// At most [`crate::limits::GALLERIES_LISTED`].
    pub galleries: Vec<GallerySummary>,
    /// Of all the studio's galleries, whatever was searched for.
    pub counts: GalleryCounts,
}

/// A gallery in a list.
#[derive(Clone, Debug)]
pub struct GallerySummary {
    /// Which.
    pub id: GalleryId,
    /// Its name.
    pub title: String,
    /// How it stands now.
    pub standing: Standing,
    /// The day the photographs were taken.
    pub taken_on: Option<NaiveDate>,
    /// Photographs not in the trash.
    pub photos: i64,
    /// Hearts on those photographs, of all visitors.
    pub hearts: i64,
    /// What stands for it; `None` while nothing is to be seen.
    pub cover: Option<CoverPhoto>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// The last day clients see it, in the studio's time zone.
    pub expires_on: Option<NaiveDate>,
    /// When it was deleted.
    pub trashed_at: Option<DateTime<Utc>>,
    /// The absolute address for clients.
    pub link: String,
}

/// How many galleries a studio has of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GalleryCounts {
    /// All but the trash.
    pub all: i64,
    /// Not published yet.
    pub draft: i64,
    /// Open to clients.
    pub published: i64,
    /// Published, but over.
    pub expired: i64,
    /// Put away.
    pub archived: i64,
    /// Deleted, and can still be restored.
    pub trash: i64,
}

impl Galleries<'_> {
    /// The galleries of the studio the viewer acts for.
    ///
    /// # Errors
    /// Refused to all but members.
    pub async fn list(&self, viewer: &Viewer, filter: &GalleryFilter) -> Result<GalleryList> {
        Need::Studio(Role::Viewer).check(viewer, None)?;
        let studio = viewer.membership.as_ref().ok_or(Error::NOT_FOUND)?.studio;
        let now = self.0.clock.now();
        let mut tx = self.0.db.studio(studio).await?;
        let galleries = queries::list(&mut tx, filter, &self.0.links, now).await?;
        let counts = queries::counts(&mut tx, now).await?;
        Ok(GalleryList { galleries, counts })
    }

    /// How many galleries of each kind the studio has that the viewer acts for.
    ///
    /// # Errors
    /// Refused to all but members.
    pub async fn counts(&self, viewer: &Viewer) -> Result<GalleryCounts> {
        Need::Studio(Role::Viewer).check(viewer, None)?;
        let studio = viewer.membership.as_ref().ok_or(Error::NOT_FOUND)?.studio;
        let mut tx = self.0.db.studio(studio).await?;
        queries::counts(&mut tx, self.0.clock.now()).await
    }
}
