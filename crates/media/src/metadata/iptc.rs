//! What press agencies and archives write: IPTC-IIM 4.2, in the Photoshop resources of a JPEG (Adobe Photoshop File Formats
//! Specification, "Image Resource Blocks").

use chrono::{NaiveDateTime, TimeDelta};
use md5::{Digest, Md5};

use super::{Metadata, TakenAt, Words, joined, text};

/// The resource that holds the records.
const RECORDS: u16 = 0x0404;

/// The resource that holds the MD5 that the records had when a program that knows XMP wrote both.
const CHECKSUM: u16 = 0x0425;

/// What stands in data set 1:90 when the texts are UTF-8 (ISO 2022: ESC % G).
const UTF_8: &[u8] = b"\x1B%G";

/// What one reading gives.
#[derive(Default)]
pub(super) struct Parsed {
    pub(super) metadata: Metadata,
    /// Whether the records are not those of the checksum beside them.
    pub(super) changed: bool,
}

/// Reads Photoshop's resources, the segments of a JPEG put together, without their heads.
pub(super) fn parse(photoshop: &[u8]) -> Parsed {
    let resource = |wanted| resources(photoshop).find(|(number, _)| *number == wanted).map(|(_, bytes)| bytes);
    let Some(records) = resource(RECORDS) else { return Parsed::default() };
    let changed = resource(CHECKSUM).is_some_and(|checksum| checksum != Md5::digest(records).as_slice());
    Parsed { metadata: Texts::of(records).metadata(), changed }
}

/// Number and content of each resource, up to one that is cut short.
fn resources(mut bytes: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let [high, low, rest @ ..] = bytes.strip_prefix(b"8BIM")? else { return None };
        // A name with its length in front, and a size, each name and content filled up to an even length.
        let name = usize::from(*rest.first()?) + 1;
        let (size, rest) = rest.get(name + name % 2..)?.split_first_chunk()?;
        let size = usize::try_from(u32::from_be_bytes(*size)).ok()?;
        let (content, rest) = rest.split_at_checked(size)?;
        bytes = rest.get(size % 2..).unwrap_or_default();
        Some((u16::from_be_bytes([*high, *low]), content))
    })
}

/// Record, number and value of each data set, up to one that is cut short.
fn data_sets(mut bytes: &[u8]) -> impl Iterator<Item = (u8, u8, &[u8])> {
    std::iter::from_fn(move || {
        let [0x1C, record, number, high, low, rest @ ..] = bytes else { return None };
        let length = u16::from_be_bytes([*high, *low]);
        let (length, rest) = if length & 0x8000 == 0 {
            (usize::from(length), rest)
        } else {
            // An extended one: this is the length of the length.
            let (octets, rest) = rest.split_at_checked(usize::from(length & 0x7FFF))?;
            (octets.iter().try_fold(0_usize, |sum, octet| sum.checked_mul(256)?.checked_add((*octet).into()))?, rest)
        };
        let (value, rest) = rest.split_at_checked(length)?;
        bytes = rest;
        Some((*record, *number, value))
    })
}

/// The texts of the application record, by their numbers.
struct Texts(Vec<(u8, String)>);

impl Texts {
    fn of(records: &[u8]) -> Self {
        let utf_8 = data_sets(records).any(|(record, number, value)| (record, number, value) == (1, 90, UTF_8));
        // Programs cut UTF-8 where the room ends, in the middle of a letter if need be.
        let decoded = |value| if utf_8 { String::from_utf8_lossy(value).into_owned() } else { text::decoded(value) };
        let application = data_sets(records).filter(|(record, ..)| *record == 2);
        Self(application.map(|(_, number, value)| (number, decoded(value))).collect())
    }

    fn all(&self, number: u8) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(other, _)| *other == number).map(|(_, text)| text.as_str())
    }

    fn line(&self, number: u8, most: usize) -> Option<String> {
        self.all(number).find_map(|text| text::line(text, most))
    }

    fn metadata(&self) -> Metadata {
        let mut words = Words {
            title: self.line(5, Words::LINE).or_else(|| self.line(105, Words::LINE)),
            caption: self.all(120).find_map(|text| text::lines(text, Words::CAPTION)),
            keywords: Vec::new(),
            creator: joined(self.all(80)),
            copyright: self.line(116, Words::COPYRIGHT),
            rating: None,
            city: self.line(90, Words::LINE),
            country: self.line(101, Words::LINE),
        };
        self.all(25).for_each(|keyword| words.add_keyword(keyword));
        let taken_at = self.all(55).zip(self.all(60)).find_map(|(day, time)| taken_at(day, time));
        Metadata { taken_at, words, ..Metadata::default() }
    }
}

/// `20220331` and `113156+0200`; a day without a time is no moment.
fn taken_at(day: &str, time: &str) -> Option<TakenAt> {
    let (time, offset) = time.trim_end_matches('\0').split_at_checked(6)?;
    let at = NaiveDateTime::parse_from_str(&format!("{day}{time}"), "%Y%m%d%H%M%S").ok()?;
    TakenAt::of_clock(at, minutes(offset))
}

