//! What one asks of the audit log.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::UserId;

/// Whose deeds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AuditActor {
    /// Everybody's.
    #[default]
    Anybody,
    /// Those of visitors.
    Visitors,
    /// Those of one person.
    Person(UserId),
}

impl FromStr for AuditActor {
    type Err = ();

    /// Nothing is everybody.
    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "" => Ok(Self::Anybody),
            "visitors" => Ok(Self::Visitors),
            person => person.parse().map(Self::Person).map_err(|_| ()),
        }
    }
}

/// The place of an entry in the log, so that the next page begins there whatever came meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuditPlace {
    /// When it was written.
    pub at: DateTime<Utc>,
    /// Which, among those of one moment.
    pub id: Uuid,
}

impl fmt::Display for AuditPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at.timestamp_micros(), self.id.simple())
    }
}

impl FromStr for AuditPlace {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (at, id) = text.split_once('.').ok_or(())?;
        let at = at.parse().ok().and_then(DateTime::from_timestamp_micros).ok_or(())?;
        // What a database can compare: years of four digits.
        if !(1970..=9999).contains(&chrono::Datelike::year(&at)) {
            return Err(());
        }
        Ok(Self { at, id: Uuid::try_parse(id).map_err(|_| ())? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_comes_back_as_it_went() {
        let at = DateTime::from_timestamp_micros(1_789_221_720_123_456).expect("a moment");
        let place = AuditPlace { at, id: Uuid::from_u128(7) };
        assert_eq!(place.to_string().parse(), Ok(place));
        for text in ["", ".", "1", "x.00000000000000000000000000000007", "99999999999999999.7", "1789221720123456."] {
            assert_eq!(text.parse::<AuditPlace>(), Err(()), "{text}");
        }
    }

    #[test]
    fn whose_deeds() {
        let person = UserId(Uuid::from_u128(7));
        assert_eq!("".parse(), Ok(AuditActor::Anybody));
        assert_eq!("visitors".parse(), Ok(AuditActor::Visitors));
        assert_eq!(person.to_string().parse(), Ok(AuditActor::Person(person)));
        assert_eq!("nobody".parse::<AuditActor>(), Err(()));
    }
}
