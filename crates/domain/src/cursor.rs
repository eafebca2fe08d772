//! Where a page of photographs ended, so that the next begins there whatever came or went in between.

use std::{fmt, fmt::Write, str::FromStr};

use chrono::{DateTime, Datelike, NaiveDateTime};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::PhotoId;

/// The place of a photograph in the order of its gallery. A browser only hands it back: its text says nothing to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cursor {
    /// Capture time, or time of upload where unknown; to the microsecond, as the database keeps it.
    pub sort_at: NaiveDateTime,
    /// Among equal times, the name.
    pub file_name: String,
    /// Among equal names, the identity.
    pub photo: PhotoId,
}

/// The text is no such place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CursorError;

/// A name of 200 characters of 4 bytes in hex, and what stands before it.
const MAX_BYTES: usize = 1700;

impl FromStr for Cursor {
    type Err = CursorError;

    fn from_str(text: &str) -> Result<Self, CursorError> {
        if text.len() > MAX_BYTES {
            return Err(CursorError);
        }
        let mut parts = text.splitn(3, '.');
        let mut part = || parts.next().ok_or(CursorError);
        let micros = part()?.parse().map_err(|_| CursorError)?;
        let photo = Uuid::try_parse(part()?).map_err(|_| CursorError)?;
        let file_name = unhex(part()?).and_then(|bytes| String::from_utf8(bytes).ok()).ok_or(CursorError)?;
        let sort_at = DateTime::from_timestamp_micros(micros).ok_or(CursorError)?.naive_utc();
        // What no camera says and no database can compare.
        if !(0..=9999).contains(&sort_at.year()) || file_name.contains('\0') {
            return Err(CursorError);
        }
        Ok(Self { sort_at, file_name, photo: PhotoId(photo) })
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.", self.sort_at.and_utc().timestamp_micros(), self.photo.0.simple())?;
        self.file_name.bytes().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.bytes().map(|byte| char::from(byte).to_digit(16)).collect::<Option<Vec<u32>>>()?;
    let (pairs, []) = digits.as_chunks::<2>() else { return None };
    pairs.iter().map(|[high, low]| u8::try_from(high * 16 + low).ok()).collect()
}

impl TryFrom<String> for Cursor {
    type Error = CursorError;

    fn try_from(text: String) -> Result<Self, CursorError> {
        text.parse()
    }
}

impl From<Cursor> for String {
    fn from(cursor: Cursor) -> Self {
        let mut text = Self::new();
        // Writing to a String cannot fail.
        let _ = write!(text, "{cursor}");
        text
    }
}

impl fmt::Display for CursorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a place in a gallery")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn refuses_what_it_never_wrote() {
        let id = "0192a0b0c0d07000800000000000000a";
        for text in
            ["", "1", "1.2.3", &format!("1.{id}"), &format!("1.{id}.6"), &format!("1.{id}.zz"), &format!("1.{id}.ff")]
        {
            assert_eq!(text.parse::<Cursor>(), Err(CursorError), "{text}");
        }
        assert_eq!(format!("{}.{id}.", i64::MAX).parse::<Cursor>(), Err(CursorError));
        assert_eq!(format!("1.{id}.00").parse::<Cursor>(), Err(CursorError));
        assert!(format!("1.{id}.").parse::<Cursor>().is_ok());
    }

    proptest! {
        #[test]
        fn comes_back_as_it_went(micros in 0_i64..250_000_000_000_000_000, name in "\\PC{0,200}", id: u128) {
            let sort_at = DateTime::from_timestamp_micros(micros).expect("a moment").naive_utc();
            let cursor = Cursor { sort_at, file_name: name, photo: PhotoId(Uuid::from_u128(id)) };
            prop_assert_eq!(String::from(cursor.clone()).parse(), Ok(cursor));
        }
    }
}
