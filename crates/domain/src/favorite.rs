//! Hearts need no account: a random key kept by the browser says whose they are.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A visitor's key, `^[a-zA-Z0-9_-]{16,64}$`. It is a secret of that browser: never in a URL, stored only hashed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SessionKey(String);

/// The text is not such a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionKeyError;

impl SessionKey {
    /// The key as the browser keeps it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A key from 24 random bytes, as hex.
    pub fn from_random(bytes: [u8; 24]) -> Self {
        use fmt::Write;
        Self(bytes.iter().fold(String::with_capacity(48), |mut hex, byte| {
            // Writing to a String cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        }))
    }
}

impl FromStr for SessionKey {
    type Err = SessionKeyError;

    fn from_str(text: &str) -> Result<Self, SessionKeyError> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
        if (16..=64).contains(&text.len()) && text.bytes().all(allowed) {
            Ok(Self(text.to_owned()))
        } else {
            Err(SessionKeyError)
        }
    }
}

impl TryFrom<String> for SessionKey {
    type Error = SessionKeyError;

    fn try_from(text: String) -> Result<Self, SessionKeyError> {
        text.parse()
    }
}

impl From<SessionKey> for String {
    fn from(key: SessionKey) -> Self {
        key.0
    }
}

impl fmt::Debug for SessionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionKey(…)")
    }
}

impl fmt::Display for SessionKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a session key")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_new_key_has_the_accepted_form() {
        let key = SessionKey::from_random([0xab; 24]);
        assert_eq!(key.as_str().len(), 48);
        assert_eq!(key.as_str().parse(), Ok(key));
    }

    #[test]
    fn the_edges_of_the_form() {
        for (text, good) in [
            ("a".repeat(15), false),
            ("a".repeat(16), true),
            ("-_".repeat(32), true),
            ("a".repeat(65), false),
            ("a".repeat(16) + " ", false),
            ("č".repeat(16), false),
        ] {
            assert_eq!(text.parse::<SessionKey>().is_ok(), good, "{text}");
        }
    }

    proptest! {
        #[test]
        fn agrees_with_the_pattern(text in "[a-zA-Z0-9_\\-]{16,64}") {
            prop_assert!(text.parse::<SessionKey>().is_ok());
        }
    }
}
