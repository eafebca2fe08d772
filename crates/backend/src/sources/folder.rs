//! A folder of this machine that is read and never left: what lies in it is opened step by step from the folder above, and no
//! step follows a link.

use std::{
    fs::File,
    io::{self, Read},
    os::fd::AsRawFd,
    path::{Path, PathBuf},
    sync::Arc,
};

use bytes::Bytes;
use domain::{Refused, SourceFolder, named_like_a_photograph};
use futures::{StreamExt, TryStreamExt, stream};
use nix::{
    errno::Errno,
    fcntl::{OFlag, openat},
    sys::stat::Mode,
};
use tokio::{sync::Semaphore, task::spawn_blocking, time::timeout};

use super::{Feed, Found, Level, Pieces, Reading, Subfolder, overlaps, walk::Walk};
use crate::{
    error::{Error, Result},
    limits::{FOLDERS_LISTED, SOURCE_COUNTED, SOURCE_HANDS, SOURCE_STALLS},
};

/// How much of a file is read at once, in bytes.
const PIECE: usize = 256 * 1024;

/// So many names are handed on at once.
const BATCH: usize = 500;

/// Where it is, and who reads it. Cloning is cheap.
#[derive(Clone, Debug)]
pub(super) struct Folder {
    path: Arc<Path>,
    /// Where things of ours are kept, which nobody takes from.
    kept: Arc<[PathBuf]>,
    hands: Arc<Semaphore>,
}

/// What a folder has in it, not hidden: a file or a folder.
pub(super) struct Name {
    pub(super) name: String,
    pub(super) folder: bool,
    /// Whether it is so called, letter by letter.
    pub(super) readable: bool,
}

impl Name {
    /// Its place in the order: that of a folder is the one of what lies in it.
    pub(super) fn key(&self) -> impl Iterator<Item = u8> {
        self.name.bytes().chain(self.folder.then_some(b'/'))
    }
}

impl Folder {
    pub(super) fn new(path: &Path, kept: &[PathBuf]) -> Self {
        Self { path: path.into(), kept: kept.into(), hands: Arc::new(Semaphore::new(SOURCE_HANDS)) }
    }

    pub(super) async fn level(&self, folder: &SourceFolder, after: &str) -> Result<Option<Level>> {
        let (here, folder, after) = (self.clone(), folder.clone(), after.to_owned());
        self.blocking(move || here.look(&folder, &after)).await?
    }

    pub(super) async fn feed(&self, folder: &SourceFolder, after: Option<&str>) -> Result<Option<Feed>> {
        let (here, folder, after) = (self.clone(), folder.clone(), after.map(str::to_owned));
        let begun = self.blocking(move || {
            here.check()?;
            there(Walk::begin(here, folder, after))
        });
        Ok(begun.await??.map(|walk| self.clone().in_batches(walk)))
    }

    pub(super) async fn read(&self, folder: &SourceFolder, path: &str) -> Result<Reading> {
        let (here, folder, path) = (self.clone(), folder.clone(), path.to_owned());
        Ok(match self.blocking(move || here.open_file(&folder, &path)).await?? {
            Ok((size, file)) => Reading::Bytes(size, self.clone().pieces(file)),
            Err(why) => Reading::Refused(why),
        })
    }

