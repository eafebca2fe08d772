//! How a studio looks through its galleries: one kind of them, in one order. Both stand in the page's address.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Standing;

/// What a studio's list of galleries shows one kind of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GalleryTab {
    /// Not published yet.
    Draft,
    /// Open to clients.
    Published,
    /// Published, but its time is over.
    Expired,
    /// Put away.
    Archived,
    /// Deleted, and can still be restored.
    Trash,
}

impl GalleryTab {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 5] = [Self::Draft, Self::Published, Self::Expired, Self::Archived, Self::Trash];

    /// The word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Expired => "expired",
            Self::Archived => "archived",
            Self::Trash => "trash",
        }
    }

    /// How the galleries under it stand.
    pub fn standing(self) -> Standing {
        match self {
            Self::Draft => Standing::Draft,
            Self::Published => Standing::Open,
            Self::Expired => Standing::Expired,
            Self::Archived => Standing::Archived,
            Self::Trash => Standing::Trashed,
        }
    }
}

impl FromStr for GalleryTab {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|tab| tab.as_str() == text).ok_or(())
    }
}

/// The order of a studio's list of galleries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GallerySort {
    /// Made last first.
    #[default]
    Newest,
    /// Made first first.
    Oldest,
    /// By name, as a dictionary would.
    Title,
    /// By the day the photographs were taken, last first; those without a day at the end.
    Date,
}

impl GallerySort {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Newest, Self::Oldest, Self::Title, Self::Date];

    /// The word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Oldest => "oldest",
            Self::Title => "title",
            Self::Date => "date",
        }
    }
}

impl FromStr for GallerySort {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|sort| sort.as_str() == text).ok_or(())
    }
}
