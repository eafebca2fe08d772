//! The code a client types to see a gallery.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_code_survives_being_read_aloud() {
        let code: Result<AccessCode, _> = " mrkva–7q2\u{a0}".parse();
        assert_eq!(code.map(String::from), Ok("MRKVA7Q2".to_owned()));
        assert_eq!("MRKVA7Q2".parse::<AccessCode>().map(|c| c.to_string()), Ok("MRKV-A7Q2".to_owned()));
        assert_eq!("a b c".parse::<AccessCode>(), Err(AccessCodeError::TooShort));
        assert_eq!("mrkva;--x".parse::<AccessCode>(), Err(AccessCodeError::Unreadable));
        assert_eq!("a".repeat(300).parse::<AccessCode>(), Err(AccessCodeError::TooLong));
    }

    proptest! {
        #[test]
        fn a_code_is_its_own_normal_form(text in "[a-zA-Z0-9čšž -]{6,32}") {
            if let Ok(code) = text.parse::<AccessCode>() {
                prop_assert_eq!(code.to_string().parse(), Ok(code.clone()));
                prop_assert_eq!(text.to_lowercase().parse(), Ok(code));
            }
        }
    }
}
