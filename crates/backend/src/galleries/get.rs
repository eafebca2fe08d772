//! All a studio's page about one gallery shows.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{AccessCode, GalleryId, GalleryStatus, Gate, Look, Need, PhotoOrder, Role, Standing, Viewer};

use super::{CoverPhoto, Galleries, access, queries};
use crate::{brands::BrandLogo, error::Result, sets::PhotoSet};

/// A gallery as its studio sees it.
#[derive(Clone, Debug)]
pub struct GalleryDetail {
    /// Which.
    pub id: GalleryId,
    /// Its name.
    pub title: String,
    /// What clients read above the photographs; lines end in `\n`.
    pub description: String,
    /// The day the photographs were taken.
    pub taken_on: Option<NaiveDate>,
    /// The last day clients see it, in the studio's time zone.
    pub expires_on: Option<NaiveDate>,
    /// What the studio made of it.
    pub status: GalleryStatus,
    /// How it stands now.
    pub standing: Standing,
    /// The absolute address for clients.
    pub link: String,
    /// What opens it, where it is asked.
    pub access_code: AccessCode,
    /// What it asks of those who come by its link.
    pub gate: Gate,
    /// Names these very settings; see [`GallerySettings::loaded`](super::GallerySettings::loaded).
    pub version: String,
    /// Part of the addresses of its bytes.
    pub epoch: i32,
    /// Photographs not in the trash, whatever their state.
    pub photos: i64,
    /// Of these, those whose sizes are being made.
    pub processing: i64,
    /// Of these, those whose sizes could not be made.
    pub failed: i64,
    /// Photographs in the trash.
    pub trashed_photos: i64,
    /// Hearts on photographs not in the trash.
    pub hearts: i64,
    /// Browsers that ever left a heart.
    pub visitors: i64,
    /// Size of the originals, the trash included.
    pub bytes: i64,
    /// The number of the newest live message.
    pub change_seq: i64,
    /// What stands for it; `None` while nothing is to be seen.
    pub cover: Option<CoverPhoto>,
    /// How it looks to clients.
    pub look: Look,
    /// The studio's logo, whether it stands here or not.
    pub logo: Option<BrandLogo>,
    /// What its photographs are ordered by.
    pub order: PhotoOrder,
    /// The last first.
    pub descending: bool,
    /// Visitors see marked pictures only.
    pub proofing: bool,
    /// Its sets, in order.
    pub sets: Vec<PhotoSet>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last published.
    pub published_at: Option<DateTime<Utc>>,
}

impl Galleries<'_> {
    /// One gallery of the studio the viewer acts for.
    ///
    /// # Errors
    /// Refused to all but members; what is in the trash is not found.
    pub async fn get(&self, viewer: &Viewer, id: GalleryId) -> Result<GalleryDetail> {
        let mut found = access::by_id(self.0, viewer, id).await?.check(Need::Gallery(Role::Viewer))?;
        queries::detail(&mut found, &self.0.links).await
    }
}
