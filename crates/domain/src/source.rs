//! Where photographs are fetched from, besides what browsers send: folders and buckets that the operator named.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::problem::Problem;

/// What an operator calls a source: up to 32 small letters and digits, a letter first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SourceName(String);

/// A folder of a source, from the outermost: `2026/Ana & Luka`; empty for the source itself. It leads nowhere else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceFolder(String);

/// What is no name of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceNameError;

/// What is no folder of any source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceFolderError;

impl SourceName {
    const MAX_CHARS: usize = 32;

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for SourceName {
    type Err = SourceNameError;

    fn from_str(text: &str) -> Result<Self, SourceNameError> {
        let plain = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        let begins = text.starts_with(|first: char| first.is_ascii_lowercase());
        if plain && begins && text.len() <= Self::MAX_CHARS { Ok(Self(text.to_owned())) } else { Err(SourceNameError) }
    }
}

impl TryFrom<String> for SourceName {
    type Error = SourceNameError;

    fn try_from(text: String) -> Result<Self, SourceNameError> {
        text.parse()
    }
}

impl From<SourceName> for String {
    fn from(name: SourceName) -> Self {
        name.0
    }
}

impl fmt::Display for SourceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for SourceNameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no name of a source")
    }
}

impl SourceFolder {
    /// More than any folder of a photographer's is long, in bytes.
    const MAX_BYTES: usize = 1000;

    /// The path as text, without a slash at either end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is the source itself.
    pub fn is_whole(&self) -> bool {
        self.0.is_empty()
    }

    /// The path of something in it.
    pub fn join(&self, path: &str) -> String {
        if self.is_whole() { path.to_owned() } else { format!("{}/{path}", self.0) }
    }
}

impl FromStr for SourceFolder {
    type Err = SourceFolderError;

    fn from_str(text: &str) -> Result<Self, SourceFolderError> {
        // Hidden folders are passed over, and with them `.` and `..`.
        let good = |part: &str| !part.is_empty() && !part.starts_with('.');
        let plain = !text.contains('\\') && !text.contains(char::is_control) && text.len() <= Self::MAX_BYTES;
        let whole = text.is_empty() || text.split('/').all(good);
        if plain && whole { Ok(Self(text.to_owned())) } else { Err(SourceFolderError) }
    }
}

impl From<SourceFolderError> for Problem {
    fn from(_: SourceFolderError) -> Self {
        Self::Unreadable
    }
}

/// Whether a file of this name calls itself a photograph. What it is shows when it is read.
pub fn named_like_a_photograph(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(before, ending)| (before.is_empty(), ending.to_ascii_lowercase()));
    ending.is_some_and(|(hidden, ending)| !hidden && matches!(&*ending, "jpg" | "jpeg" | "png" | "webp"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_is_a_word_of_small_letters() {
        for name in ["nas", "cards", "a1", &"x".repeat(32)] {
            assert_eq!(name.parse::<SourceName>().map(String::from), Ok(name.to_owned()));
        }
        for name in ["", "NAS", "1a", "my nas", "a_b", "a-b", "š", "a\0", &"x".repeat(33)] {
            assert_eq!(name.parse::<SourceName>(), Err(SourceNameError), "{name}");
        }
    }

    #[test]
    fn a_folder_leads_nowhere_else() {
        for folder in ["", "2026", "2026/Ana & Luka", "Šibenik/a..b", "C:/x"] {
            assert_eq!(folder.parse::<SourceFolder>().map(|folder| folder.0), Ok(folder.to_owned()));
        }
        for folder in [
            "..", "../x", "x/..", "x/../y", "/etc", "x/", "x//y", ".", "./x", ".ssh", "x/.git", "x\0y", "..\\x", "a\\b",
        ] {
            assert_eq!(folder.parse::<SourceFolder>(), Err(SourceFolderError), "{folder}");
        }
        assert_eq!("x".repeat(1001).parse::<SourceFolder>(), Err(SourceFolderError));
    }

    #[test]
    fn what_lies_in_a_folder_has_its_path() {
        assert_eq!(SourceFolder::default().join("a.jpg"), "a.jpg");
        assert_eq!("2026/Ana".parse::<SourceFolder>().map(|folder| folder.join("a.jpg")), Ok("2026/Ana/a.jpg".into()));
    }

    #[test]
    fn photographs_are_known_by_their_endings() {
        assert!(["a.jpg", "a.JPEG", "a.b.png", "x.webp"].into_iter().all(named_like_a_photograph));
        assert!(!["a.cr3", "jpg", ".jpg", "a.jpg.txt", ""].into_iter().any(named_like_a_photograph));
    }

    proptest! {
        #[test]
        fn no_part_of_a_folder_is_hidden(text in "([a.]{0,3}[/\\\\]){0,4}[a.]{0,3}") {
            if let Ok(folder) = text.parse::<SourceFolder>() {
                prop_assert!(folder.is_whole() || folder.0.split('/').all(|part| part.starts_with('a')));
            }
        }
    }
}
