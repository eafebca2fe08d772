//! What an address of a picture can name, and what visitors see of it, also while a gallery is for proofing.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::RenditionKind;

/// A size of a photograph with the mark over it, made while its gallery is for proofing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkedSize {
    /// As [`RenditionKind::Medium`].
    Medium,
    /// As [`RenditionKind::Preview`].
    Preview,
    /// As [`RenditionKind::Watermarked`], and with the mark of that moment.
    Large,
}

/// What an address of a picture names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shown {
    /// A size that is made of every photograph.
    Plain(RenditionKind),
    /// One with the mark of its gallery.
    Marked(MarkedSize),
}

/// The one place that decides what a visitor may see of a photograph. What is not named here is refused.
pub fn may_see(proofing: bool, shown: Shown) -> bool {
    matches!(
        (shown, proofing),
        (Shown::Plain(RenditionKind::Thumb), _)
            | (Shown::Plain(RenditionKind::Medium | RenditionKind::Preview | RenditionKind::Full), false)
            | (Shown::Marked(_), true)
    )
}

impl MarkedSize {
    /// From small to large.
    pub const ALL: [Self; 3] = [Self::Medium, Self::Preview, Self::Large];

    /// The word in addresses and object names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Medium => "marked-medium",
            Self::Preview => "marked-preview",
            Self::Large => "marked-large",
        }
    }

    /// The size without the mark that has its edge and quality.
    pub fn like(self) -> RenditionKind {
        match self {
            Self::Medium => RenditionKind::Medium,
            Self::Preview => RenditionKind::Preview,
            Self::Large => RenditionKind::Watermarked,
        }
    }
}

impl Shown {
    /// The word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Plain(kind) => kind.as_str(),
            Self::Marked(size) => size.as_str(),
        }
    }

    /// What stands for a size in a gallery, which may be for proofing.
    pub fn of(kind: RenditionKind, proofing: bool) -> Self {
        match kind {
            _ if !proofing => Self::Plain(kind),
            RenditionKind::Thumb => Self::Plain(kind),
            RenditionKind::Medium => Self::Marked(MarkedSize::Medium),
            RenditionKind::Preview => Self::Marked(MarkedSize::Preview),
            RenditionKind::Watermarked | RenditionKind::Full => Self::Marked(MarkedSize::Large),
        }
    }

    /// The size in pixels that a picture of `width` × `height` has as this.
    pub fn size_of(self, width: u32, height: u32) -> (u32, u32) {
        match self {
            Self::Plain(kind) => kind.size_of(width, height),
            Self::Marked(size) => size.like().size_of(width, height),
        }
    }

    /// Everything an address can name.
    pub fn all() -> impl Iterator<Item = Self> {
        RenditionKind::ALL.into_iter().map(Self::Plain).chain(MarkedSize::ALL.into_iter().map(Self::Marked))
    }
}

impl From<RenditionKind> for Shown {
    fn from(kind: RenditionKind) -> Self {
        Self::Plain(kind)
    }
}

impl FromStr for Shown {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::all().find(|shown| shown.as_str() == text).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn while_proofing_nothing_above_a_thumb_is_seen_without_a_mark() {
        for shown in Shown::all() {
            let small = shown == Shown::Plain(RenditionKind::Thumb);
            let marked = matches!(shown, Shown::Marked(_));
            assert_eq!(may_see(true, shown), small || marked, "{shown:?}");
            // The size with a mark that every photograph has is the studio's own.
            let own = shown == Shown::Plain(RenditionKind::Watermarked);
            assert_eq!(may_see(false, shown), !marked && !own, "{shown:?}");
        }
    }

    #[test]
    fn what_stands_for_a_size_may_be_seen_and_is_no_larger() {
        for kind in RenditionKind::PLAIN {
            for proofing in [false, true] {
                let shown = Shown::of(kind, proofing);
                assert!(may_see(proofing, shown), "{kind:?} {proofing}");
                assert!(shown.size_of(6000, 4000) <= kind.size_of(6000, 4000), "{kind:?}");
                assert_eq!(shown.as_str().parse(), Ok(shown));
            }
        }
    }
}
