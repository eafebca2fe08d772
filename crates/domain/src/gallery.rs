//! A gallery: its states, its link, its code.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What the studio made of a gallery. Expiry and the trash come from dates beside it, see [`Standing`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GalleryStatus {
    /// Only the studio sees it.
    Draft,
    /// Clients with link and code see it.
    Published,
    /// Kept, closed to clients.
    Archived,
}

impl GalleryStatus {
    /// All of them, in the order of a gallery's life.
    pub const ALL: [Self; 3] = [Self::Draft, Self::Published, Self::Archived];

    /// The word stored in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Archived => "archived",
        }
    }

    /// The status after publishing a gallery of `photos` photographs.
    ///
    /// # Errors
    /// [`GalleryError::Empty`] when there is nothing to show.
    pub fn publish(self, photos: u64) -> Result<Self, GalleryError> {
        if photos == 0 { Err(GalleryError::Empty) } else { Ok(Self::Published) }
    }

    /// The status after taking back what was published; the others stay.
    pub fn unpublish(self) -> Self {
        if self == Self::Published { Self::Draft } else { self }
    }

    /// The status after putting it away.
    pub fn archive(self) -> Self {
        Self::Archived
    }

    /// The status after taking it out again: the studio looks before clients do.
    pub fn unarchive(self) -> Self {
        if self == Self::Archived { Self::Draft } else { self }
    }
}

impl FromStr for GalleryStatus {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|status| status.as_str() == text).ok_or(())
    }
}

/// Why a gallery cannot do what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GalleryError {
    /// It has no photographs.
    Empty,
}

/// How a gallery stands at this moment, for whoever comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Not published yet.
    Draft,
    /// Open to clients.
    Open,
    /// Published, but its time is over.
    Expired,
    /// Put away by the studio.
    Archived,
    /// In the trash.
    Trashed,
}

impl Standing {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Draft, Self::Open, Self::Expired, Self::Archived, Self::Trashed];

    /// Works it out from the stored facts and the clock. At the very instant of `expires_at` it is over.
    pub fn of(status: GalleryStatus, expires_at: Option<DateTime<Utc>>, trashed: bool, now: DateTime<Utc>) -> Self {
        match status {
            _ if trashed => Self::Trashed,
            GalleryStatus::Draft => Self::Draft,
            GalleryStatus::Archived => Self::Archived,
            GalleryStatus::Published if expires_at.is_some_and(|end| now >= end) => Self::Expired,
            GalleryStatus::Published => Self::Open,
        }
    }
}

/// The unguessable part of a gallery's address: 22 characters of base64url, 128 random bits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LinkToken(String);

const BASE64URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

impl LinkToken {
    /// Writes 128 random bits as a token.
    pub fn from_random(bytes: [u8; 16]) -> Self {
        let bits = u128::from_be_bytes(bytes);
        // 22 digits of 6 bits hold 132; the first digit carries the top two bits.
        Self((0..22).rev().map(|digit| char::from(BASE64URL[(bits >> (digit * 6) & 63) as usize])).collect())
    }

    /// The token as it stands in addresses.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for LinkToken {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let good = text.len() == 22 && text.bytes().all(|byte| BASE64URL.contains(&byte));
        good.then(|| Self(text.to_owned())).ok_or(())
    }
}

impl fmt::Display for LinkToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A gallery's name: 1 to 120 characters on one line, trimmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Title(String);

/// Why a name is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TitleError {
    /// Nothing is left after trimming.
    Empty,
    /// More than 120 characters.
    TooLong,
}

impl Title {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Title {
    type Err = TitleError;

    fn from_str(text: &str) -> Result<Self, TitleError> {
        let title = on_one_line(text);
        match title.chars().count() {
            0 => Err(TitleError::Empty),
            1..=120 => Ok(Self(title)),
            _ => Err(TitleError::TooLong),
        }
    }
}

/// The words of a text with one space between each two.
pub(crate) fn on_one_line(text: &str) -> String {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;
    use proptest::prelude::*;

    #[test]
    fn an_empty_gallery_is_not_published() {
        assert_eq!(GalleryStatus::Draft.publish(0), Err(GalleryError::Empty));
        assert_eq!(GalleryStatus::Archived.publish(3), Ok(GalleryStatus::Published));
    }

    #[test]
    fn only_what_is_published_is_taken_back() {
        for (status, unpublished, unarchived) in [
            (GalleryStatus::Draft, GalleryStatus::Draft, GalleryStatus::Draft),
            (GalleryStatus::Published, GalleryStatus::Draft, GalleryStatus::Published),
            (GalleryStatus::Archived, GalleryStatus::Archived, GalleryStatus::Draft),
        ] {
            assert_eq!((status.unpublish(), status.unarchive()), (unpublished, unarchived));
            assert_eq!(status.archive(), GalleryStatus::Archived);
        }
    }

    #[test]
    fn expiry_closes_at_its_instant_and_the_trash_outranks_all() {
        let end = DateTime::UNIX_EPOCH;
        let before = end - TimeDelta::milliseconds(1);
        assert_eq!(Standing::of(GalleryStatus::Published, Some(end), false, before), Standing::Open);
        assert_eq!(Standing::of(GalleryStatus::Published, Some(end), false, end), Standing::Expired);
        assert_eq!(Standing::of(GalleryStatus::Draft, Some(end), false, end), Standing::Draft);
        for status in GalleryStatus::ALL {
            assert_eq!(Standing::of(status, None, true, end), Standing::Trashed);
        }
    }

    #[test]
    fn titles_fit_on_one_line() {
        assert_eq!("  Ana &\n Luka ".parse::<Title>().map(|t| t.0), Ok("Ana & Luka".to_owned()));
        assert_eq!(" \t".parse::<Title>(), Err(TitleError::Empty));
        assert_eq!("x".repeat(121).parse::<Title>(), Err(TitleError::TooLong));
    }

    proptest! {
        #[test]
        fn tokens_are_distinct_and_read_back(a: [u8; 16], b: [u8; 16]) {
            let (token, other) = (LinkToken::from_random(a), LinkToken::from_random(b));
            prop_assert_eq!(token.as_str().parse(), Ok(token.clone()));
            prop_assert_eq!(a == b, token == other);
        }
    }
}
