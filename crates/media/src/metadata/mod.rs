//! What camera and people wrote beside the picture: EXIF, IPTC-IIM and XMP, read into one answer. Nothing here is to be
//! trusted: a value that makes no sense is dropped, every text is cleaned and cut, and nothing written there, however
//! broken, fails a photo.

use std::fmt;

use chrono::{Datelike, NaiveDateTime, Timelike};
use serde::{Deserialize, Serialize};

use super::orientation::Orientation;
use super::packets::Packets;

pub(super) use xmp::LONGEST as LONGEST_XMP;

mod exif;
mod iptc;
mod text;
mod xmp;

/// When, where, with what and by whom a photo was taken, as far as the file says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Metadata {
    /// When the shutter opened.
    pub taken_at: Option<TakenAt>,
    /// Maker and model, the maker not repeated: `Canon EOS 5D`, `SONY ILCE-7M3`.
    pub camera: Option<String>,
    /// The lens, as it calls itself.
    pub lens: Option<String>,
    /// In seconds.
    pub exposure_time: Option<f64>,
    /// The aperture's f-number.
    pub f_number: Option<f64>,
    /// The sensitivity.
    pub iso: Option<u32>,
    /// In millimetres, not converted to 35 mm film.
    pub focal_length: Option<f64>,
    /// Latitude and longitude in degrees, north and east positive.
    pub gps: Option<(f64, f64)>,
    /// What people wrote.
    pub words: Words,
    /// Whether somebody rejected it: a rating of −1.
    pub rejected: bool,
}

/// What people wrote into a photo, each text at most as long as its constant of [`Words`] says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// A short name; where there is none, the headline.
    pub title: Option<String>,
    /// What is to be seen, in one or several lines.
    pub caption: Option<String>,
    /// Each once, in the order they were written; at most [`Words::KEYWORDS`].
    pub keywords: Vec<String>,
    /// Who took it; several are separated by `; `.
    pub creator: Option<String>,
    /// Whose it is.
    pub copyright: Option<String>,
    /// 0 to 5 stars.
    pub rating: Option<u8>,
    /// The city it shows.
    pub city: Option<String>,
    /// The country it shows.
    pub country: Option<String>,
}

/// The camera's clock when the shutter opened: a valid date of 1900 to 2099, and UTC only through `offset_minutes`.
/// Displays as `2024-05-31T18:04:59.120`; orders by the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TakenAt {
    /// 1900 to 2099.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
    /// Tells the pictures of a burst apart; 0 where the camera does not say.
    pub millisecond: u16,
    /// How far the clock was ahead of UTC, where the camera says.
    pub offset_minutes: Option<i16>,
}

impl fmt::Display for TakenAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { year, month, day, hour, minute, second, millisecond, .. } = self;
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millisecond:03}")
    }
}

/// What one reading gives.
#[derive(Default)]
pub(super) struct Parsed {
    pub(super) orientation: Orientation,
    pub(super) metadata: Metadata,
}

/// Reads all that was found, and decides where it disagrees as the Metadata Working Group has it (Guidelines for Handling
/// Image Metadata 2.0, chapter 5): EXIF first, then XMP, then IPTC-IIM; but IIM before XMP when its checksum in the file
/// shows that a program that knows no XMP has changed it since.
pub(super) fn parse(packets: Packets) -> Parsed {
    let Packets { exif, photoshop, xmp } = packets;
    let Parsed { orientation, metadata } = exif::parse(exif);
    let xmp = xmp.map(|xmp| xmp::parse(&xmp)).unwrap_or_default();
    let iptc::Parsed { metadata: iptc, changed } = iptc::parse(&photoshop);
    let (first, second) = if changed { (iptc, xmp) } else { (xmp, iptc) };
    Parsed { orientation, metadata: metadata.or(first).or(second) }
}

impl Metadata {
    /// This, and what it does not know from `other`.
    fn or(self, other: Self) -> Self {
        Self {
            taken_at: self.taken_at.or(other.taken_at),
            camera: self.camera.or(other.camera),
            lens: self.lens.or(other.lens),
            exposure_time: self.exposure_time.or(other.exposure_time),
            f_number: self.f_number.or(other.f_number),
            iso: self.iso.or(other.iso),
            focal_length: self.focal_length.or(other.focal_length),
            gps: self.gps.or(other.gps),
            words: self.words.or(other.words),
            rejected: self.rejected || other.rejected,
        }
    }
}

