//! What a studio lays over its pictures, and what visitors see of them while a gallery is for proofing.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{RenditionKind, gallery::on_one_line};

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

/// A size of a photograph with the mark over it, made while its gallery is for proofing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkedSize {
    /// As [`RenditionKind::Medium`].
    Medium,
    /// As [`RenditionKind::Preview`].
    Preview,
    /// As [`RenditionKind::Watermarked`], and with the mark of that moment.
    Large,
}

/// What an address of a picture names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shown {
    /// A size that is made of every photograph.
    Plain(RenditionKind),
    /// One with the mark of its gallery.
    Marked(MarkedSize),
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

/// The one place that decides what a visitor may see of a photograph. What is not named here is refused.
pub fn may_see(proofing: bool, shown: Shown) -> bool {
    match (shown, proofing) {
        (Shown::Plain(RenditionKind::Thumb), _)
        | (Shown::Plain(RenditionKind::Medium | RenditionKind::Preview | RenditionKind::Full), false)
        | (Shown::Marked(_), true) => true,
        _ => false,
    }
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

impl MarkedSize {
    /// From small to large.
    pub const ALL: [Self; 3] = [Self::Medium, Self::Preview, Self::Large];

    /// The word in addresses and object names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Medium => "marked-medium",
            Self::Preview => "marked-preview",
            Self::Large => "marked-large",
        }
    }

    /// The size without the mark that has its edge and quality.
    pub fn like(self) -> RenditionKind {
        match self {
            Self::Medium => RenditionKind::Medium,
            Self::Preview => RenditionKind::Preview,
            Self::Large => RenditionKind::Watermarked,
        }
    }
}

impl Shown {
    /// The word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Plain(kind) => kind.as_str(),
            Self::Marked(size) => size.as_str(),
        }
    }

    /// What stands for a size in a gallery, which may be for proofing.
    pub fn of(kind: RenditionKind, proofing: bool) -> Self {
        match kind {
            _ if !proofing => Self::Plain(kind),
            RenditionKind::Thumb => Self::Plain(kind),
            RenditionKind::Medium => Self::Marked(MarkedSize::Medium),
            RenditionKind::Preview => Self::Marked(MarkedSize::Preview),
            RenditionKind::Watermarked | RenditionKind::Full => Self::Marked(MarkedSize::Large),
        }
    }

    /// The size in pixels that a picture of `width` × `height` has as this.
    pub fn size_of(self, width: u32, height: u32) -> (u32, u32) {
        match self {
            Self::Plain(kind) => kind.size_of(width, height),
            Self::Marked(size) => size.like().size_of(width, height),
        }
    }

    /// Everything an address can name.
    pub fn all() -> impl Iterator<Item = Self> {
        RenditionKind::ALL.into_iter().map(Self::Plain).chain(MarkedSize::ALL.into_iter().map(Self::Marked))
    }
}

impl From<RenditionKind> for Shown {
    fn from(kind: RenditionKind) -> Self {
        Self::Plain(kind)
    }
}

impl FromStr for Shown {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::all().find(|shown| shown.as_str() == text).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn while_proofing_nothing_above_a_thumb_is_seen_without_a_mark() {
        for shown in Shown::all() {
            let small = shown == Shown::Plain(RenditionKind::Thumb);
            let marked = matches!(shown, Shown::Marked(_));
            assert_eq!(may_see(true, shown), small || marked, "{shown:?}");
            // The size with a mark that every photograph has is the studio's own.
            let own = shown == Shown::Plain(RenditionKind::Watermarked);
            assert_eq!(may_see(false, shown), !marked && !own, "{shown:?}");
        }
    }

    #[test]
    fn what_stands_for_a_size_may_be_seen_and_is_no_larger() {
        for kind in RenditionKind::PLAIN {
            for proofing in [false, true] {
                let shown = Shown::of(kind, proofing);
                assert!(may_see(proofing, shown), "{kind:?} {proofing}");
                assert!(shown.size_of(6000, 4000) <= kind.size_of(6000, 4000), "{kind:?}");
                assert_eq!(shown.as_str().parse(), Ok(shown));
            }
        }
    }

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
