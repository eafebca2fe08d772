//! Finding PostgreSQL's own programs, and judging whether they will do.

use std::cmp::Reverse;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use super::error::StartError;
use super::place::{Place, User};

/// The folder of a PostgreSQL that runs as the database's user and is of the right version.
#[derive(Debug)]
pub(super) struct Binaries(PathBuf);

/// Major and minor version, such as 17.6. Pre-releases count as minor 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    major: u32,
    minor: u32,
}

impl Binaries {
    /// Takes the first folder that will do: `PG_BIN_DIR` alone when it is set, else Debian's (newest first), `PATH`,
    /// and what npm's `@embedded-postgres` brought under the working folder.
    pub async fn find(place: &Place) -> Result<Self, StartError> {
        let wanted = place.major()?;
        let mut why_not = StartError::NotInstalled;
        for folder in candidates() {
            match judge(&folder, wanted, place).await {
                Ok(()) => return Ok(Self(folder)),
                Err(StartError::NotInstalled) => {}
                Err(error) => why_not = error,
            }
        }
        Err(why_not)
    }

    pub fn postgres(&self) -> PathBuf {
        self.0.join("postgres")
    }

    pub fn initdb(&self) -> PathBuf {
        self.0.join("initdb")
    }

    pub fn pg_ctl(&self) -> PathBuf {
        self.0.join("pg_ctl")
    }
}

#[expect(clippy::disallowed_methods, reason = "where the machine keeps its programs is no setting of Lumora's")]
fn candidates() -> Vec<PathBuf> {
    if let Some(folder) = std::env::var_os("PG_BIN_DIR").filter(|folder| !folder.is_empty()) {
        return vec![PathBuf::from(folder)];
    }
    let mut folders = sub_folders(Path::new("/usr/lib/postgresql"));
    folders.sort_by_key(|folder| Reverse(number_of(folder)));
    let mut folders: Vec<_> = folders.into_iter().map(|folder| folder.join("bin")).collect();
    folders.extend(std::env::var_os("PATH").iter().flat_map(std::env::split_paths));
    let npm = std::env::current_dir().map(|here| here.join("node_modules/@embedded-postgres"));
    folders.extend(npm.iter().flat_map(|npm| sub_folders(npm)).map(|platform| platform.join("native/bin")));
    folders
}

fn sub_folders(parent: &Path) -> Vec<PathBuf> {
    fs::read_dir(parent).into_iter().flatten().flatten().map(|entry| entry.path()).collect()
}

fn number_of(folder: &Path) -> Option<u32> {
    folder.file_name()?.to_str()?.parse().ok()
}

/// Runs the server's `--version` as the user it will run as, which also shows whether that user can reach it.
async fn judge(folder: &Path, wanted: Option<u32>, place: &Place) -> Result<(), StartError> {
    let path = folder.join("postgres");
    if !["postgres", "initdb", "pg_ctl"].iter().all(|name| folder.join(name).is_file()) {
        return Err(StartError::NotInstalled);
    }
    let version = version_of(&path, &place.user, &place.folder).await?;
    match wanted {
        Some(major) if version.major != major => Err(StartError::OtherMajor { cluster: place.cluster(), major }),
        _ if !version.is_safe() => Err(StartError::TooOld { path, version }),
        _ => Ok(()),
    }
}

async fn version_of(path: &Path, user: &User, folder: &Path) -> Result<Version, StartError> {
    let cannot_run = |reason: String| StartError::CannotRun { path: path.to_owned(), user: user.name.clone(), reason };
    let output = user.command(path, folder).arg("--version").output().await;
    let output = output.map_err(|error| cannot_run(error.to_string()))?;
    let text = String::from_utf8_lossy(&output.stdout);
    Version::parse(&text).ok_or_else(|| cannot_run(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
}

impl Version {
    /// From a line such as `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)` or `… 19beta1`.
    fn parse(line: &str) -> Option<Self> {
        let number = line.split_once("(PostgreSQL) ")?.1.split_whitespace().next()?;
        let mut parts = number.split(|c: char| !c.is_ascii_digit()).map(str::parse);
        let major = parts.next()?.ok()?;
        let minor = if number.contains('.') { parts.next()?.ok()? } else { 0 };
        Some(Self { major, minor })
    }

    /// Whether CVE-2024-10976 is mended: before, a plan made under one role could be reused under another, so that
    /// row-level security did not follow `SET ROLE`.
    fn is_safe(self) -> bool {
        match self.major {
            ..15 => false,
            15 => self.minor >= 9,
            16 => self.minor >= 5,
            17 => self.minor >= 1,
            18.. => true,
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_and_judged() {
        let safe = |line: &str| Version::parse(&format!("postgres (PostgreSQL) {line}\n")).map(Version::is_safe);
        assert_eq!(safe("15.18 (Debian 15.18-0+deb12u1)"), Some(true));
        assert_eq!(safe("15.8"), Some(false));
        assert_eq!(safe("16.4"), Some(false));
        assert_eq!(safe("17.0"), Some(false));
        assert_eq!(safe("17.1"), Some(true));
        assert_eq!(safe("18.4"), Some(true));
        assert_eq!(safe("19beta1"), Some(true));
        assert_eq!(safe("14.22"), Some(false));
        assert_eq!(Version::parse("something else 17.1"), None);
    }
}
