//! Where a page of photographs ended, so that the next begins there whatever came or went in between.

use std::{fmt, fmt::Write, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::PhotoId;

/// The place of a photograph in the order of its gallery. A browser only hands it back: its text says nothing to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cursor {
    /// The position of its set; 0 for those in none.
    pub set_place: i32,
    /// Its place in the set by the gallery's order: bytes to compare.
    pub sort_key: Vec<u8>,
    /// Among equal places, the name.
    pub file_name: String,
    /// Among equal names, the identity.
    pub photo: PhotoId,
}

/// The text is no such place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CursorError;

/// A key of 801 bytes and a name of 200 characters of 4 bytes in hex, and what stands between.
const MAX_BYTES: usize = 3300;

impl FromStr for Cursor {
    type Err = CursorError;

    fn from_str(text: &str) -> Result<Self, CursorError> {
        if text.len() > MAX_BYTES {
            return Err(CursorError);
        }
        let mut parts = text.splitn(4, '.');
        let mut part = || parts.next().ok_or(CursorError);
        let set_place = part()?.parse().map_err(|_| CursorError)?;
        let sort_key = unhex(part()?).ok_or(CursorError)?;
        let photo = Uuid::try_parse(part()?).map_err(|_| CursorError)?;
        let file_name = unhex(part()?).and_then(|bytes| String::from_utf8(bytes).ok()).ok_or(CursorError)?;
        // What no database can compare.
        if file_name.contains('\0') {
            return Err(CursorError);
        }
        Ok(Self { set_place, sort_key, file_name, photo: PhotoId(photo) })
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.", self.set_place)?;
        hex(f, &self.sort_key)?;
        write!(f, ".{}.", self.photo.0.simple())?;
        hex(f, self.file_name.as_bytes())
    }
}

fn hex(f: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
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
        for text in [
            "",
            "1",
            "1.2.3",
            &format!("1.{id}."),
            &format!("1.6.{id}."),
            &format!("1.zz.{id}."),
            &format!("1.00.{id}.6"),
            &format!("1.00.{id}.ff"),
            &format!("1.00.{id}.00"),
            &format!("{}.00.{id}.", i64::MAX),
        ] {
            assert_eq!(text.parse::<Cursor>(), Err(CursorError), "{text}");
        }
        assert!(format!("1..{id}.").parse::<Cursor>().is_ok());
    }

    proptest! {
        #[test]
        fn comes_back_as_it_went(set_place: i32, key in proptest::collection::vec(0_u8.., 0..801), name in "\\PC{0,200}", id: u128) {
            let cursor = Cursor { set_place, sort_key: key, file_name: name, photo: PhotoId(Uuid::from_u128(id)) };
            prop_assert_eq!(String::from(cursor.clone()).parse(), Ok(cursor));
        }
    }
}
