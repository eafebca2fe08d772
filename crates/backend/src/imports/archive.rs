//! Taking files out of an archive that nobody vouches for. All of it blocks.

use std::{
    fs::{File, TryLockError},
    io::{self, BufReader, Read, Seek, SeekFrom, Write},
    path::Path,
};

use domain::{ImportFailure, MAX_PHOTO_BYTES, Packed, Refused, around, packed};
use flate2::bufread::DeflateDecoder;

use super::directory::{self, Entry};
use crate::{
    error::{Error, Result},
    limits::UNPACKED_TIMES,
};

/// Below this size nothing is a bomb.
const SMALL: u64 = 1_000_000;
/// Bytes that packing may add to a file, besides a hundredth of it.
const WRAPPING: u64 = 65_536;
/// Bits that say that a file is encrypted, in one way or another.
const ENCRYPTED: u16 = 1 | 1 << 6 | 1 << 13;
const STORED: u16 = 0;
const DEFLATED: u16 = 8;
/// The length of a file's own header, without its name.
const HEAD: usize = 30;

/// An archive whose directory was read.
pub(super) struct Archive {
    file: File,
    entries: Vec<Entry>,
    /// How many folders stand around all of it.
    around: usize,
    /// Bytes that were read and that came out until now, of whatever they were.
    pub(super) out: u64,
}

/// What came out of an entry.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unpacked {
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
        let entries = directory::read(&file)?;
        let around = around(entries.iter().map(|entry| entry.path.as_str()));
        Ok(Self { file, entries, around, out: 0 })
    }

    /// How many entries there are.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Writes the file of entry `at` into `to`, if it is one that may be taken; of more than `room` bytes none is.
    ///
    /// # Errors
    /// [`Error::StorageFull`] and the like of writing. What is wrong with the entry is an answer.
    pub(super) fn take(&mut self, at: usize, room: u64, to: &mut File) -> Result<Unpacked> {
        let entry = &self.entries[at];
        let folders = match packed(&entry.path) {
            Packed::Nothing => return Ok(Unpacked::Nothing),
            Packed::Refused(why) => return Ok(Unpacked::Refused(shown(&entry.path), why)),
            Packed::File(folders) => folders,
        };
        let refused = match entry.refused(room) {
            Some(why) => Some(why),
            None => write(&self.file, entry, to, &mut self.out)?,
        };
        Ok(match refused {
            Some(why) => Unpacked::Refused(shown(&entry.path), why),
            None => Unpacked::File(entry.path.clone(), folders.get(self.around).map(|folder| (*folder).to_owned())),
        })
    }
}

impl Entry {
    /// Why it is not unpacked, as far as the directory tells.
    fn refused(&self, room: u64) -> Option<Refused> {
        let bomb = self.size > SMALL && self.size / self.packed.max(1) > UNPACKED_TIMES;
        if self.link {
            Some(Refused::Link)
        } else if self.flags & ENCRYPTED != 0 {
            Some(Refused::Encrypted)
        } else if !matches!(self.method, STORED | DEFLATED) {
            Some(Refused::Method)
        } else if bomb || self.size > room || self.packed > room {
            Some(Refused::Bomb)
        } else if self.packed > self.size.saturating_add(self.size / 100).saturating_add(WRAPPING) {
            // Blocks of nothing would be read without end.
            Some(Refused::Damaged)
        } else if self.size > MAX_PHOTO_BYTES {
            Some(Refused::TooLarge)
        } else {
            None
        }
    }
}

/// Writes what an entry holds, never more than it says; `out` counts it, packed and unpacked.
fn write(file: &File, entry: &Entry, to: &mut File, out: &mut u64) -> Result<Option<Refused>> {
    // Many entries may lie in one place.
    *out += entry.packed;
    let Some(mut bytes) = contents(file, entry) else { return Ok(Some(Refused::Damaged)) };
    let (mut written, mut crc32, mut buffer) = (0, crc32fast::Hasher::new(), vec![0; 64 * 1024]);
    loop {
        let read = match bytes.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => return Ok(Some(Refused::Damaged)),
        };
        written += read as u64;
        *out += read as u64;
        if written > entry.size {
            return Ok(Some(Refused::Bomb));
        }
        crc32.update(&buffer[..read]);
        to.write_all(&buffer[..read])?;
    }
    let whole = written == entry.size && crc32.finalize() == entry.crc32;
    Ok((!whole).then_some(Refused::Damaged))
}

/// What an entry holds, unpacked as it is read; `None` when there is no such file.
fn contents<'a>(mut file: &'a File, entry: &Entry) -> Option<Box<dyn Read + 'a>> {
    let head = directory::piece(file, entry.at, HEAD).ok().filter(|head| head.starts_with(b"PK\x03\x04"))?;
    // It may have other extra fields than the directory.
    let behind: u64 = [26, 28].map(|place| u64::from(directory::short(&head, place))).iter().sum();
    file.seek(SeekFrom::Start(entry.at + HEAD as u64 + behind)).ok()?;
    let bytes = BufReader::new(file.take(entry.packed));
    Some(if entry.method == DEFLATED { Box::new(DeflateDecoder::new(bytes)) } else { Box::new(bytes) })
}

/// A path for people to read: without signs that do something, and not endless.
pub(super) fn shown(path: &str) -> String {
    path.chars().filter(|sign| !sign.is_control()).take(200).collect()
}

/// The archive at `path`, locked: one process takes it apart. `None` when it is not there.
///
/// # Errors
/// [`Error::Unavailable`] while another one does.
pub(super) fn hold(path: &Path) -> Result<Option<File>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(Error::Unavailable("somebody else takes it apart".into())),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}
