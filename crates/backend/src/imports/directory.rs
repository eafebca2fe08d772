//! The directory of a ZIP archive that nobody vouches for (PKWARE's APPNOTE 6.3.10, 4.3.12 to 4.3.16).
//!
//! Read by ourselves: what a directory says of its own length is asked before memory is taken for it, and two entries of one
//! path are two.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
};

use domain::ImportFailure;
use unicode_normalization::UnicodeNormalization;

use crate::limits::{ARCHIVE_DIRECTORY, ARCHIVE_ENTRIES};

/// An entry of the directory.
pub(super) struct Entry {
    /// Its path in the archive.
    pub(super) path: String,
    /// What is said of how it is packed; bits 0, 6 and 13 mean that it is encrypted.
    pub(super) flags: u16,
    /// How it is packed: 0 not at all, 8 deflated.
    pub(super) method: u16,
    /// Of its bytes.
    pub(super) crc32: u32,
    /// Bytes it takes in the archive.
    pub(super) packed: u64,
    /// Bytes it has.
    pub(super) size: u64,
    /// Whether it is a symbolic link.
    pub(super) link: bool,
    /// Where its own header begins.
    pub(super) at: u64,
}

/// The length of the end of an archive, without its comment.
const END: usize = 22;
/// The length of the end of an archive with large numbers.
const END64: usize = 56;
/// The length of what says where that is.
const LOCATOR: u64 = 20;
/// The length of an entry, without its name and what follows it.
const ENTRY: usize = 46;

/// Reads all of it.
///
/// # Errors
/// [`ImportFailure::Damaged`], [`ImportFailure::TooMany`].
pub(super) fn read(file: &File) -> Result<Vec<Entry>, ImportFailure> {
    let End { entries, size, offset, at } =
        end(file).map_err(|_| ImportFailure::Damaged)?.ok_or(ImportFailure::Damaged)?;
    if entries > ARCHIVE_ENTRIES as u64 || size > ARCHIVE_DIRECTORY {
        return Err(ImportFailure::TooMany);
    }
    // Something may stand before the archive; places are counted from where that ends.
    let begin = at.checked_sub(size).ok_or(ImportFailure::Damaged)?;
    let before = begin.checked_sub(offset).ok_or(ImportFailure::Damaged)?;
    let bytes = piece(file, begin, size as usize).map_err(|_| ImportFailure::Damaged)?;
    let (mut rest, mut found) = (&bytes[..], Vec::new());
    for _ in 0..entries {
        let (entry, length) = entry(rest, before).ok_or(ImportFailure::Damaged)?;
        rest = &rest[length..];
        found.push(entry);
    }
    Ok(found)
}

/// What the end of an archive says of its directory.
struct End {
    entries: u64,
    size: u64,
    /// Where the directory begins, counted from where the archive does.
    offset: u64,
    /// Where it ends in the file.
    at: u64,
}

/// `None` when there is none.
fn end(file: &File) -> io::Result<Option<End>> {
    let length = file.metadata()?.len();
    let tail = length.min((END + usize::from(u16::MAX)) as u64);
    let bytes = piece(file, length - tail, tail as usize)?;
    let ends = |window: &[u8]| window.starts_with(b"PK\x05\x06");
    let Some(place) = bytes.windows(END).rposition(ends) else { return Ok(None) };
    let (fields, at) = (&bytes[place..], length - tail + place as u64);
    let small =
        End { entries: short(fields, 10).into(), size: long(fields, 12).into(), offset: long(fields, 16).into(), at };
    let large = small.entries == u64::from(u16::MAX) || [small.size, small.offset].contains(&u64::from(u32::MAX));
    let Some(locator) = at.checked_sub(LOCATOR).filter(|_| large) else { return Ok(Some(small)) };
    let fields = piece(file, locator, LOCATOR as usize)?;
    if !fields.starts_with(b"PK\x06\x07") {
        return Ok(Some(small));
    }
    let at = longest(&fields, 8);
    let fields = piece(file, at, END64)?;
    if !fields.starts_with(b"PK\x06\x06") {
        return Ok(None);
    }
    Ok(Some(End { entries: longest(&fields, 32), size: longest(&fields, 40), offset: longest(&fields, 48), at }))
}

