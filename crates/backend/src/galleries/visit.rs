//! Somebody comes by a gallery's link.

use chrono::NaiveDate;
use domain::{Brand, DownloadPolicy, GalleryId, GateStep, Locale, Look, Need, Refusal, Viewer};
use serde::Deserialize;

use super::{CoverPhoto, Galleries, PhotoPage, access, browse, queries};
use crate::{
    brands::BrandLogo,
    error::{Error, Result},
    limits::PHOTOS_PER_PAGE,
};

/// What the link shows.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Whose gallery it is.
    pub studio_name: String,
    /// What stands in the place of the name; a member is given it either way, to try it on.
    pub logo: Option<BrandLogo>,
    /// The studio's language, for those whose browser names none of ours.
    pub locale: Locale,
    /// What is behind.
    pub door: Door,
}

/// How the gallery stands to this visitor. Only an open door tells anything of it.
#[derive(Clone, Debug)]
pub enum Door {
    /// The studio is not done yet.
    NotPublished,
    /// Its time is over, or it was put away.
    Ended,
    /// It wants something first: its code, say.
    Locked(GateStep),
    /// Come in.
    Open(Box<OpenGallery>),
}

/// A gallery one may look at.
#[derive(Clone, Debug)]
pub struct OpenGallery {
    /// Which; the addresses of its bytes carry it.
    pub id: GalleryId,
    /// Its name.
    pub title: String,
    /// What to read above the photographs; lines end in `\n`.
    pub description: String,
    /// The day the photographs were taken.
    pub taken_on: Option<NaiveDate>,
    /// Part of the addresses of its bytes.
    pub epoch: i32,
    /// How many photographs there are to see.
    pub photos: i64,
    /// The sets in which there are any to see, in order.
    pub sets: Vec<OpenSet>,
    /// What stands for it.
    pub cover: Option<CoverPhoto>,
    /// The first of them.
    pub page: PhotoPage,
    /// How it looks.
    pub look: Look,
    /// What clients may take along now.
    pub downloads: DownloadPolicy,
    /// Pictures above a thumb have a mark.
    pub proofing: bool,
    /// A member of its studio is looking, whom no door stops.
    pub own: bool,
    /// What is for the client alone is seen too.
    pub client: bool,
    /// Whoever has the link may see it.
    pub by_link: bool,
    /// The number of the newest live message.
    pub change_seq: i64,
}

/// A set one may look at.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct OpenSet {
    /// Its position; the [`set_place`](super::PhotoTile::set_place) of its photographs.
    pub place: i32,
    /// Its name.
    pub name: String,
    /// How many photographs there are to see.
    pub photos: i64,
}

impl Galleries<'_> {
    /// What the holder of a link may know.
    ///
    /// # Errors
    /// Not found when no gallery has this link, or it is in the trash.
    pub async fn visit(&self, viewer: &Viewer, token: &str) -> Result<Visit> {
        let token = token.parse().map_err(|()| Error::NOT_FOUND)?;
        let mut found = access::by_token(self.0, viewer, &token).await?.check(Need::Link)?;
        let (studio_name, locale) = (std::mem::take(&mut found.studio_name), found.locale);
        let own = viewer.role_in(found.studio).is_some();
        let logo = found.logo.take().filter(|_| own || found.brand == Brand::Logo);
        let door = match Need::Open.check(viewer, Some(found.subject)) {
            Ok(_) => {
                let page = browse::page(&mut found, None, PHOTOS_PER_PAGE).await?;
                Door::Open(Box::new(queries::open_gallery(&mut found, page, own).await?))
            }
            Err(Refusal::Locked) => Door::Locked(found.wants.unwrap_or(GateStep::Code)),
            Err(Refusal::NotPublished) => Door::NotPublished,
            Err(Refusal::Ended) => Door::Ended,
            Err(refusal) => return Err(refusal.into()),
        };
        Ok(Visit { studio_name, logo, locale, door })
    }
}
