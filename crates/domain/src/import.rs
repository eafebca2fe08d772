//! Photographs that come many at once, in an archive or from a source's folder: what may be among them, and what becomes of
//! them.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What is taken in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// An archive that was sent.
    #[default]
    Archive,
    /// A folder of a source.
    Folder,
}

impl ImportKind {
    /// The word stored in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Archive => "archive",
            Self::Folder => "folder",
        }
    }
}

impl FromStr for ImportKind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Archive, Self::Folder].into_iter().find(|kind| kind.as_str() == text).ok_or(())
    }
}

/// What becomes of the folders in what is taken in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unpack {
    /// Nothing: all files go to one place.
    #[default]
    Flat,
    /// Each becomes a set.
    Sets,
}

impl Unpack {
    /// The word stored in the database and said when an archive is announced.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Flat => "flat",
            Self::Sets => "sets",
        }
    }
}

impl FromStr for Unpack {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Flat, Self::Sets].into_iter().find(|unpack| unpack.as_str() == text).ok_or(())
    }
}

/// How an import stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// Its turn comes.
    Waiting,
    /// Files are being taken out.
    Running,
    /// All that could be taken was taken.
    Done,
    /// It came to no end.
    Failed,
    /// A person stopped it.
    Cancelled,
}

impl ImportState {
    /// The word stored in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether something is still to come of it.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::Running)
    }
}

impl FromStr for ImportState {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let all = [Self::Waiting, Self::Running, Self::Done, Self::Failed, Self::Cancelled];
        all.into_iter().find(|state| state.as_str() == text).ok_or(())
    }
}

/// Why an import came to no end. What was taken until then stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportFailure {
    /// It is no archive, or not all of one.
    Damaged,
    /// More files than one archive may have.
    TooMany,
    /// Who began it may not add photographs here any more, or the gallery is in the trash.
    Forbidden,
    /// The archive is gone, the source was away for too long, or what went wrong is a fault of ours.
    Lost,
    /// There is no such source for the studio, or no such folder in it, any more.
    Gone,
}

impl ImportFailure {
    /// The word stored in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Damaged => "damaged",
            Self::TooMany => "too_many",
            Self::Forbidden => "forbidden",
            Self::Lost => "lost",
            Self::Gone => "gone",
        }
    }
}

impl FromStr for ImportFailure {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let all = [Self::Damaged, Self::TooMany, Self::Forbidden, Self::Lost, Self::Gone];
        all.into_iter().find(|failure| failure.as_str() == text).ok_or(())
    }
}

/// Why a file was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// Its name leads elsewhere, or cannot be written down.
    Path,
    /// A link to something else.
    Link,
    /// It wants a password.
    Encrypted,
    /// An archive itself.
    Nested,
    /// It would grow beyond all measure.
    Bomb,
    /// More than a photograph may have.
    TooLarge,
    /// It is not whole.
    Damaged,
    /// It is packed in a way we do not know.
    Method,
    /// Not JPEG, PNG or WebP.
    Unsupported,
    /// More pixels than can be decoded.
    TooManyPixels,
    /// Its source does not give it.
    Unread,
}

/// A file that was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedFile {
    /// What it is called, with its folders.
    pub name: String,
    /// Why.
    pub why: Refused,
}

/// What a file of an archive or of a source is, as far as its name says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Packed<'a> {
    /// A folder, or what systems leave behind: passed over without a word.
    Nothing,
    /// Not to be taken.
    Refused(Refused),
    /// Perhaps a photograph, in these folders from the outermost.
    File(Vec<&'a str>),
}

/// Endings of archives.
const ARCHIVES: [&str; 9] = ["zip", "rar", "7z", "tar", "gz", "tgz", "bz2", "xz", "zst"];

