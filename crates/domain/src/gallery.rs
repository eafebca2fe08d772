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

/// The code that opens a gallery: 6 to 32 letters and digits, kept in capitals without spaces or dashes, so that
/// `mrkva 7q2` and `MRKVA-7Q2` are one code.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AccessCode(String);

/// The text is no access code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AccessCodeError {
    /// Fewer than 6 letters and digits.
    TooShort,
    /// More than 32.
    TooLong,
    /// Something else than letters, digits, spaces and dashes.
    Unreadable,
}

/// Without letters and digits that are mistaken for one another on paper (0 O, 1 I L, 5 S, 2 Z).
const CODE_ALPHABET: &[u8; 27] = b"ABCDEFGHJKMNPQRTUVWXY346789";

impl AccessCode {
    /// A code of 8 characters, 38 bits: with ten guesses in 15 minutes, safe for centuries.
    pub fn from_random(mut draw: impl FnMut(usize) -> usize) -> Self {
        Self((0..8).map(|_| char::from(CODE_ALPHABET[draw(CODE_ALPHABET.len()) % CODE_ALPHABET.len()])).collect())
    }

    /// The normal form, as stored and compared.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for AccessCode {
    type Err = AccessCodeError;

    fn from_str(text: &str) -> Result<Self, AccessCodeError> {
        if text.len() > 256 {
            return Err(AccessCodeError::TooLong);
        }
        let code: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '‐' | '–' | '—'))
            .flat_map(char::to_uppercase)
            .collect();
        match code.chars().count() {
            _ if !code.chars().all(char::is_alphanumeric) => Err(AccessCodeError::Unreadable),
            0..6 => Err(AccessCodeError::TooShort),
            6..=32 => Ok(Self(code)),
            _ => Err(AccessCodeError::TooLong),
        }
    }
}

impl TryFrom<String> for AccessCode {
    type Error = AccessCodeError;

    fn try_from(text: String) -> Result<Self, AccessCodeError> {
        text.parse()
    }
}

impl From<AccessCode> for String {
    fn from(code: AccessCode) -> Self {
        code.0
    }
}

/// For people: a dash in the middle of an eight-character code.
impl fmt::Display for AccessCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.split_at_checked(4) {
            Some((head, tail)) if self.0.len() == 8 => write!(f, "{head}-{tail}"),
            _ => f.write_str(&self.0),
        }
    }
}

impl fmt::Display for AccessCodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an access code")
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
        let words: Vec<&str> =
            text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
        let title = words.join(" ");
        match title.chars().count() {
            0 => Err(TitleError::Empty),
            1..=120 => Ok(Self(title)),
            _ => Err(TitleError::TooLong),
        }
    }
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
    fn a_code_survives_being_read_aloud() {
        let code: Result<AccessCode, _> = " mrkva–7q2\u{a0}".parse();
        assert_eq!(code.map(String::from), Ok("MRKVA7Q2".to_owned()));
        assert_eq!("MRKVA7Q2".parse::<AccessCode>().map(|c| c.to_string()), Ok("MRKV-A7Q2".to_owned()));
        assert_eq!("a b c".parse::<AccessCode>(), Err(AccessCodeError::TooShort));
        assert_eq!("mrkva;--x".parse::<AccessCode>(), Err(AccessCodeError::Unreadable));
        assert_eq!("a".repeat(300).parse::<AccessCode>(), Err(AccessCodeError::TooLong));
    }

    #[test]
    fn titles_fit_on_one_line() {
        assert_eq!("  Ana &\n Luka ".parse::<Title>().map(|t| t.0), Ok("Ana & Luka".to_owned()));
        assert_eq!(" \t".parse::<Title>(), Err(TitleError::Empty));
        assert_eq!("x".repeat(121).parse::<Title>(), Err(TitleError::TooLong));
    }

    proptest! {
        #[test]
        fn a_code_is_its_own_normal_form(text in "[a-zA-Z0-9čšž -]{6,32}") {
            if let Ok(code) = text.parse::<AccessCode>() {
                prop_assert_eq!(code.to_string().parse(), Ok(code.clone()));
                prop_assert_eq!(text.to_lowercase().parse(), Ok(code));
            }
        }

        #[test]
        fn tokens_are_distinct_and_read_back(a: [u8; 16], b: [u8; 16]) {
            let (token, other) = (LinkToken::from_random(a), LinkToken::from_random(b));
            prop_assert_eq!(token.as_str().parse(), Ok(token.clone()));
            prop_assert_eq!(a == b, token == other);
        }
    }
}
