//! Downloads: what a studio allows, what a client asks for, and the bytes.
//!
//! A download is planned first: which files, how large, in which parts. From then on every byte of it is decided, so that
//! its length is known and any range of it can be sent again. Each request asks anew whether it may.

use serde::{Deserialize, Serialize};

use crate::Backend;

mod archive;
mod facts;
mod names;
mod offer;
mod origin;
mod part;
mod pin;
mod plan;
mod policy;
mod queries;
mod send;
mod serve;
mod sweep;
#[cfg(test)]
mod tests;

pub(crate) use facts::{record, weigh};
pub use offer::Offer;
pub use origin::Origin;
pub use part::Part;
pub use plan::Planned;
pub use policy::{DownloadSettings, Outcome, Recent, Taker};
pub use serve::Sent;

/// The verbs.
pub struct Downloads<'a>(pub(crate) &'a Backend);

/// Which bytes of a photograph a file has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FileKind {
    /// 1600 pixels.
    Preview,
    /// 4000 pixels.
    Full,
    /// As it came.
    Original,
    /// As it came, but for what tells of place and camera.
    Discreet,
}

impl FileKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Preview => "preview",
            Self::Full => "full",
            Self::Original => "original",
            Self::Discreet => "discreet",
        }
    }
}
