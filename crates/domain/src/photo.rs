//! A photograph as the rules see it: how large it may be, what it may be called, what is made of it.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// The largest file taken, 50 MB (52,428,800 bytes).
pub const MAX_PHOTO_BYTES: u64 = 50 * 1024 * 1024;

/// Where a photograph is on its way from upload to gallery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhotoState {
    /// Safe with us; its sizes are being made.
    Processing,
    /// To be seen.
    Ready,
    /// Its sizes could not be made.
    Failed,
}

impl PhotoState {
    /// The word stored in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Processing => "processing",
            Self::Ready => "ready",
            Self::Failed => "failed",
        }
    }
}

impl FromStr for PhotoState {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Processing, Self::Ready, Self::Failed].into_iter().find(|state| state.as_str() == text).ok_or(())
    }
}

/// The sizes made of every photograph, named in its addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RenditionKind {
    /// 400 pixels on the long edge, JPEG quality 80.
    Thumb,
    /// 800 pixels, quality 80.
    Medium,
    /// 1600 pixels, quality 85.
    Preview,
    /// 2400 pixels, quality 90, with the studio's mark; not for visitors unless a gallery is for proofing.
    Watermarked,
    /// 4000 pixels, quality 95.
    Full,
}

impl RenditionKind {
    /// From small to large.
    pub const ALL: [Self; 5] = [Self::Thumb, Self::Medium, Self::Preview, Self::Watermarked, Self::Full];

    /// Those without a mark.
    pub const PLAIN: [Self; 4] = [Self::Thumb, Self::Medium, Self::Preview, Self::Full];

    /// The word in addresses and object names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Thumb => "thumb",
            Self::Medium => "medium",
            Self::Preview => "preview",
            Self::Watermarked => "watermarked",
            Self::Full => "full",
        }
    }

    /// The longest edge it may have, in pixels.
    pub fn long_edge(self) -> u32 {
        match self {
            Self::Thumb => 400,
            Self::Medium => 800,
            Self::Preview => 1600,
            Self::Watermarked => 2400,
            Self::Full => 4000,
        }
    }

    /// Its JPEG quality, 1 to 100.
    pub fn quality(self) -> u8 {
        match self {
            Self::Thumb | Self::Medium => 80,
            Self::Preview => 85,
            Self::Watermarked => 90,
            Self::Full => 95,
        }
    }

    /// The size in pixels that a picture of `width` × `height` has as this kind; never enlarged, never without a pixel.
    pub fn size_of(self, width: u32, height: u32) -> (u32, u32) {
        let (long, edge) = (u64::from(width.max(height)), u64::from(self.long_edge()));
        if long <= edge {
            return (width, height);
        }
        let fit = |side: u32| ((u64::from(side) * edge + long / 2) / long).max(1) as u32;
        (fit(width), fit(height))
    }
}

impl FromStr for RenditionKind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(())
    }
}

/// The name a photograph came with, for showing and for downloads. Never part of a path of ours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FileName(String);

impl FileName {
    /// So many characters at most.
    pub const MAX_CHARS: usize = 200;

    /// Another name for the same file, with the ending it has: what a person typed behind it would change nothing.
    #[must_use]
    pub fn renamed(&self, name: &str) -> Self {
        let Some((_, ending)) = self.0.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()) else {
            return Self::tame(name);
        };
        let stem = match name.rsplit_once('.') {
            Some((stem, typed)) if typed.eq_ignore_ascii_case(ending) => stem,
            _ => name,
        };
        Self::tame(&format!("{}.{ending}", stem.trim_end()))
    }

    /// Keeps the last part of whatever path a browser or script sent, without control characters and within
    /// 200 characters (the extension survives). An empty name becomes `photo`.
    pub fn tame(text: &str) -> Self {
        let last = text.rsplit(['/', '\\']).next().unwrap_or_default();
        let clean: String = last.chars().filter(|c| !c.is_control() && !is_direction_mark(*c)).collect();
        let clean = clean.trim().trim_start_matches('.');
        if clean.is_empty() {
            return Self("photo".to_owned());
        }
        Self(shorten(clean, Self::MAX_CHARS))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Marks that turn the direction of text can make `gpj.exe` read as `exe.jpg`.
fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn shorten(name: &str, limit: usize) -> String {
    let length = name.chars().count();
    if length <= limit {
        return name.to_owned();
    }
    match name.rsplit_once('.') {
        Some((stem, extension)) if extension.chars().count() <= 10 => {
            let keep = limit - extension.chars().count() - 1;
            format!("{}.{extension}", stem.chars().take(keep).collect::<String>())
        }
        _ => name.chars().take(limit).collect(),
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_tamed() {
        for (sent, kept) in [
            ("DSC_1.jpg", "DSC_1.jpg"),
            ("../../etc/passwd", "passwd"),
            ("C:\\x\\a.jpg", "a.jpg"),
            ("a\0b\r\n.jpg", "ab.jpg"),
            ("", "photo"),
            ("..", "photo"),
            ("\u{202e}gpj.exe", "gpj.exe"),
            ("Šibenik č.jpg", "Šibenik č.jpg"),
        ] {
            assert_eq!(FileName::tame(sent).as_str(), kept);
        }
    }

    #[test]
    fn a_new_name_keeps_the_ending() {
        let name = FileName::tame("DSC_1.JPG");
        for (typed, new) in
            [("Kiss", "Kiss.JPG"), ("Kiss.jpg", "Kiss.JPG"), ("a.b", "a.b.JPG"), ("../x", "x.JPG"), ("", "JPG")]
        {
            assert_eq!(name.renamed(typed).as_str(), new);
        }
        assert_eq!(FileName::tame("photo").renamed("Kiss").as_str(), "Kiss");
    }

    #[test]
    fn sizes_keep_the_shape_and_never_grow() {
        assert_eq!(RenditionKind::Full.size_of(6000, 4000), (4000, 2667));
        assert_eq!(RenditionKind::Thumb.size_of(4000, 6000), (267, 400));
        assert_eq!(RenditionKind::Preview.size_of(1600, 900), (1600, 900));
        assert_eq!(RenditionKind::Thumb.size_of(65_500, 1), (400, 1));
    }

    proptest! {
        #[test]
        fn a_tamed_name_is_a_plain_name(text in "\\PC{0,400}") {
            let name = FileName::tame(&text);
            prop_assert!(!name.as_str().is_empty());
            prop_assert!(name.as_str().chars().count() <= 200);
            prop_assert!(!name.as_str().contains(['/', '\\', '\0', '\n']));
        }
    }
}