impl Words {
    /// Characters of a title, a creator, a city or a country.
    pub const LINE: usize = 200;
    /// Characters of a caption: as many as IPTC-IIM has room for.
    pub const CAPTION: usize = 2000;
    /// Characters of a copyright notice.
    pub const COPYRIGHT: usize = 500;
    /// How many keywords: more than any archive gives one picture.
    pub const KEYWORDS: usize = 100;
    /// Characters of a keyword: as many as IPTC-IIM has room for.
    pub const KEYWORD: usize = 64;

    fn or(self, other: Self) -> Self {
        Self {
            title: self.title.or(other.title),
            caption: self.caption.or(other.caption),
            keywords: if self.keywords.is_empty() { other.keywords } else { self.keywords },
            creator: self.creator.or(other.creator),
            copyright: self.copyright.or(other.copyright),
            rating: self.rating.or(other.rating),
            city: self.city.or(other.city),
            country: self.country.or(other.country),
        }
    }

    /// Adds a keyword, once and as long as there is room.
    fn add_keyword(&mut self, keyword: &str) {
        if self.keywords.len() < Self::KEYWORDS
            && let Some(keyword) = text::line(keyword, Self::KEYWORD)
            && !self.keywords.contains(&keyword)
        {
            self.keywords.push(keyword);
        }
    }
}

/// Several names in one text, as the guidelines write them.
fn joined<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let names: Vec<String> =
        names.into_iter().filter_map(|name| text::line(name, Words::LINE)).take(Words::KEYWORDS).collect();
    text::line(&names.join("; "), Words::LINE)
}

impl TakenAt {
    /// A clock that showed `at`; `None` when that is not of 1900 to 2099.
    fn of_clock(at: NaiveDateTime, offset_minutes: Option<i16>) -> Option<Self> {
        let year = u16::try_from(at.year()).ok().filter(|year| (1900..2100).contains(year))?;
        Some(Self {
            year,
            month: at.month() as u8,
            day: at.day() as u8,
            hour: at.hour() as u8,
            minute: at.minute() as u8,
            second: at.second() as u8,
            // A leap second has more than a thousand.
            millisecond: at.and_utc().timestamp_subsec_millis().min(999) as u16,
            offset_minutes: offset_minutes.filter(|minutes| minutes.abs() <= 14 * 60),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packets(iptc: Vec<u8>, xmp: &str) -> Packets {
        Packets { photoshop: iptc, xmp: Some(xmp.as_bytes().to_vec()), ..Packets::default() }
    }

    #[test]
    fn xmp_goes_before_iptc_unless_that_was_changed_later() {
        let xmp = xmp::tests::packet(r#"<dc:title><rdf:Alt><rdf:li>Old</rdf:li></rdf:Alt></dc:title>"#);
        let title = |iptc| parse(packets(iptc, &xmp)).metadata.words.title;
        let records = iptc::tests::records(&[(5, b"New")]);
        assert_eq!(title(iptc::tests::photoshop(&records, None)).as_deref(), Some("Old"), "no checksum");
        assert_eq!(title(iptc::tests::photoshop(&records, Some(&records))).as_deref(), Some("Old"), "unchanged");
        assert_eq!(title(iptc::tests::photoshop(&records, Some(b"before"))).as_deref(), Some("New"), "changed");
    }

    #[test]
    fn each_adds_what_the_others_lack() {
        let xmp = xmp::tests::packet("<xmp:Rating>4</xmp:Rating>");
        let iptc = iptc::tests::photoshop(&iptc::tests::records(&[(90, b"Rovinj"), (25, b"sea")]), None);
        let words = parse(packets(iptc, &xmp)).metadata.words;
        assert_eq!((words.rating, words.city.as_deref()), (Some(4), Some("Rovinj")));
        assert_eq!(words.keywords, ["sea"]);
    }

    #[test]
    fn keywords_are_few_and_each_is_one() {
        let mut words = Words::default();
        (0..500).for_each(|number| words.add_keyword(&format!("keyword {}", number % 300)));
        words.add_keyword("keyword 1");
        assert_eq!(words.keywords.len(), Words::KEYWORDS);
        let mut words = Words::default();
        ["sea", " sea\0", "", "Sea", &"z".repeat(1000)].into_iter().for_each(|keyword| words.add_keyword(keyword));
        assert_eq!(words.keywords, ["sea", "Sea", &"z".repeat(Words::KEYWORD)]);
    }
}
