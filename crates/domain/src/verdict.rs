//! What a studio thinks of a photograph: a flag and stars, for itself alone.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::PhotoId;

/// Whether a photograph is taken or left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// Nobody said.
    #[default]
    None,
    /// Taken.
    Pick,
    /// Left.
    Reject,
}

impl Flag {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::None, Self::Pick, Self::Reject];

    /// The word stored in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Pick => "pick",
            Self::Reject => "reject",
        }
    }
}

impl FromStr for Flag {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|flag| flag.as_str() == text).ok_or(())
    }
}

/// How good a photograph is: 0 to 5 stars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Stars(u8);

/// More than five stars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StarsError;

impl Stars {
    /// From none to all.
    pub const ALL: [Self; 6] = [Self(0), Self(1), Self(2), Self(3), Self(4), Self(5)];

    /// How many.
    pub fn count(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Stars {
    type Error = StarsError;

    fn try_from(count: u8) -> Result<Self, StarsError> {
        if count <= 5 { Ok(Self(count)) } else { Err(StarsError) }
    }
}

impl From<Stars> for u8 {
    fn from(stars: Stars) -> Self {
        stars.0
    }
}

impl std::fmt::Display for StarsError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("at most five stars")
    }
}

/// What is to be thought of one photograph from now on. What is `None` stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Which.
    pub photo: PhotoId,
    /// Its flag.
    pub flag: Option<Flag>,
    /// Its stars.
    pub stars: Option<Stars>,
}

impl Verdict {
    /// A flag, whatever its stars are.
    pub fn flag(photo: PhotoId, flag: Flag) -> Self {
        Self { photo, flag: Some(flag), stars: None }
    }

    /// Stars, whatever its flag is.
    pub fn stars(photo: PhotoId, stars: Stars) -> Self {
        Self { photo, flag: None, stars: Some(stars) }
    }

    /// One of a burst is taken, the others are left.
    pub fn keep_one(kept: PhotoId, burst: &[PhotoId]) -> Vec<Self> {
        let flag = |photo: &PhotoId| Self::flag(*photo, if *photo == kept { Flag::Pick } else { Flag::Reject });
        burst.iter().map(flag).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn there_are_no_more_than_five_stars() {
        assert_eq!(Stars::try_from(5).map(Stars::count), Ok(5));
        assert_eq!(Stars::try_from(6), Err(StarsError));
        assert!(serde_json::from_str::<Stars>("6").is_err());
        assert_eq!(serde_json::from_str::<Stars>("3").ok(), Stars::try_from(3).ok());
        assert!(Stars::ALL.is_sorted());
    }

    #[test]
    fn flags_have_their_words() {
        for flag in Flag::ALL {
            assert_eq!(flag.as_str().parse(), Ok(flag));
        }
        assert_eq!("maybe".parse::<Flag>(), Err(()));
    }

    #[test]
    fn one_of_a_burst_is_kept() {
        let burst = [1, 2, 3].map(|id| PhotoId(Uuid::from_u128(id)));
        let flags: Vec<_> =
            Verdict::keep_one(burst[1], &burst).into_iter().map(|said| (said.photo, said.flag)).collect();
        let [one, two, three] = burst;
        assert_eq!(flags, [(one, Some(Flag::Reject)), (two, Some(Flag::Pick)), (three, Some(Flag::Reject))]);
    }
}
