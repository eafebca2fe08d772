//! What the files of a download are called: as the studio called them, on every system, and no two alike.

use std::collections::{HashMap, HashSet};

/// Bytes of a name: file systems take 255, and "(2)" is still to be added.
const LONGEST: usize = 200;

/// Names that Windows keeps for itself, with any extension.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Gives names that no other file of the same download has.
#[derive(Debug, Default)]
pub(super) struct Names {
    given: HashSet<String>,
    /// The last number that was added to a name, so that thousands of one name do not count from the beginning.
    last: HashMap<String, u32>,
}

impl Names {
    /// `name`, with a number before the extension if it was given already. Systems that do not tell capitals apart see
    /// no two alike either. `extension` takes the place of the name's own.
    pub(super) fn unique(&mut self, name: &str, extension: Option<&str>) -> String {
        let (stem, own) = parts(name);
        let extension = extension.or(own).map(|extension| format!(".{extension}")).unwrap_or_default();
        let mut wanted = format!("{stem}{extension}");
        let same = wanted.to_lowercase();
        while !self.given.insert(wanted.to_lowercase()) {
            let number = self.last.entry(same.clone()).or_insert(1);
            *number += 1;
            wanted = format!("{stem} ({number}){extension}");
        }
        wanted
    }
}

/// What a file or archive may be called anywhere: no folders, no signs that a system reads as its own.
pub(super) fn plain(text: &str) -> String {
    let allowed = |sign: char| if sign.is_control() || "<>:\"/\\|?*".contains(sign) { '_' } else { sign };
    let plain: String = text.chars().map(allowed).collect();
    let mut end = plain.len().min(LONGEST);
    while !plain.is_char_boundary(end) {
        end -= 1;
    }
    // Windows forgets a dot or space at the end, and Unix hides what begins with a dot.
    let plain = plain[..end].trim().trim_start_matches('.').trim_end_matches(['.', ' ']);
    if plain.is_empty() { "photo".to_owned() } else { plain.to_owned() }
}

/// Stem and extension, each as it may stand in a name.
fn parts(name: &str) -> (String, Option<&str>) {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    let extension = extension.filter(|e| (1..=10).contains(&e.len()) && e.bytes().all(|b| b.is_ascii_alphanumeric()));
    let stem = extension.map_or(name, |extension| &name[..name.len() - extension.len() - 1]);
    let stem = plain(stem);
    let lower = stem.split('.').next().unwrap_or_default().trim().to_lowercase();
    let port = (lower.starts_with("com") || lower.starts_with("lpt")) && lower.chars().count() == 4;
    (if port || RESERVED.contains(&&*lower) { format!("_{stem}") } else { stem }, extension)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_stay_as_they_are_where_they_can() {
        let mut names = Names::default();
        for (name, extension, expected) in [
            ("DSC_1.jpg", None, "DSC_1.jpg"),
            ("dsc_1.JPG", None, "dsc_1 (2).JPG"),
            ("DSC_1.png", Some("jpg"), "DSC_1 (3).jpg"),
            ("DSC_1 (2).jpg", None, "DSC_1 (2) (2).jpg"),
            ("Šime i Đurđa.jpeg", None, "Šime i Đurđa.jpeg"),
            ("a.b.c", None, "a.b.c"),
            ("no extension", Some("jpg"), "no extension.jpg"),
            ("con.jpg", None, "_con.jpg"),
            ("COM1.x.jpg", None, "_COM1.x.jpg"),
            ("10:30?.jpg", None, "10_30_.jpg"),
            ("../../x.jpg", None, "_.._x.jpg"),
            ("..", None, "photo"),
            ("trailing. .jpg", None, "trailing.jpg"),
        ] {
            assert_eq!(names.unique(name, extension), expected, "{name}");
        }
    }

    proptest! {
        #[test]
        fn no_two_are_alike_and_none_is_a_path(given in proptest::collection::vec("\\PC{0,6}|[a./\\\\]{0,5}", 1..30)) {
            let mut names = Names::default();
            let named: Vec<_> = given.iter().map(|name| names.unique(name, None)).collect();
            let different: HashSet<_> = named.iter().map(|name| name.to_lowercase()).collect();
            prop_assert_eq!(different.len(), given.len());
            for name in named {
                prop_assert!(!name.is_empty() && name.len() < 250 && !name.contains(['/', '\\', '\0']), "{}", name);
                prop_assert!(name != "." && name != "..");
            }
        }
    }
}
