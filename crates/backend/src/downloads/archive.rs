//! A ZIP archive as a pure function of its plan (PKWARE's APPNOTE 6.3.10).
//!
//! Photographs do not compress: they are stored as they are. So the place of every byte is known from names and sizes
//! alone, the length of the whole can be said beforehand, and any range of it can be sent. Only the checksums come from
//! the files; they are asked for when a header that holds one is written. Archives stay below 4 GiB and 65,535 files, so
//! that no program needs ZIP64 to open them.

use std::ops::Range;

use chrono::{Datelike, NaiveDateTime, Timelike};
use serde::{Deserialize, Serialize};

/// The length of a file's own header, without its name.
const HEAD: u64 = 30;
/// The length of its entry in the directory, without its name.
const ENTRY: u64 = 46;
/// The length of what stands behind the directory.
const END: u64 = 22;

/// Files in one archive.
pub(super) const MOST_FILES: usize = 65_534;

/// A file in an archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Member {
    /// Its name: unique, without folders.
    pub(super) name: String,
    /// Its size.
    pub(super) bytes: u64,
    /// The time it carries, as the camera's clock said.
    pub(super) at: NaiveDateTime,
}

impl Member {
    /// What it takes of an archive, headers and all.
    pub(super) fn room(&self) -> u64 {
        HEAD + ENTRY + 2 * self.name.len() as u64 + self.bytes
    }
}

/// A piece of an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// The header of a file.
    Head(usize),
    /// The bytes of a file.
    Body(usize),
    /// The directory at the end.
    Directory,
}

/// A range of a piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slice {
    pub(super) piece: Piece,
    pub(super) range: Range<u64>,
}

/// The length of an archive.
pub(super) fn size(members: &[Member]) -> u64 {
    members.iter().map(Member::room).sum::<u64>() + END
}

/// What makes up a range of an archive, in order.
pub(super) fn slices(members: &[Member], range: &Range<u64>) -> Vec<Slice> {
    let files = members
        .iter()
        .enumerate()
        .flat_map(|(at, member)| [(Piece::Head(at), HEAD + member.name.len() as u64), (Piece::Body(at), member.bytes)]);
    let directory = members.iter().map(|member| ENTRY + member.name.len() as u64).sum::<u64>() + END;
    cut(files.chain([(Piece::Directory, directory)]), range)
}

/// What makes up a range of a single file that is sent by itself.
pub(super) fn slices_of_one(member: &Member, range: &Range<u64>) -> Vec<Slice> {
    cut([(Piece::Body(0), member.bytes)], range)
}

fn cut(pieces: impl IntoIterator<Item = (Piece, u64)>, range: &Range<u64>) -> Vec<Slice> {
    let (mut at, mut slices) = (0, Vec::new());
    for (piece, length) in pieces {
        let (from, to) = (range.start.max(at), range.end.min(at + length));
        if from < to {
            slices.push(Slice { piece, range: from - at..to - at });
        }
        at += length;
    }
    slices
}

/// The header of a file.
pub(super) fn head(member: &Member, crc32: u32) -> Vec<u8> {
    let mut bytes = b"PK\x03\x04".to_vec();
    facts(&mut bytes, member, crc32);
    bytes.extend_from_slice(&[0, 0]);
    bytes.extend_from_slice(member.name.as_bytes());
    bytes
}

/// The directory, given the checksum of each file.
pub(super) fn directory(members: &[Member], crc32s: &[u32]) -> Vec<u8> {
    let (mut bytes, mut at) = (Vec::new(), 0);
    for (member, crc32) in members.iter().zip(crc32s) {
        // Made on Unix, so that the file is one that everybody may read.
        bytes.extend_from_slice(b"PK\x01\x02\x14\x03");
        facts(&mut bytes, member, *crc32);
        bytes.extend_from_slice(&[0; 8]);
        bytes.extend_from_slice(&(0o100_644_u32 << 16).to_le_bytes());
        bytes.extend_from_slice(&short(at).to_le_bytes());
        bytes.extend_from_slice(member.name.as_bytes());
        at += HEAD + member.name.len() as u64 + member.bytes;
    }
    let (length, files) = (bytes.len() as u64, (members.len() as u16).to_le_bytes());
    bytes.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    bytes.extend_from_slice(&files);
    bytes.extend_from_slice(&files);
    bytes.extend_from_slice(&short(length).to_le_bytes());
    bytes.extend_from_slice(&short(at).to_le_bytes());
    bytes.extend_from_slice(&[0, 0]);
    bytes
}

/// What header and directory both say: version 2.0, a name in UTF-8, stored, time, checksum, sizes, length of the name.
fn facts(bytes: &mut Vec<u8>, member: &Member, crc32: u32) {
    let (date, time) = dos(member.at);
    bytes.extend_from_slice(&[20, 0, 0, 0x08, 0, 0]);
    bytes.extend_from_slice(&time.to_le_bytes());
    bytes.extend_from_slice(&date.to_le_bytes());
    bytes.extend_from_slice(&crc32.to_le_bytes());
    for _ in 0..2 {
        bytes.extend_from_slice(&short(member.bytes).to_le_bytes());
    }
    bytes.extend_from_slice(&(member.name.len() as u16).to_le_bytes());
}

