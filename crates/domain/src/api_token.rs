//! Tokens: what a person's scripts show instead of signing in.

use std::{fmt, str::FromStr};

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::{Need, Role};

/// The secret: `lum_` and 64 hexadecimal digits, which are 256 random bits. The beginning is for those who find it where
/// it should not be. Never printed.
#[derive(Clone)]
pub struct ApiToken(String);

/// The text is no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ApiTokenError;

const DIGITS: usize = 64;

impl ApiToken {
    /// How all of them begin.
    pub const PREFIX: &str = "lum_";

    /// The token of these random bytes.
    pub fn from_random(bytes: [u8; DIGITS / 2]) -> Self {
        Self(bytes.iter().fold(Self::PREFIX.to_owned(), |token, byte| format!("{token}{byte:02x}")))
    }

    /// The secret itself: to be hashed, sent, or shown once.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl FromStr for ApiToken {
    type Err = ApiTokenError;

    fn from_str(text: &str) -> Result<Self, ApiTokenError> {
        let digits = text.strip_prefix(Self::PREFIX).ok_or(ApiTokenError)?;
        let digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if digits.len() == DIGITS && digits.bytes().all(digit) { Ok(Self(text.to_owned())) } else { Err(ApiTokenError) }
    }
}

impl fmt::Debug for ApiToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiToken(lum_…)")
    }
}

/// What a token is for. Who made it may do more; it may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenScope {
    /// Sending photographs to the galleries of one studio.
    Upload,
}

impl TokenScope {
    /// All of them.
    pub const ALL: [Self; 1] = [Self::Upload];

    /// The word stored in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Upload => "upload",
        }
    }

    /// Whether it reaches as far as `need`. Which addresses it reaches the route table says; this holds whatever that
    /// says.
    pub fn covers(self, need: Need) -> bool {
        match self {
            Self::Upload => matches!(need, Need::Public | Need::Gallery(Role::Editor)),
        }
    }
}

impl FromStr for TokenScope {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == text).ok_or(())
    }
}

/// How long a token works, as it is chosen when it is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenLife {
    /// 30 days.
    Month,
    /// 90 days: a season, and a script that is forgotten does not stay for ever.
    #[default]
    Quarter,
    /// 365 days.
    Year,
    /// Until it is revoked.
    Endless,
}

impl TokenLife {
    /// From short to long.
    pub const ALL: [Self; 4] = [Self::Month, Self::Quarter, Self::Year, Self::Endless];

    /// The word in the form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Endless => "endless",
        }
    }

    /// The time it works; `None` without an end.
    pub fn time(self) -> Option<TimeDelta> {
        match self {
            Self::Month => Some(TimeDelta::days(30)),
            Self::Quarter => Some(TimeDelta::days(90)),
            Self::Year => Some(TimeDelta::days(365)),
            Self::Endless => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_tokens_are_tokens() {
        let digits = "0123456789abcdef".repeat(4);
        assert!(format!("lum_{digits}").parse::<ApiToken>().is_ok());
        for other in [
            String::new(),
            digits.clone(),
            format!("lum_{}", &digits[1..]),
            format!("lum_{digits}0"),
            format!("lum_{}", digits.to_uppercase()),
            format!(" lum_{digits}"),
            format!("lum_{}č", &digits[2..]),
        ] {
            assert!(other.parse::<ApiToken>().is_err(), "{other:?}");
        }
    }

    #[test]
    fn is_not_printed() {
        assert_eq!(format!("{:?}", ApiToken::from_random([0xab; 32])), "ApiToken(lum_…)");
    }

    #[test]
    fn a_token_to_upload_is_for_nothing_else() {
        let covered = |need| TokenScope::Upload.covers(need);
        assert!(covered(Need::Public) && covered(Need::Gallery(Role::Editor)));
        for need in [
            Need::SignedIn,
            Need::Operator,
            Need::Studio(Role::Viewer),
            Need::Studio(Role::Editor),
            Need::Gallery(Role::Viewer),
            Need::Gallery(Role::Admin),
            Need::GalleryOrTrash(Role::Editor),
            Need::Link,
            Need::Open,
        ] {
            assert!(!covered(need), "{need:?}");
        }
    }

    #[test]
    fn words_are_read_back() {
        for scope in TokenScope::ALL {
            assert_eq!(scope.as_str().parse(), Ok(scope));
        }
        assert_eq!("everything".parse::<TokenScope>(), Err(()));
    }

    proptest! {
        #[test]
        fn what_is_drawn_is_a_token(bytes: [u8; 32]) {
            let token = ApiToken::from_random(bytes);
            prop_assert_eq!(token.expose().parse::<ApiToken>().map(|read| read.0), Ok(token.0));
        }
    }
}
