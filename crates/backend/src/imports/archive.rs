//! A ZIP archive that nobody vouches for (PKWARE's APPNOTE 6.3.10), read with bounded memory. All of it blocks.

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom, Write},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use domain::{ImportFailure, MAX_PHOTO_BYTES, Packed, Refused, around, packed};
use zip::{CompressionMethod, ZipArchive};

use crate::{
    error::{Error, Result},
    limits::{ARCHIVE_DIRECTORY, ARCHIVE_ENTRIES, UNPACKED_TIMES},
};

/// Below this size nothing is a bomb.
const SMALL: u64 = 1_000_000;

/// An archive whose directory was read.
pub(super) struct Archive {
    zip: ZipArchive<Counted>,
    /// How many of its files have the path of another and cannot be reached.
    pub(super) hidden: usize,
    /// How many folders stand around all of it.
    around: usize,
    /// Bytes that came out until now, of whatever they were.
    pub(super) out: u64,
}

/// What came out of an entry.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// Nothing there is to take.
    Nothing,
    /// Something that is not taken.
    Refused(String, Refused),
    /// A file, by its path in the archive, and the outermost folder it lies in.
    File(String, Option<String>),
}

impl Archive {
    /// Reads the directory of the archive in `file`.
    ///
    /// # Errors
    /// Why nothing can be taken out of it.
    pub(super) fn open(file: File) -> Result<Self, ImportFailure> {
        let declared = declared(&file).map_err(|_| ImportFailure::Damaged)?.ok_or(ImportFailure::Damaged)?;
        let left = Arc::new(AtomicU64::new(ARCHIVE_DIRECTORY));
        let counted = Counted { file: BufReader::new(file), left: left.clone() };
        let zip = ZipArchive::new(counted).map_err(|_| match left.load(Ordering::Relaxed) {
            0 => ImportFailure::TooMany,
            _ => ImportFailure::Damaged,
        })?;
        if zip.len() > ARCHIVE_ENTRIES {
            return Err(ImportFailure::TooMany);
        }
        left.store(u64::MAX, Ordering::Relaxed);
        let around = around(zip.file_names());
        Ok(Self { hidden: declared.saturating_sub(zip.len()), around, zip, out: 0 })
    }

    /// How many entries there are.
    pub(super) fn len(&self) -> usize {
        self.zip.len()
    }

    /// Writes the file of entry `at` into `to`, if it is one that may be taken; of more than `room` bytes none is.
    ///
    /// # Errors
    /// [`Error::StorageFull`] and the like of writing. What is wrong with the entry is an answer.
    pub(super) fn take(&mut self, at: usize, room: u64, to: &mut File) -> Result<Entry> {
        // Looked at as it lies there: opened, what is encrypted or packed otherwise would be an error.
        let Ok(entry) = self.zip.by_index_raw(at) else {
            let name = self.zip.name_for_index(at).unwrap_or_default();
            return Ok(Entry::Refused(shown(name), Refused::Damaged));
        };
        // Macintoshes write UTF-8 and do not say so; what is none is in the letters of MS-DOS.
        let path = std::str::from_utf8(entry.name_raw()).unwrap_or(entry.name()).to_owned();
        let folders = match packed(&path) {
            Packed::Nothing => return Ok(Entry::Nothing),
            Packed::Refused(why) => return Ok(Entry::Refused(shown(&path), why)),
            Packed::File(folders) => folders,
        };
        let (size, small) = (entry.size(), entry.compressed_size().max(1));
        let why = if entry.is_symlink() {
            Some(Refused::Link)
        } else if entry.encrypted() {
            Some(Refused::Encrypted)
        } else if !matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
            Some(Refused::Method)
        } else if size > room || size > SMALL && size / small > UNPACKED_TIMES {
            Some(Refused::Bomb)
        } else if size > MAX_PHOTO_BYTES {
            Some(Refused::TooLarge)
        } else {
            None
        };
        let folder = folders.get(self.around).map(|folder| (*folder).to_owned());
        drop(entry);
        let why = match why {
            Some(why) => Some(why),
            None => self.write(at, size, to)?,
        };
        Ok(match why {
            Some(why) => Entry::Refused(shown(&path), why),
            None => Entry::File(path, folder),
        })
    }

    /// Writes what entry `at` holds, which should be `size` bytes, and never more than that.
    fn write(&mut self, at: usize, size: u64, to: &mut File) -> Result<Option<Refused>> {
        // Named apart: what is counted is not what is read.
        let Self { zip, out, .. } = self;
        let Ok(entry) = zip.by_index(at) else { return Ok(Some(Refused::Damaged)) };
        let (mut entry, mut written, mut buffer) = (entry.take(size + 1), 0, vec![0; 64 * 1024]);
        loop {
            // Its checksum is compared at its end.
            let read = match entry.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(_) => return Ok(Some(Refused::Damaged)),
            };
            written += read as u64;
            *out += read as u64;
            if written > size {
                return Ok(Some(Refused::Bomb));
            }
            to.write_all(&buffer[..read]).map_err(Error::from)?;
        }
        Ok((written != size).then_some(Refused::Damaged))
    }
}

/// A path for people to read: without signs that do something, and not endless.
pub(super) fn shown(path: &str) -> String {
    path.chars().filter(|sign| !sign.is_control()).take(200).collect()
}

/// How many entries the archive says it has; `None` when it has no end. One that has more than 65,534 says so elsewhere.
fn declared(mut file: &File) -> io::Result<Option<usize>> {
    const END: usize = 22;
    let length = file.metadata()?.len();
    let tail = length.min((END + usize::from(u16::MAX)) as u64);
    file.seek(SeekFrom::Start(length - tail))?;
    let mut bytes = Vec::new();
    file.take(tail).read_to_end(&mut bytes)?;
    file.rewind()?;
    let at = bytes.windows(END).rposition(|window| window.starts_with(b"PK\x05\x06"));
    let entries = at.map(|at| usize::from(u16::from_le_bytes([bytes[at + 10], bytes[at + 11]])));
    Ok(entries.map(|entries| if entries == usize::from(u16::MAX) { 0 } else { entries }))
}

/// A file of which only so much may be read: a directory may claim to be of any size.
struct Counted {
    file: BufReader<File>,
    left: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        let left = self.left.load(Ordering::Relaxed);
        if left < read as u64 {
            self.left.store(0, Ordering::Relaxed);
            return Err(io::Error::other("the directory is too long"));
        }
        self.left.store(left - read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl Seek for Counted {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// The archive at `path`, locked: one process takes it apart.
///
/// # Errors
/// [`Error::Unavailable`] while another one does; `None` when it is not there.
pub(super) fn hold(path: &Path) -> Result<Option<File>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(std::fs::TryLockError::WouldBlock) => Err(Error::Unavailable("somebody else takes it apart".into())),
        Err(std::fs::TryLockError::Error(error)) => Err(error.into()),
    }
}
