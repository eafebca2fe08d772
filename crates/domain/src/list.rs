//! Lists of chosen photographs: their names, how full they are, and what may still be done with them.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{GalleryId, ListId};

impl ListId {
    /// The hearts of a gallery: the list that has its identity.
    pub fn hearts(gallery: GalleryId) -> Self {
        Self(gallery.0)
    }

    /// Whether it is the hearts of this gallery.
    pub fn is_hearts(self, gallery: GalleryId) -> bool {
        self.0 == gallery.0
    }
}

/// The name of a list: 1 to 60 characters on one line, trimmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ListName(String);

/// Why the name of a list is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListNameError {
    /// Nothing is left after trimming.
    Empty,
    /// More than 60 characters.
    TooLong,
}

impl ListName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ListName {
    type Err = ListNameError;

    fn from_str(text: &str) -> Result<Self, ListNameError> {
        let words: Vec<&str> =
            text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
        let name = words.join(" ");
        match name.chars().count() {
            0 => Err(ListNameError::Empty),
            1..=60 => Ok(Self(name)),
            _ => Err(ListNameError::TooLong),
        }
    }
}

/// How many photographs a list takes: 1 to 10,000, or nothing for as many as one likes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Most(pub Option<u32>);

/// The text is no such number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MostError;

impl FromStr for Most {
    type Err = MostError;

    fn from_str(text: &str) -> Result<Self, MostError> {
        match text.trim() {
            "" => Ok(Self(None)),
            text => match text.parse() {
                Ok(most @ 1..=10_000) => Ok(Self(Some(most))),
                _ => Err(MostError),
            },
        }
    }
}

/// How a visitor's list stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListStanding {
    /// How many it takes.
    pub most: Most,
    /// How many are on it.
    pub count: u32,
    /// Whether the studio has it: then nothing on it changes.
    pub sent: bool,
}

/// Why a list cannot do what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ListError {
    /// It takes no more.
    Full,
    /// It was sent to the studio.
    Sent,
    /// There is nothing on it.
    Empty,
}

impl ListStanding {
    /// Whether one more photograph may come onto it.
    ///
    /// # Errors
    /// Why not.
    pub fn add(self) -> Result<(), ListError> {
        match self.most {
            _ if self.sent => Err(ListError::Sent),
            Most(Some(most)) if self.count >= most => Err(ListError::Full),
            _ => Ok(()),
        }
    }

    /// Whether a photograph may be taken from it.
    ///
    /// # Errors
    /// Why not.
    pub fn remove(self) -> Result<(), ListError> {
        if self.sent { Err(ListError::Sent) } else { Ok(()) }
    }

    /// Whether it may be sent to the studio. A list that is not full may: the client decides when it is enough.
    ///
    /// # Errors
    /// Why not.
    pub fn send(self) -> Result<(), ListError> {
        match self.count {
            _ if self.sent => Err(ListError::Sent),
            0 => Err(ListError::Empty),
            _ => Ok(()),
        }
    }
}

/// What a visitor is asked for at the first heart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asks {
    /// Nothing: visitors have numbers.
    #[default]
    Nothing,
    /// What they are called.
    Name,
    /// An address, by which their choices come back on another device.
    Email,
}

impl Asks {
    /// From less to more.
    pub const ALL: [Self; 3] = [Self::Nothing, Self::Name, Self::Email];

    /// The word stored in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Name => "name",
            Self::Email => "email",
        }
    }
}

impl FromStr for Asks {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|asks| asks.as_str() == text).ok_or(())
    }
}

impl fmt::Display for Asks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_fit_on_one_line() {
        assert_eq!("  Album\n for  Ana ".parse::<ListName>().map(|name| name.0), Ok("Album for Ana".to_owned()));
        assert_eq!(" \u{7}".parse::<ListName>(), Err(ListNameError::Empty));
        assert_eq!("č".repeat(61).parse::<ListName>(), Err(ListNameError::TooLong));
    }

    #[test]
    fn a_limit_is_a_number_or_nothing() {
        assert_eq!(" ".parse(), Ok(Most(None)));
        assert_eq!(" 40 ".parse(), Ok(Most(Some(40))));
        for text in ["0", "-1", "10001", "forty", "4.5", "99999999999999"] {
            assert_eq!(text.parse::<Most>(), Err(MostError), "{text}");
        }
    }

    #[test]
    fn what_was_sent_stays_as_it_is() {
        let sent = ListStanding { most: Most(Some(40)), count: 12, sent: true };
        assert_eq!(
            (sent.add(), sent.remove(), sent.send()),
            (Err(ListError::Sent), Err(ListError::Sent), Err(ListError::Sent))
        );
        let open = ListStanding { sent: false, ..sent };
        assert_eq!((open.add(), open.remove(), open.send()), (Ok(()), Ok(()), Ok(())));
        assert_eq!(ListStanding { count: 0, ..open }.send(), Err(ListError::Empty));
    }

    proptest! {
        #[test]
        fn a_list_never_grows_beyond_its_limit(most in 1u32..=10_000, count in 0u32..20_000) {
            let standing = ListStanding { most: Most(Some(most)), count, sent: false };
            prop_assert_eq!(standing.add().is_ok(), count < most);
            // More than it takes, after the limit was lowered: what is there can still be taken away.
            prop_assert!(standing.remove().is_ok());
        }
    }
}
