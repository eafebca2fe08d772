//! Galleries: what a studio does with them, and who may see them.
//!
//! Two sides look at a gallery. A member comes by its identity; a client comes by the token in its link, and nothing of
//! the gallery is told before `access` has found that what it asks was given and the gallery is open.

use domain::PhotoId;

use crate::Backend;

pub(crate) mod access;
mod browse;
mod cover;
mod create;
mod duplicate;
mod edit;
mod gate;
mod get;
mod guess;
mod invite;
mod letters;
mod list;
mod look;
mod password;
mod publish;
mod qr;
mod queries;
mod remind;
mod seek;
mod set_up;
mod sweep;
#[cfg(test)]
mod tests;
mod trash;
mod unlock;
mod visit;

pub use browse::{PhotoPage, PhotoTile, PhotoView};
pub use create::NewGallery;
pub use domain::{Cursor, GallerySort, GalleryTab};
pub use edit::GallerySettings;
pub use gate::{GateSettings, NewGate};
pub use get::GalleryDetail;
pub use invite::Invitation;
pub use list::{GalleryCounts, GalleryFilter, GalleryList, GallerySummary};
pub(crate) use queries::{cover_of, introduced, set_client_code, visible};
pub use remind::RemindOfExpiry;
pub use seek::PhotoSearch;
pub use set_up::SetUp;
pub use visit::{Door, OpenGallery, OpenSet, Visit};

/// The verbs.
pub struct Galleries<'a>(pub(crate) &'a Backend);

/// The photograph that stands for a gallery: the one chosen, or the first to be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverPhoto {
    /// Which.
    pub id: PhotoId,
    /// The gallery's access epoch, part of the address of its bytes.
    pub epoch: i32,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// A few pixels to show until it has come, as a data URL; empty when there are none.
    pub placeholder: String,
    /// What matters in it, in percent from the left and from above.
    pub focus: (u8, u8),
}

/// What matters in a picture of which nobody said: faces are above the middle.
pub const USUAL_FOCUS: (u8, u8) = (50, 40);