    /// Works where it holds nobody up, for as long as a source may be silent.
    async fn blocking<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let worked = timeout(SOURCE_STALLS, self.in_turn(work)).await;
        worked.map_err(|_| Error::Unavailable("the folder of a source does not answer".into()))?
    }

    /// Work that hangs keeps its permit, also when nobody waits for it any more: so there are never many.
    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let permit = Arc::clone(&self.hands).acquire_owned().await.map_err(Error::internal)?;
        let working = spawn_blocking(move || {
            let done = work();
            drop(permit);
            done
        });
        working.await.map_err(Error::internal)
    }

    /// A walk takes its steps where they hold nobody up.
    fn in_batches(self, walk: Walk) -> Feed {
        let batches = stream::try_unfold((self, walk), |(here, mut walk)| async move {
            let walking = here.blocking(move || {
                let batch: Result<Vec<Found>> = walk.by_ref().take(BATCH).collect();
                (batch, walk)
            });
            let (batch, walk) = walking.await?;
            let batch = batch?;
            let more = !batch.is_empty();
            Ok::<_, Error>(more.then(|| (stream::iter(batch.into_iter().map(Ok::<_, Error>)), (here, walk))))
        });
        batches.try_flatten().boxed()
    }

    /// Whoever reads waits no longer for a piece than they like.
    fn pieces(self, file: File) -> Pieces {
        let pieces = stream::try_unfold((self, file), |(here, file)| async move {
            let reading = here.in_turn(move || {
                let mut piece = Vec::with_capacity(PIECE);
                let read = (&file).take(PIECE as u64).read_to_end(&mut piece);
                read.map(|_| (piece, file))
            });
            let (piece, file) = reading.await??;
            let more = !piece.is_empty();
            Ok::<_, Error>(more.then(|| (Bytes::from(piece), (here, file))))
        });
        pieces.map_err(Into::into).boxed()
    }

    /// Whether a folder of it can be opened now.
    pub(super) fn has(&self, folder: &SourceFolder) -> bool {
        self.open(folder.as_str(), OFlag::O_DIRECTORY).is_ok()
    }

    /// What is in the folder at `path`, in order. Links are passed over, and so is what is neither file nor folder.
    pub(super) fn names(&self, path: &str) -> io::Result<Vec<Name>> {
        let mut names: Vec<Name> = self.entries(path)?.collect::<io::Result<_>>()?;
        names.sort_unstable_by(|one, other| one.key().cmp(other.key()));
        Ok(names)
    }

    /// Whether it is there, and not where it may not be: it may have come only now.
    fn check(&self) -> Result<()> {
        let away = |error: io::Error| Error::Unavailable(error.into());
        if overlaps(&std::fs::canonicalize(&self.path).map_err(away)?, &self.kept) {
            return Err(Error::Unavailable("the folder of a source is where things of ours are kept".into()));
        }
        self.open("", OFlag::O_DIRECTORY).map(drop).map_err(away)
    }

    fn look(&self, folder: &SourceFolder, after: &str) -> Result<Option<Level>> {
        self.check()?;
        let Some(names) = there(self.names(folder.as_str()))? else { return Ok(None) };
        let photographs = names.iter().filter(|name| is_photograph(name)).count() as u64;
        // What has no proper name cannot be asked for.
        let proper = |name: &Name| name.readable && name.name.parse::<SourceFolder>().is_ok();
        let mut folders: Vec<String> =
            names.into_iter().filter(|name| name.folder && proper(name)).map(|name| name.name).collect();
        folders.sort_unstable();
        let after = after.strip_suffix('/').unwrap_or(after);
        folders.retain(|name| name.as_str() > after);
        let more = folders.len() > FOLDERS_LISTED;
        folders.truncate(FOLDERS_LISTED);
        let next = folders.last().filter(|_| more).map(|name| format!("{name}/"));
        let mut left = SOURCE_COUNTED;
        let folders = folders.into_iter().map(|name| {
            let photographs = self.count(&folder.join(&name), &mut left);
            Subfolder { name, photographs }
        });
        Ok(Some(Level { folders: folders.collect(), photographs: Some(photographs), next }))
    }

    /// The photographs in a folder, while no more than `left` names have to be read for it.
    fn count(&self, path: &str, left: &mut usize) -> Option<u64> {
        let mut photographs = 0;
        for name in self.entries(path).ok()? {
            *left = left.checked_sub(1)?;
            photographs += u64::from(is_photograph(&name.ok()?));
        }
        Some(photographs)
    }

    fn entries(&self, path: &str) -> io::Result<impl Iterator<Item = io::Result<Name>>> {
        let folder = self.open(path, OFlag::O_DIRECTORY)?;
        // By its descriptor: the path may lead elsewhere by now.
        let entries = std::fs::read_dir(format!("/proc/self/fd/{}", folder.as_raw_fd()))?;
        Ok(entries.filter_map(|entry| {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => return Some(Err(error)),
            };
            let (name, kind) = (entry.file_name(), entry.file_type().ok()?);
            let hidden = name.as_encoded_bytes().starts_with(b".");
            let taken = (kind.is_dir() || kind.is_file()) && !hidden;
            let readable = name.to_str().is_some();
            taken.then(|| Ok(Name { name: name.to_string_lossy().into_owned(), folder: kind.is_dir(), readable }))
        }))
    }

    fn open_file(&self, folder: &SourceFolder, path: &str) -> Result<Result<(u64, File), Refused>> {
        let file = match self.open(&folder.join(path), OFlag::empty()) {
            Ok(file) => file,
            // With its folder all the others are away, for now.
            Err(error) if !self.has(folder) => return Err(Error::Unavailable(error.into())),
            Err(error) if error.raw_os_error() == Some(Errno::ELOOP as i32) => return Ok(Err(Refused::Link)),
            Err(_) => return Ok(Err(Refused::Unread)),
        };
        Ok(match file.metadata() {
            Ok(about) if about.is_file() => Ok((about.len(), file)),
            _ => Err(Refused::Unread),
        })
    }

    /// Where the folder itself is, is the operator's word; from there on no link is followed.
    fn open(&self, path: &str, kind: OFlag) -> io::Result<File> {
        let mut here = File::open(&self.path)?;
        let mut parts = path.split('/').filter(|part| !part.is_empty()).peekable();
        while let Some(part) = parts.next() {
            here = step(&here, part, if parts.peek().is_some() { OFlag::O_DIRECTORY } else { kind })?;
        }
        Ok(here)
    }
}

/// What waits for somebody, as pipes do, is opened without waiting.
fn step(from: &File, name: &str, kind: OFlag) -> io::Result<File> {
    let flags = OFlag::O_RDONLY | OFlag::O_NOFOLLOW | OFlag::O_CLOEXEC | OFlag::O_NONBLOCK;
    Ok(openat(from, name, flags | kind, Mode::empty())?.into())
}

fn is_photograph(name: &Name) -> bool {
    !name.folder && named_like_a_photograph(&name.name)
}

/// `None` when there is no such folder, when it lets nobody in, or when it is none; links are none.
fn there<T>(outcome: io::Result<T>) -> Result<Option<T>> {
    match outcome {
        Ok(found) => Ok(Some(found)),
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound
                    | io::ErrorKind::NotADirectory
                    | io::ErrorKind::PermissionDenied
                    | io::ErrorKind::InvalidFilename
            ) || error.raw_os_error() == Some(Errno::ELOOP as i32) =>
        {
            Ok(None)
        }
        Err(error) => Err(Error::Unavailable(error.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_disk_that_hangs_is_away_and_takes_no_more_hands() {
        let root = tempfile::tempdir().expect("a folder");
        let folder = Folder::new(root.path(), &[]);
        let hung: Vec<_> = (0..SOURCE_HANDS).map(|_| folder.hands.try_acquire().expect("free")).collect();
        let away = folder.level(&SourceFolder::default(), "").await;
        assert!(matches!(away, Err(Error::Unavailable(_))), "{away:?}");
        drop(hung);
        let level = folder.level(&SourceFolder::default(), "").await.expect("an answer");
        assert_eq!(level, Some(Level { photographs: Some(0), ..Level::default() }));
    }
}
