//! A set: a named part of a gallery, such as "Dinner".

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{TitleError, gallery::on_one_line};

/// So many sets in one gallery; also the database's limit.
pub const MAX_SETS: usize = 100;

/// The name of a set: 1 to 80 characters on one line, trimmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SetName(String);

impl SetName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for SetName {
    type Err = TitleError;

    fn from_str(text: &str) -> Result<Self, TitleError> {
        let name = on_one_line(text);
        match name.chars().count() {
            0 => Err(TitleError::Empty),
            1..=80 => Ok(Self(name)),
            _ => Err(TitleError::TooLong),
        }
    }
}

impl fmt::Display for SetName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_on_one_line() {
        assert_eq!("  Večera\n i ples ".parse::<SetName>().map(|name| name.0), Ok("Večera i ples".to_owned()));
        assert_eq!(" \t".parse::<SetName>(), Err(TitleError::Empty));
        assert_eq!("x".repeat(81).parse::<SetName>(), Err(TitleError::TooLong));
    }
}
