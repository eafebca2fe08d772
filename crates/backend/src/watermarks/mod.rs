//! Watermarks: what a studio lays over its pictures, and galleries whose visitors see no others.
//!
//! While a gallery is for proofing, a visitor sees nothing above a thumb but marked sizes, and takes nothing; what may be
//! seen is for `domain::may_see` to say. Marked sizes are made from the largest one without a mark. Whenever they are to be
//! other ones, their gallery's marks get the next generation: its number is in the names of the objects, so that what a job
//! was just making for the one before is never taken for the new. The addresses become new ones then, and nobody who was
//! let in has to ask again.

use domain::{Mark, Place, StudioId, Watermark};

use crate::{Backend, galleries::CoverPhoto};

mod change;
mod jobs;
mod keep;
mod logo;
mod look;
mod make;
mod proofing;
mod queries;
#[cfg(test)]
mod tests;

pub use jobs::{DeleteLogo, MarkGallery, MarkPhoto};
pub(crate) use jobs::{try_again, wanted};
pub(crate) use logo::take as take_logo;
pub(crate) use queries::marks_of;

/// The verbs.
pub struct Watermarks<'a>(pub(crate) &'a Backend);

/// The watermark of a studio.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StudioMark {
    /// What is painted where a gallery has none of its own.
    pub watermark: Watermark,
    /// The studio's name.
    pub name: String,
    /// Names the logo's very bytes; nothing while there is none.
    pub logo: Option<String>,
}

/// The watermark of a gallery, and how far its marked sizes are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GalleryMark {
    /// The studio's.
    pub studio: StudioMark,
    /// Its own, where it has one.
    pub own: Option<Watermark>,
    /// A photograph to show it on, once there is one.
    pub picture: Option<CoverPhoto>,
    /// Whether visitors see marked pictures only.
    pub proofing: bool,
    /// Photographs with the marked sizes of now.
    pub marked: i64,
    /// Of so many whose sizes are made.
    pub photos: i64,
    /// Photographs whose marked sizes could not be made.
    pub failed: i64,
}

/// A watermark, as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatermarkForm {
    /// `name`, `text` or `logo`.
    pub mark: String,
    /// The words, where it is `text`.
    pub text: String,
    /// Where.
    pub place: Place,
    /// In percent.
    pub opacity: u8,
    /// In percent.
    pub size: u8,
}

impl From<&Watermark> for WatermarkForm {
    fn from(watermark: &Watermark) -> Self {
        let (mark, text) = match watermark.mark() {
            Mark::Name => ("name", ""),
            Mark::Text(text) => ("text", text.as_str()),
            Mark::Logo => ("logo", ""),
        };
        Self {
            mark: mark.to_owned(),
            text: text.to_owned(),
            place: watermark.place(),
            opacity: watermark.opacity(),
            size: watermark.size(),
        }
    }
}

/// Whose transaction it is.
pub(crate) fn own_studio(viewer: &domain::Viewer) -> crate::Result<StudioId> {
    viewer.membership.as_ref().map(|membership| membership.studio).ok_or(crate::Error::NOT_FOUND)
}