/// Looks at the path of a file in an archive, or in a folder of a source. It is never a path of ours; one that tries to be is refused all the same.
pub fn packed(path: &str) -> Packed<'_> {
    let drive = path.as_bytes().get(1) == Some(&b':');
    let parts: Vec<&str> = path.split(['/', '\\']).collect();
    if drive || path.contains('\0') || path.starts_with(['/', '\\']) || parts.contains(&"..") {
        return Packed::Refused(Refused::Path);
    }
    let mut folders: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty() && *part != ".").collect();
    let last = folders.pop().filter(|_| !path.ends_with(['/', '\\']));
    let Some(name) = last else { return Packed::Nothing };
    let litter = |part: &&str| part.starts_with('.') || *part == "__MACOSX";
    let system = ["thumbs.db", "desktop.ini"].iter().any(|left| name.eq_ignore_ascii_case(left));
    if system || litter(&name) || folders.iter().any(litter) {
        return Packed::Nothing;
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    if ARCHIVES.contains(&ending.as_str()) {
        return Packed::Refused(Refused::Nested);
    }
    Packed::File(folders)
}

/// How many folders stand around all files of an archive: one that was made of a folder has that around all of it.
pub fn around<'a>(paths: impl Iterator<Item = &'a str>) -> usize {
    let mut first = None;
    for path in paths {
        let Packed::File(folders) = packed(path) else { continue };
        match (folders.first(), first) {
            (None, _) => return 0,
            (Some(folder), None) => first = Some(*folder),
            (Some(folder), Some(before)) if *folder == before => {}
            _ => return 0,
        }
    }
    usize::from(first.is_some())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_path_that_leads_out_is_refused() {
        for path in
            ["../a.jpg", "x/../../a.jpg", "/etc/a.jpg", "\\a.jpg", "..\\a.jpg", "C:\\a.jpg", "c:a.jpg", "a\0.jpg"]
        {
            assert_eq!(packed(path), Packed::Refused(Refused::Path), "{path}");
        }
    }

    #[test]
    fn what_systems_leave_is_passed_over() {
        for path in
            ["__MACOSX/._a.jpg", "x/.DS_Store", ".a.jpg", "x/", "", "Thumbs.db", "x\\desktop.ini", ".cache/a.jpg"]
        {
            assert_eq!(packed(path), Packed::Nothing, "{path}");
        }
    }

    #[test]
    fn folders_are_told_from_the_outermost() {
        assert_eq!(packed("Day/Dance/a.jpg"), Packed::File(vec!["Day", "Dance"]));
        assert_eq!(packed("Day\\.\\Dance\\a..b.jpg"), Packed::File(vec!["Day", "Dance"]));
        assert_eq!(packed("a.jpg"), Packed::File(vec![]));
        assert_eq!(packed("x/more.ZIP"), Packed::Refused(Refused::Nested));
    }

    #[test]
    fn the_folder_around_all_of_it_is_known() {
        let around = |paths: &[&str]| around(paths.iter().copied());
        assert_eq!(around(&["Day/a.jpg", "Day/Dance/b.jpg", "__MACOSX/Day/._a.jpg", "Day/"]), 1);
        assert_eq!(around(&["Day/a.jpg", "Night/b.jpg"]), 0);
        assert_eq!(around(&["Day/a.jpg", "b.jpg"]), 0);
        assert_eq!(around(&[]), 0);
    }

    #[test]
    fn words_come_back_as_they_went() {
        for state in ["waiting", "running", "done", "failed", "cancelled"] {
            assert_eq!(state.parse().map(ImportState::as_str), Ok(state));
        }
        for failure in ["damaged", "too_many", "forbidden", "lost", "gone"] {
            assert_eq!(failure.parse().map(ImportFailure::as_str), Ok(failure));
        }
        assert_eq!(
            ["archive", "folder"].map(|word| word.parse().map(ImportKind::as_str)),
            [Ok("archive"), Ok("folder")]
        );
        assert_eq!(["flat", "sets"].map(|word| word.parse().map(Unpack::as_str)), [Ok("flat"), Ok("sets")]);
    }

    proptest! {
        #[test]
        fn no_folder_leads_out(path in "([a.]{0,3}[/\\\\:]){0,4}[a.]{0,5}") {
            if let Packed::File(folders) = packed(&path) {
                prop_assert!(folders.iter().all(|part| !part.is_empty() && !part.starts_with('.')));
            }
        }
    }
}
