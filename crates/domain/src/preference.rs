//! What a person chose for their own eyes: language and theme.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language Lumora speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// Croatian.
    Hr,
}

impl Locale {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 2] = [Self::En, Self::Hr];

    /// The language tag, also the stored word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Hr => "hr",
        }
    }

    /// The best language for an `Accept-Language` header (RFC 9110 §12.5.4), if it names one of ours.
    pub fn negotiate(header: &str) -> Option<Self> {
        header
            .split(',')
            .filter_map(|choice| {
                let mut parts = choice.split(';');
                let tag = parts.next()?.trim();
                let weight = parts
                    .find_map(|part| part.trim().strip_prefix("q="))
                    .map_or(Some(1.0), |q| q.parse::<f32>().ok())?;
                let locale = tag.get(..2)?.to_ascii_lowercase().parse().ok()?;
                (weight > 0.0).then_some((weight, locale))
            })
            .reduce(|best, next| if next.0 > best.0 { next } else { best })
            .map(|(_, locale)| locale)
    }
}

impl FromStr for Locale {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|locale| locale.as_str() == text).ok_or(())
    }
}

/// Paper and ink, or the reverse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// Dark ink on light paper.
    Light,
    /// Light ink on dark paper.
    Dark,
}

impl Theme {
    /// The word in the page and in the cookie.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

impl FromStr for Theme {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Light, Self::Dark].into_iter().find(|theme| theme.as_str() == text).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browsers_wish_is_weighed() {
        assert_eq!(Locale::negotiate("hr-HR,hr;q=0.9,en;q=0.8"), Some(Locale::Hr));
        assert_eq!(Locale::negotiate("de, en;q=0.3, hr;q=0.5"), Some(Locale::Hr));
        assert_eq!(Locale::negotiate("hr;q=0, en"), Some(Locale::En));
        assert_eq!(Locale::negotiate("ž, de-DE;q=x"), None);
    }
}