/// A place or size in an archive; the plan keeps it below 4 GiB.
fn short(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Date and time as MS-DOS kept them: from 1980 to 2107, every other second.
fn dos(at: NaiveDateTime) -> (u16, u16) {
    let year = u16::try_from(at.year() - 1980).ok().filter(|year| *year < 128);
    let Some(year) = year else { return (1 << 5 | 1, 0) };
    let date = year << 9 | (at.month() as u16) << 5 | at.day() as u16;
    (date, (at.hour() as u16) << 11 | (at.minute() as u16) << 5 | (at.second() as u16 / 2))
}

#[cfg(test)]
mod tests {
    use std::{io::Write, process::Command};

    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;

    fn at() -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2026, 9, 12).and_then(|day| day.and_hms_opt(14, 2, 30)).expect("a moment")
    }

    fn bytes_of(at: usize, length: u64) -> Vec<u8> {
        (0..length).map(|byte| (byte as usize * 7 + at * 31) as u8).collect()
    }

    fn members(sizes: &[(String, u16)]) -> Vec<Member> {
        let member = |(at_place, (name, bytes)): (usize, &(String, u16))| Member {
            name: format!("{at_place} {name}"),
            bytes: u64::from(*bytes) + 1,
            at: at(),
        };
        sizes.iter().enumerate().map(member).collect()
    }

    fn crc32s(members: &[Member]) -> Vec<u32> {
        members.iter().enumerate().map(|(at, member)| crc32fast::hash(&bytes_of(at, member.bytes))).collect()
    }

    /// The bytes of a range, put together as they are sent.
    fn sent(members: &[Member], range: &Range<u64>) -> Vec<u8> {
        let crc32s = crc32s(members);
        let piece = |slice: Slice| {
            let whole = match slice.piece {
                Piece::Head(at) => head(&members[at], crc32s[at]),
                Piece::Body(at) => bytes_of(at, members[at].bytes),
                Piece::Directory => directory(members, &crc32s),
            };
            whole[slice.range.start as usize..slice.range.end as usize].to_vec()
        };
        slices(members, range).into_iter().flat_map(piece).collect()
    }

    fn have(program: &str) -> bool {
        let found = Command::new(program).arg("--help").output().is_ok();
        if !found {
            eprintln!("skipped: {program} is not installed");
        }
        found
    }

    #[test]
    fn other_programs_read_it() {
        let sizes: Vec<_> = (0..200).map(|at| (format!("Šibenik ć {at} 日本 – 🌊.jpg"), at * 37)).collect();
        let members = members(&sizes);
        let mut file = tempfile::NamedTempFile::with_suffix(".zip").expect("a file");
        let whole = sent(&members, &(0..size(&members)));
        assert_eq!(whole.len() as u64, size(&members));
        file.write_all(&whole).expect("written");
        if have("python3") {
            const READ: &str = "import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    assert archive.testzip() is None
    for found in archive.infolist():
        assert found.date_time == (2026, 9, 12, 14, 2, 30), found.date_time
        print(found.filename, found.file_size)";
            let told =
                Command::new("python3").args(["-X", "utf8", "-c", READ]).arg(file.path()).output().expect("python3");
            assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
            let listed = String::from_utf8(told.stdout).expect("text");
            let expected: Vec<_> = members.iter().map(|member| format!("{} {}", member.name, member.bytes)).collect();
            assert_eq!(listed.lines().collect::<Vec<_>>(), expected);
        }
        if have("unzip") {
            let told = Command::new("unzip").args(["-tq"]).arg(file.path()).output().expect("unzip");
            assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stdout));
        }
    }

    #[test]
    fn times_before_and_after_all_clocks_are_still_times() {
        for year in [1900, 2200] {
            let then = NaiveDate::from_ymd_opt(year, 2, 3).expect("a day").and_time(chrono::NaiveTime::MIN);
            assert_eq!(dos(then), (1 << 5 | 1, 0));
        }
    }

    proptest! {
        #[test]
        fn any_two_ranges_joined_are_the_whole(
            sizes in proptest::collection::vec(("[a-zčšž]{0,9}\\.jpg", any::<u16>()), 0..8), cut: prop::sample::Index,
        ) {
            let members = members(&sizes);
            let size = size(&members);
            let whole = sent(&members, &(0..size));
            prop_assert_eq!(whole.len() as u64, size);
            let cut = cut.index(size as usize + 1) as u64;
            let (first, second) = (sent(&members, &(0..cut)), sent(&members, &(cut..size)));
            prop_assert_eq!(first.len() as u64, cut);
            prop_assert!([first, second].concat() == whole);
        }
    }
}
