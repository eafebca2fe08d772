//! What a studio lays over its pictures.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::gallery::on_one_line;

/// What is painted over a picture, where, how strongly and how large.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Stored")]
pub struct Watermark {
    mark: Mark,
    place: Place,
    opacity: u8,
    size: u8,
}

/// What is painted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// The studio's name.
    Name,
    /// Words of its own.
    Text(MarkText),
    /// Its logo.
    Logo,
}

/// Words to paint: 1 to 60 characters on one line, trimmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MarkText(String);

/// Where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "eight sides and corners say what they are")]
pub enum Place {
    TopLeft,
    Top,
    TopRight,
    Left,
    Middle,
    Right,
    BottomLeft,
    Bottom,
    BottomRight,
    /// All over the picture, in rows that rise to the right.
    Tiled,
}

/// Why a watermark is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WatermarkError {
    /// No words are left after trimming.
    NoText,
    /// More than [`MarkText::MAX_CHARS`].
    TextTooLong,
    /// Fainter than [`Watermark::OPACITY`] or stronger.
    Opacity,
    /// Smaller than [`Watermark::SIZE`] or larger.
    Size,
}

impl Watermark {
    /// How much of the picture it covers, in percent.
    pub const OPACITY: std::ops::RangeInclusive<u8> = 10..=100;

    /// How large it is, in percent: words by the shorter side of the picture, a logo by the width.
    pub const SIZE: std::ops::RangeInclusive<u8> = 2..=60;

    /// # Errors
    /// [`WatermarkError::Opacity`] and [`WatermarkError::Size`].
    pub fn new(mark: Mark, place: Place, opacity: u8, size: u8) -> Result<Self, WatermarkError> {
        match (Self::OPACITY.contains(&opacity), Self::SIZE.contains(&size)) {
            (true, true) => Ok(Self { mark, place, opacity, size }),
            (false, _) => Err(WatermarkError::Opacity),
            (true, false) => Err(WatermarkError::Size),
        }
    }

    /// What is painted.
    pub fn mark(&self) -> &Mark {
        &self.mark
    }

    /// Where.
    pub fn place(&self) -> Place {
        self.place
    }

    /// How much of the picture it covers, in percent.
    pub fn opacity(&self) -> u8 {
        self.opacity
    }

    /// How large it is, in percent.
    pub fn size(&self) -> u8 {
        self.size
    }

    /// The words that are painted for a studio of this name; none for a logo.
    pub fn words<'a>(&'a self, studio: &'a str) -> &'a str {
        match &self.mark {
            Mark::Name => studio,
            Mark::Text(text) => text.as_str(),
            Mark::Logo => "",
        }
    }
}

/// The studio's name at the bottom right.
impl Default for Watermark {
    fn default() -> Self {
        Self { mark: Mark::Name, place: Place::BottomRight, opacity: 60, size: 6 }
    }
}

/// As it is stored and sent, before anybody looked at it.
#[derive(Deserialize)]
struct Stored {
    mark: Mark,
    place: Place,
    opacity: u8,
    size: u8,
}

impl TryFrom<Stored> for Watermark {
    type Error = String;

    fn try_from(stored: Stored) -> Result<Self, String> {
        Self::new(stored.mark, stored.place, stored.opacity, stored.size).map_err(|error| format!("{error:?}"))
    }
}

impl MarkText {
    /// So many characters at most.
    pub const MAX_CHARS: usize = 60;

    /// The words as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for MarkText {
    type Err = WatermarkError;

    fn from_str(text: &str) -> Result<Self, WatermarkError> {
        let text = on_one_line(text);
        match text.chars().count() {
            0 => Err(WatermarkError::NoText),
            1..=Self::MAX_CHARS => Ok(Self(text)),
            _ => Err(WatermarkError::TextTooLong),
        }
    }
}

impl TryFrom<String> for MarkText {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse().map_err(|error| format!("{error:?}"))
    }
}

impl From<MarkText> for String {
    fn from(text: MarkText) -> Self {
        text.0
    }
}

impl Place {
    /// All of them, rows from above, the tiles last.
    pub const ALL: [Self; 10] = [
        Self::TopLeft,
        Self::Top,
        Self::TopRight,
        Self::Left,
        Self::Middle,
        Self::Right,
        Self::BottomLeft,
        Self::Bottom,
        Self::BottomRight,
        Self::Tiled,
    ];

    /// The column and the row it stands in, 0 to 2; the middle for tiles.
    pub fn cell(self) -> (u8, u8) {
        match self {
            Self::TopLeft => (0, 0),
            Self::Top => (1, 0),
            Self::TopRight => (2, 0),
            Self::Left => (0, 1),
            Self::Middle | Self::Tiled => (1, 1),
            Self::Right => (2, 1),
            Self::BottomLeft => (0, 2),
            Self::Bottom => (1, 2),
            Self::BottomRight => (2, 2),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_fit_on_one_line() {
        assert_eq!(" Ana \n Horvat ".parse::<MarkText>().map(String::from), Ok("Ana Horvat".to_owned()));
        assert_eq!(" \t".parse::<MarkText>(), Err(WatermarkError::NoText));
        assert_eq!("x".repeat(61).parse::<MarkText>(), Err(WatermarkError::TextTooLong));
    }

    proptest! {
        #[test]
        fn what_is_stored_is_read_back_and_nothing_else_is(
            place in proptest::sample::select(&Place::ALL[..]), opacity: u8, size: u8, text in "\\PC{0,70}",
        ) {
            let mark = text.parse::<MarkText>().map_or(Mark::Logo, Mark::Text);
            let json = serde_json::json!({ "mark": mark, "place": place, "opacity": opacity, "size": size });
            let good = Watermark::OPACITY.contains(&opacity) && Watermark::SIZE.contains(&size);
            let read: Result<Watermark, _> = serde_json::from_value(json.clone());
            prop_assert_eq!(read.is_ok(), good);
            if let Ok(read) = read {
                prop_assert_eq!(serde_json::to_value(&read).ok(), Some(json));
                prop_assert_eq!(Ok(read), Watermark::new(mark, place, opacity, size));
            }
        }
    }
}