/// `+0200`.
fn minutes(offset: &str) -> Option<i16> {
    let (sign, digits) = offset.split_at_checked(1)?;
    let (hours, minutes) = digits.split_at_checked(2)?;
    let length =
        TimeDelta::hours(hours.parse::<u8>().ok()?.into()) + TimeDelta::minutes(minutes.parse::<u8>().ok()?.into());
    let length = i16::try_from(length.num_minutes()).ok()?;
    match sign {
        "+" => Some(length),
        "-" => Some(-length),
        _ => None,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Data sets of the application record.
    pub(in super::super) fn records(sets: &[(u8, &[u8])]) -> Vec<u8> {
        let set = |(number, value): &(u8, &[u8])| {
            let length = u16::try_from(value.len()).expect("a short text").to_be_bytes();
            [&[0x1C, 2, *number][..], &length, value].concat()
        };
        sets.iter().flat_map(set).collect()
    }

    /// Resources with these records, and the checksum of others.
    pub(in super::super) fn photoshop(records: &[u8], checksum_of: Option<&[u8]>) -> Vec<u8> {
        let resource = |number: u16, content: &[u8]| {
            let size = u32::try_from(content.len()).expect("short").to_be_bytes();
            let filling: &[u8] = if content.len() % 2 == 1 { b"\0" } else { b"" };
            [&b"8BIM"[..], &number.to_be_bytes(), b"\0\0", &size, content, filling].concat()
        };
        let checksum = checksum_of.map(|records| resource(CHECKSUM, &Md5::digest(records)));
        [resource(0x03ED, b"res"), resource(RECORDS, records), checksum.unwrap_or_default()].concat()
    }

    fn read(sets: &[(u8, &[u8])]) -> Metadata {
        parse(&photoshop(&records(sets), None)).metadata
    }

    #[test]
    fn all_fields_are_read() {
        let found = read(&[
            (105, b"A headline"),
            (5, b"Golden hour"),
            (120, b"Ana and Luka\ron the pier"),
            (25, b"sea"),
            (25, b"wedding"),
            (25, b"sea"),
            (80, b"Mirna"),
            (80, b"Petra"),
            (116, b"(c) 2026 Mirna"),
            (90, b"Rovinj"),
            (101, b"Croatia"),
            (55, b"20260516"),
            (60, b"183005+0200"),
        ]);
        let words = Words {
            title: Some("Golden hour".into()),
            caption: Some("Ana and Luka\non the pier".into()),
            keywords: vec!["sea".into(), "wedding".into()],
            creator: Some("Mirna; Petra".into()),
            copyright: Some("(c) 2026 Mirna".into()),
            rating: None,
            city: Some("Rovinj".into()),
            country: Some("Croatia".into()),
        };
        assert_eq!(found.words, words);
        let taken_at = found.taken_at.expect("a moment");
        assert_eq!(taken_at.to_string(), "2026-05-16T18:30:05.000");
        assert_eq!(taken_at.offset_minutes, Some(120));
    }

    #[test]
    fn texts_are_latin_1_unless_they_say_otherwise() {
        let title = |bytes: &[u8]| parse(bytes).metadata.words.title;
        assert_eq!(title(&photoshop(&records(&[(5, b"Caf\xE9")]), None)).as_deref(), Some("Café"));
        let said = [&b"\x1C\x01\x5A\0\x03\x1B%G"[..], &records(&[(5, b"\xC5\xA0ime \xC5")])].concat();
        assert_eq!(title(&photoshop(&said, None)).as_deref(), Some("Šime"), "cut in the middle of a letter");
    }

    #[test]
    fn a_day_without_a_time_is_no_moment() {
        assert_eq!(read(&[(55, b"20260516")]).taken_at, None);
        assert_eq!(read(&[(55, b"20260231"), (60, b"120000+0000")]).taken_at, None);
        assert_eq!(read(&[(55, b"20260516"), (60, "12\u{e9}000".as_bytes())]).taken_at, None);
        let without_zone = read(&[(55, b"20260516"), (60, b"120000")]).taken_at.expect("a moment");
        assert_eq!(without_zone.offset_minutes, None);
    }

    #[test]
    fn an_extended_length_is_one() {
        let long = "long ".repeat(300);
        let mut records = vec![0x1C, 2, 120, 0x80, 4, 0, 0];
        records.extend((long.len() as u16).to_be_bytes());
        records.extend(long.as_bytes());
        assert_eq!(parse(&photoshop(&records, None)).metadata.words.caption.as_deref(), Some(long.trim_end()));
        for hostile in [&[0x1C, 2, 120, 0xFF, 0xFF][..], &[0x1C, 2, 120, 0x80, 4, 0xFF, 0xFF, 0xFF, 0xFF, b'x']] {
            assert_eq!(parse(&photoshop(hostile, None)).metadata, Metadata::default());
        }
    }

    proptest! {
        #[test]
        fn nothing_is_too_broken(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
            parse(&bytes);
            parse(&photoshop(&bytes, None));
        }

        #[test]
        fn what_is_cut_or_bent_is_read_as_far_as_it_goes(cut in 0_usize..200, at in 0_usize..200, bent in any::<u8>()) {
            let mut bytes = photoshop(&records(&[(5, b"Golden hour"), (25, b"sea"), (120, b"x"), (60, b"1")]), Some(b""));
            if let Some(byte) = bytes.get_mut(at) {
                *byte = bent;
            }
            parse(&bytes[..cut.min(bytes.len())]);
        }
    }
}
