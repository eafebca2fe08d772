//! Sources: folders of this machine and buckets that the operator named, from which studios take photographs in.
//!
//! Nobody types an address here: a studio picks one of the sources that are meant for it, and a folder in it. Nothing
//! is ever written to a source.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
};

use bytes::Bytes;
use domain::{Need, Refused, Role, SourceFolder, SourceFolderError, SourceName, StudioId, Viewer};
use futures::stream::BoxStream;
use tokio::time::timeout;

use crate::{
    Backend,
    error::{Error, Result},
    files::{Bucket, Patience},
    limits::SOURCE_ANSWERS,
};

mod folder;
mod objects;
#[cfg(test)]
mod tests;
mod walk;

use folder::Folder;
use objects::Objects;

/// The verbs.
pub struct Sources<'a>(pub(crate) &'a Backend);

/// What an operator says of a source.
#[derive(Clone, Debug)]
pub struct SourceSettings {
    /// What it is called.
    pub name: SourceName,
    /// Where it is.
    pub place: Place,
    /// Who may take from it.
    pub studios: Studios,
}

/// Where a source is.
#[derive(Clone, Debug)]
pub enum Place {
    /// A folder of this machine.
    Folder(PathBuf),
    /// What lies below the prefix of a bucket.
    Bucket(Bucket),
}

/// Who may take from a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Studios {
    /// Every studio of this server.
    All,
    /// These alone.
    These(Vec<StudioId>),
}

/// A source that can be read.
#[derive(Clone)]
pub struct Source {
    name: SourceName,
    studios: Studios,
    reader: Reader,
}

#[derive(Clone)]
enum Reader {
    Folder(Folder),
    Objects(Arc<Objects>),
}

/// What a folder of a source has, some of it at a time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Level {
    /// Folders in it, at most [`crate::limits::FOLDERS_LISTED`].
    pub folders: Vec<Subfolder>,
    /// Files in it that call themselves photographs, folders left out; `None` where counting them takes too long.
    pub photographs: Option<u64>,
    /// After which name it goes on, that of a folder with a slash at its end; `None` when these are all.
    pub next: Option<String>,
}

/// A folder in a folder of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subfolder {
    /// What it is called.
    pub name: String,
    /// As [`Level::photographs`].
    pub photographs: Option<u64>,
}

/// Something that lies in a folder of a source, or deeper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Its path from that folder on; that of a folder ends with a slash.
    pub(crate) path: String,
    /// `false` for a folder that cannot be looked into, and for what has no name that can be written down.
    pub(crate) readable: bool,
    /// Its bytes, where the list says so.
    pub(crate) size: Option<u64>,
}

/// All of them, in the order of their paths' bytes. Hidden things, links and what systems leave behind are passed over.
pub(crate) type Feed = BoxStream<'static, Result<Found>>;

/// What comes of opening a file of a source.
pub(crate) enum Reading {
    /// There is nothing to read.
    Refused(Refused),
    /// A file of so many bytes.
    Bytes(u64, Pieces),
}

/// The bytes of a file, as they come.
pub(crate) type Pieces = BoxStream<'static, Result<Bytes, Box<dyn std::error::Error + Send + Sync>>>;

impl<'a> Sources<'a> {
    /// The sources that the viewer's studio may take from.
    ///
    /// # Errors
    /// Refused to all but editors of a studio.
    pub fn list(&self, viewer: &Viewer) -> Result<Vec<SourceName>> {
        let studio = studio_of(viewer)?;
        let theirs = self.0.sources.iter().filter(|source| source.studios.include(studio));
        Ok(theirs.map(|source| source.name.clone()).collect())
    }

    /// What is in a folder of a source, from after the name `after` on, as [`Level::next`] says it; empty for the beginning.
    ///
    /// # Errors
    /// Refused to all but editors of a studio; not found when there is no such source for it, or no such folder;
    /// [`Error::Invalid`] on `folder` when there can be none; [`Error::Unavailable`] when the source does not answer.
    pub async fn browse(&self, viewer: &Viewer, source: &str, folder: &str, after: &str) -> Result<Level> {
        let studio = studio_of(viewer)?;
        let folder = parsed(folder)?;
        parsed(after.strip_suffix('/').unwrap_or(after))?;
        let source = self.find(studio, source).ok_or(Error::NOT_FOUND)?;
        let looked = timeout(SOURCE_ANSWERS, source.level(&folder, after)).await;
        looked.map_err(|_| Error::Unavailable("a source does not answer".into()))??.ok_or(Error::NOT_FOUND)
    }

    /// The source of this name, if the studio may take from it.
    pub(crate) fn find(&self, studio: StudioId, name: &str) -> Option<&'a Source> {
        let named = |source: &&Source| source.name.as_str() == name && source.studios.include(studio);
        self.0.sources.iter().find(named)
    }
}

/// A folder as a page names it.
///
/// # Errors
/// [`Error::Invalid`] on `folder`.
pub(crate) fn parsed(folder: &str) -> Result<SourceFolder> {
    folder.parse().map_err(|error: SourceFolderError| Error::invalid("folder", error.into()))
}

/// Whether a folder lies in one of `kept`, or one of them in it; all of them without links on their way.
pub fn overlaps(folder: &Path, kept: &[PathBuf]) -> bool {
    kept.iter().any(|kept| folder.starts_with(kept) || kept.starts_with(folder))
}

fn studio_of(viewer: &Viewer) -> Result<StudioId> {
    Need::Studio(Role::Editor).check(viewer, None)?;
    Ok(viewer.membership.as_ref().ok_or(Error::NOT_FOUND)?.studio)
}

impl Studios {
    fn include(&self, studio: StudioId) -> bool {
        match self {
            Self::All => true,
            Self::These(these) => these.contains(&studio),
        }
    }
}

impl Source {
    /// As the operator says. Whether it answers shows later: a machine that is away for a while keeps nobody from starting.
    /// A folder that [`overlaps`] one of those in `kept`, where things of ours are, is never read.
    ///
    /// # Errors
    /// [`Error::Internal`] when there can be no such bucket.
    pub fn new(settings: &SourceSettings, patience: Patience, kept: &[PathBuf]) -> Result<Self> {
        let reader = match &settings.place {
            Place::Folder(path) => Reader::Folder(Folder::new(path, kept)),
            Place::Bucket(bucket) => Reader::Objects(Arc::new(Objects::new(bucket, patience)?)),
        };
        Ok(Self { name: settings.name.clone(), studios: settings.studios.clone(), reader })
    }

    async fn level(&self, folder: &SourceFolder, after: &str) -> Result<Option<Level>> {
        match &self.reader {
            Reader::Folder(here) => here.level(folder, after).await,
            Reader::Objects(objects) => objects.level(folder, after).await.map(Some),
        }
    }

    /// All that lies in a folder, from after the path `after` on; `None` when there is no such folder.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the source does not answer.
    pub(crate) async fn feed(&self, folder: &SourceFolder, after: Option<&str>) -> Result<Option<Feed>> {
        match &self.reader {
            Reader::Folder(here) => here.feed(folder, after).await,
            Reader::Objects(objects) => objects.feed(folder, after).map(Some),
        }
    }

    /// Opens the file that lies at `path` from `folder` on.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the source as a whole does not answer; what is wrong with the file is an answer.
    pub(crate) async fn read(&self, folder: &SourceFolder, path: &str) -> Result<Reading> {
        match &self.reader {
            Reader::Folder(here) => here.read(folder, path).await,
            Reader::Objects(objects) => objects.read(folder, path).await,
        }
    }
}

/// Not where it is, and by no means its keys.
impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Source({})", self.name)
    }
}
