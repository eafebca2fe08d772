//! Photographs: how they come in, what is made of them, how they are handed out.

use chrono::NaiveDateTime;
use domain::{Cursor, Flag, PhotoId, PhotoState, SetId, Stars};

use crate::Backend;

mod browse;
mod bulk;
mod bursts;
mod clocks;
mod cool;
mod copy;
mod cull;
mod details;
mod develop;
mod incoming;
mod jobs;
mod named;
mod order;
mod orphans;
mod queries;
mod rate;
mod serve;
mod store;
mod sweep;
#[cfg(test)]
mod tests;
mod trash;
mod uploaded;
mod verify;

pub use browse::{Facets, ListTally, PhotoFilter, Tally};
pub use bursts::Burst;
pub use clocks::{CameraClock, Compared, TakenAt};
pub use copy::Copied;
pub(crate) use copy::copy_within;
pub use cull::{CullFilter, CullPage, CullPhoto, CullWay};
pub use details::{Exposure, PhotoDetails};
pub use incoming::Incoming;
pub(crate) use incoming::{Arrived, Staged};
pub use jobs::{CoolOriginals, CopyPhoto, DeleteObjects, DevelopPhoto, FailLost, SweepStore};
pub use named::Named;
pub(crate) use queries::hold_gallery_of;
pub use serve::{Content, Served, Wanted};
pub(crate) use store::Arrival;
pub use store::{Outcome, Stored};
pub use verify::{Finding, Trouble, Verified};

/// The verbs.
pub struct Photos<'a>(pub(crate) &'a Backend);

/// A photograph as its studio sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct StudioPhoto {
    /// Which.
    pub id: PhotoId,
    /// What it was called when it came.
    pub file_name: String,
    /// The size of the file.
    pub bytes: i64,
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
    /// Why its sizes could not be made: `damaged`, `too_many_pixels`, `unsupported`, `exhausted`, `failed`; of one that is ready
    /// `unmarked`, when only those with a mark could not be made.
    pub failure: Option<String>,
    /// How many visitors hearted it.
    pub hearts: i64,
    /// When it was taken, as the camera's clock said.
    pub taken_at: Option<NaiveDateTime>,
    /// The set it is in.
    pub set: Option<SetId>,
    /// Kept from visitors, whatever its set is.
    pub hidden: bool,
    /// Whether the studio takes it or leaves it.
    pub flag: Flag,
    /// What the studio gave it, or else whoever wrote its file.
    pub stars: Stars,
    /// What photographs are ordered by first: the position of its set, 0 for none.
    pub set_place: i32,
    /// And then, before name and identity: bytes that follow from the gallery's order.
    pub sort_key: Vec<u8>,
}

/// Some of a gallery's photographs, and where the next ones begin.
#[derive(Clone, Debug)]
pub struct StudioPhotoPage {
    /// In order.
    pub photos: Vec<StudioPhoto>,
    /// What to ask for next; `None` at the end.
    pub next: Option<Cursor>,
}