/// The entry at the beginning of `bytes`, and how long it is there.
fn entry(bytes: &[u8], before: u64) -> Option<(Entry, usize)> {
    let fields = bytes.get(..ENTRY).filter(|fields| fields.starts_with(b"PK\x01\x02"))?;
    let [name, extra, comment] = [28, 30, 32].map(|place| usize::from(short(fields, place)));
    let name_end = ENTRY + name;
    let (name, more) = (bytes.get(ENTRY..name_end)?, bytes.get(name_end..name_end + extra)?);
    let length = name_end + extra + comment;
    bytes.get(..length)?;
    let mut sizes = [long(fields, 24), long(fields, 20), long(fields, 42)].map(u64::from);
    let mut large = large_numbers(more);
    for number in sizes.iter_mut().filter(|number| **number == u64::from(u32::MAX)) {
        // Without more of them the number is what it is.
        let Some((first, rest)) = large.split_at_checked(8) else { break };
        *number = longest(first, 0);
        large = rest;
    }
    let [size, packed, at] = sizes;
    let entry = Entry {
        path: text(name),
        flags: short(fields, 8),
        method: short(fields, 10),
        crc32: long(fields, 16),
        packed,
        size,
        // Where Unix keeps what kind of file it is.
        link: long(fields, 38) >> 16 & 0o170_000 == 0o120_000,
        at: before.checked_add(at)?,
    };
    Some((entry, length))
}

/// The part of the extra fields that holds numbers too large for their places (4.5.3).
fn large_numbers(mut extra: &[u8]) -> &[u8] {
    while let Some((head, rest)) = extra.split_at_checked(4) {
        let Some((field, rest)) = rest.split_at_checked(short(head, 2).into()) else { break };
        if short(head, 0) == 1 {
            return field;
        }
        extra = rest;
    }
    &[]
}

/// Macintoshes write UTF-8, take letters apart from their accents and say neither: what is UTF-8 is taken for it, and composed.
/// The rest is in the letters of MS-DOS.
fn text(name: &[u8]) -> String {
    match std::str::from_utf8(name) {
        Ok(name) => name.nfc().collect(),
        Err(_) => name.iter().map(|byte| letter(*byte)).collect(),
    }
}

/// A letter of code page 852, in which Windows writes names in Croatia.
fn letter(byte: u8) -> char {
    const UPPER: &str = "ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u{ad}˝˛ˇ˘§÷¸°¨˙űŘř■\u{a0}";
    match byte.checked_sub(0x80) {
        None => char::from(byte),
        Some(place) => UPPER.chars().nth(place.into()).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

/// Some bytes of a file.
pub(super) fn piece(mut file: &File, at: u64, length: usize) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(at))?;
    let mut bytes = vec![0; length];
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// The number of two bytes at a place.
pub(super) fn short(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn long(bytes: &[u8], at: usize) -> u32 {
    u32::from(short(bytes, at)) | u32::from(short(bytes, at + 2)) << 16
}

fn longest(bytes: &[u8], at: usize) -> u64 {
    u64::from(long(bytes, at)) | u64::from(long(bytes, at + 4)) << 32
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_letter_of_ms_dos_is_one() {
        let letters: Vec<char> = (0..=u8::MAX).map(letter).collect();
        assert_eq!((letters[0x80], letters[0x87], letters[0xe1], letters[0xff]), ('Ç', 'ç', 'ß', '\u{a0}'));
        assert!(!letters.contains(&char::REPLACEMENT_CHARACTER));
        assert_eq!(text(b"\xe6ibenik \x9f\x86\xa7\xd0"), "Šibenik čćžđ");
    }

    #[test]
    fn letters_and_their_accents_are_one() {
        assert_eq!(text("S\u{30c}ibenik".as_bytes()), "Šibenik");
    }

    proptest! {
        #[test]
        fn any_bytes_are_an_archive_or_none(mut bytes in proptest::collection::vec(any::<u8>(), 0..300), end in any::<bool>()) {
            if end {
                bytes.extend_from_slice(b"PK\x01\x02");
                bytes.extend([0; 42]);
                bytes.extend_from_slice(b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x2e\0\0\0\0\0\0\0\0\0");
            }
            let mut file = tempfile::tempfile().expect("a file");
            file.write_all(&bytes).expect("written");
            // Whatever it is, it is said without a panic; what was put behind is found.
            let read = read(&file).map(|entries| entries.len());
            prop_assert!(!end || read == Ok(1), "{read:?}");
        }
    }
}
