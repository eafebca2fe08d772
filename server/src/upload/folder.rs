//! What is in a folder.

use std::{
    fs,
    io::Result,
    path::{Path, PathBuf},
};

/// The files of a folder and of those in it, by what is to be done with them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Folder {
    /// Those whose names say that they are photographs, in the order of their paths.
    pub photographs: Vec<PathBuf>,
    /// How many are something else.
    pub others: usize,
    /// What could not be looked into, and why: there may be photographs in it.
    pub unread: Vec<(PathBuf, String)>,
}

impl Folder {
    /// Looks through the folder at `root`. Hidden files and folders are passed over, as are links to folders, which could
    /// lead in a circle. Blocks.
    ///
    /// # Errors
    /// When `root` itself cannot be read.
    pub fn read(root: &Path) -> Result<Self> {
        let mut folder = Self::default();
        let described =
            |error: std::io::Error| std::io::Error::new(error.kind(), format!("{}: {error}", root.display()));
        let mut to_read = vec![(root.to_owned(), fs::read_dir(root).map_err(described)?)];
        while let Some((path, entries)) = to_read.pop() {
            for entry in entries {
                let Ok(entry) = entry.map_err(|error| folder.unread.push((path.clone(), error.to_string()))) else {
                    continue;
                };
                if entry.file_name().as_encoded_bytes().starts_with(b".") {
                    continue;
                }
                let path = entry.path();
                match entry.file_type().and_then(|kind| kind.is_dir().then(|| fs::read_dir(&path)).transpose()) {
                    Ok(None) => folder.sort_in(path),
                    Ok(Some(entries)) => to_read.push((path, entries)),
                    Err(error) => folder.unread.push((path, error.to_string())),
                }
            }
        }
        folder.photographs.sort();
        Ok(folder)
    }

    fn sort_in(&mut self, path: PathBuf) {
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
        let photograph = matches!(extension.as_deref(), Some("jpg" | "jpeg" | "png" | "webp")) && !path.is_dir();
        if photograph { self.photographs.push(path) } else { self.others += 1 }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn photographs_are_found_wherever_they_lie() {
        let root = tempfile::tempdir().expect("a folder");
        for folder in ["Card 2/Šibenik", ".cache", "album.jpg"] {
            fs::create_dir_all(root.path().join(folder)).expect("a folder");
        }
        let files =
            ["b.JPG", "a.jpeg", "Card 2/Šibenik/c.webp", "album.jpg/d.png", "._b.JPG", ".cache/e.jpg", "f.cr3", "g"];
        for file in files {
            fs::write(root.path().join(file), "x").expect("a file");
        }
        symlink(root.path(), root.path().join("circle")).expect("a link");
        symlink(root.path().join("b.JPG"), root.path().join("z.jpg")).expect("a link");
        let found = Folder::read(root.path()).expect("read");
        let names: Vec<_> = found.photographs.iter().filter_map(|path| path.strip_prefix(root.path()).ok()).collect();
        let expected = ["Card 2/Šibenik/c.webp", "a.jpeg", "album.jpg/d.png", "b.JPG", "z.jpg"];
        assert_eq!(names, expected.map(Path::new));
        assert_eq!((found.others, found.unread), (3, Vec::new()));
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let error = Folder::read(Path::new("/nothing/here")).expect_err("not there");
        assert!(error.to_string().contains("/nothing/here"), "{error}");
    }
}
