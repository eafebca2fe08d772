//! What the camera wrote beside the picture (Exif 2.32).

use exif::{DateTime, Exif, In, Rational, Reader, Tag, Value};

use super::{Metadata, Parsed, TakenAt, Words, text};
use crate::orientation::Orientation;

/// Characters kept of a camera's or lens's name.
const LONGEST_TEXT: usize = 100;

/// What cameras write as a description when nobody wrote one.
const NO_CAPTIONS: [&str; 6] = [
    "olympus digital camera",
    "konica minolta digital camera",
    "minolta digital camera",
    "sony dsc",
    "digital camera",
    "default",
];

/// Reads a TIFF structure, with or without the `Exif` header some programs leave in front.
pub(super) fn parse(bytes: Option<Vec<u8>>) -> Parsed {
    let Some(mut bytes) = bytes else { return Parsed::default() };
    if bytes.starts_with(b"Exif\0\0") {
        bytes.drain(..6);
    }
    let read = Reader::new().continue_on_error(true).read_raw(bytes);
    let Ok(exif) = read.or_else(|error| error.distill_partial_result(|_| ())) else { return Parsed::default() };
    Parsed {
        orientation: whole(&exif, Tag::Orientation).map_or_else(Orientation::default, Orientation::from_exif),
        metadata: Metadata {
            taken_at: taken_at(&exif),
            camera: camera(name(&exif, Tag::Make), name(&exif, Tag::Model)),
            lens: name(&exif, Tag::LensModel),
            exposure_time: number(&exif, Tag::ExposureTime, 1e-6, 86_400.0),
            f_number: number(&exif, Tag::FNumber, 0.5, 256.0),
            iso: iso(&exif),
            focal_length: number(&exif, Tag::FocalLength, 0.5, 10_000.0),
            gps: gps(&exif),
            words: Words {
                caption: words(&exif, Tag::ImageDescription, Words::CAPTION)
                    .filter(|caption| !NO_CAPTIONS.contains(&caption.to_lowercase().as_str())),
                creator: words(&exif, Tag::Artist, Words::LINE),
                copyright: words(&exif, Tag::Copyright, Words::COPYRIGHT),
                ..Words::default()
            },
            rejected: false,
        },
    }
}

fn value(exif: &Exif, tag: Tag) -> Option<&Value> {
    exif.get_field(tag, In::PRIMARY).map(|field| &field.value)
}

fn whole(exif: &Exif, tag: Tag) -> Option<u32> {
    value(exif, tag)?.get_uint(0)
}

fn ascii(exif: &Exif, tag: Tag) -> Option<&[u8]> {
    match value(exif, tag)? {
        Value::Ascii(lines) => lines.first().map(Vec::as_slice),
        _ => None,
    }
}

fn number(exif: &Exif, tag: Tag, least: f64, most: f64) -> Option<f64> {
    match value(exif, tag)? {
        Value::Rational(numbers) => numbers.first().and_then(quotient).filter(|number| (least..=most).contains(number)),
        _ => None,
    }
}

fn quotient(number: &Rational) -> Option<f64> {
    (number.denom != 0).then(|| number.to_f64())
}

fn name(exif: &Exif, tag: Tag) -> Option<String> {
    ascii(exif, tag).and_then(readable)
}

/// A name before the first NUL; of nothing but signs it is none.
fn readable(bytes: &[u8]) -> Option<String> {
    text::line(&text::decoded(before_nul(bytes)), LONGEST_TEXT).filter(|text| text.chars().any(char::is_alphanumeric))
}

fn words(exif: &Exif, tag: Tag, most: usize) -> Option<String> {
    text::lines(&text::decoded(before_nul(ascii(exif, tag)?)), most)
}

fn before_nul(bytes: &[u8]) -> &[u8] {
    bytes.split(|byte| *byte == 0).next().unwrap_or_default()
}

/// Makers repeat their name in the model and add their legal form; neither belongs under a photo.
fn camera(make: Option<String>, model: Option<String>) -> Option<String> {
    const LEGAL_FORMS: [&str; 10] =
        ["corporation", "corp.", "corp", "company", "co.,", "co.,ltd.", "ltd.", "ltd", "inc.", "imaging"];
    let (Some(make), Some(model)) = (&make, &model) else { return make.or(model) };
    let legal = |word: &str| LEGAL_FORMS.contains(&word.to_lowercase().as_str());
    let maker: Vec<&str> = make.split(' ').take_while(|word| !legal(word)).collect();
    let first = |text: &str| text.split([' ', '-']).next().unwrap_or_default().to_lowercase();
    if maker.is_empty() || first(make) == first(model) {
        return Some(model.clone());
    }
    Some(format!("{} {model}", maker.join(" ")))
}

/// Cameras beyond ISO 65534 write 65535 and the true value in a newer tag.
fn iso(exif: &Exif) -> Option<u32> {
    [Tag::PhotographicSensitivity, Tag::RecommendedExposureIndex, Tag::StandardOutputSensitivity, Tag::ISOSpeed]
        .into_iter()
        .filter_map(|tag| whole(exif, tag))
        .find(|iso| (1..=10_000_000).contains(iso) && *iso != 65_535)
}

/// When the shutter opened or, of a scan, when it was digitised; not when a program last saved the file.
fn taken_at(exif: &Exif) -> Option<TakenAt> {
    let read = |date, fraction, offset| {
        let mut clock = DateTime::from_ascii(ascii(exif, date)?).ok()?;
        // Both are refinements; where they are broken the time still holds.
        let _ = clock.parse_subsec(ascii(exif, fraction).unwrap_or_default());
        let _ = clock.parse_offset(ascii(exif, offset).unwrap_or_default());
        sane(&clock)
    };
    read(Tag::DateTimeOriginal, Tag::SubSecTimeOriginal, Tag::OffsetTimeOriginal)
        .or_else(|| read(Tag::DateTimeDigitized, Tag::SubSecTimeDigitized, Tag::OffsetTimeDigitized))
}

fn sane(clock: &DateTime) -> Option<TakenAt> {
    let &DateTime { year, month, day, hour, minute, second, nanosecond, offset } = clock;
    let leap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0;
    let days = match month {
        2 => {
            if leap {
                29
            } else {
                28
            }
        }
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    let valid = (1900..2100).contains(&year) && (1..=days).contains(&day) && hour < 24 && minute < 60 && second < 60;
    let millisecond = (nanosecond.unwrap_or_default() / 1_000_000) as u16;
    let offset_minutes = offset.filter(|minutes| minutes.abs() <= 14 * 60);
    valid.then_some(TakenAt { year, month, day, hour, minute, second, millisecond, offset_minutes })
}

/// A position needs both hemispheres; that of a receiver without a fix, 0° 0°, is none.
fn gps(exif: &Exif) -> Option<(f64, f64)> {
    let latitude = degrees(exif, Tag::GPSLatitude, Tag::GPSLatitudeRef, *b"NS", 90.0)?;
    let longitude = degrees(exif, Tag::GPSLongitude, Tag::GPSLongitudeRef, *b"EW", 180.0)?;
    ((latitude, longitude) != (0.0, 0.0)).then_some((latitude, longitude))
}

fn degrees(exif: &Exif, tag: Tag, hemisphere: Tag, [positive, negative]: [u8; 2], most: f64) -> Option<f64> {
    let Value::Rational(parts) = value(exif, tag)? else { return None };
    let [degrees, finer @ ..] = parts.as_slice() else { return None };
    let part = |index| finer.get(index).and_then(quotient).unwrap_or_default();
    let degrees = quotient(degrees)? + part(0) / 60.0 + part(1) / 3600.0;
    let sign = match ascii(exif, hemisphere)?.first().map(u8::to_ascii_uppercase) {
        Some(letter) if letter == positive => 1.0,
        Some(letter) if letter == negative => -1.0,
        _ => return None,
    };
    (0.0..=most).contains(&degrees).then_some(sign * degrees)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(make: &str, model: &str) -> Option<String> {
        camera(readable(make.as_bytes()), readable(model.as_bytes()))
    }

    #[test]
    fn cameras_are_named_once() {
        assert_eq!(named("Canon", "Canon EOS 5D").as_deref(), Some("Canon EOS 5D"));
        assert_eq!(named("NIKON CORPORATION", "NIKON D850").as_deref(), Some("NIKON D850"));
        assert_eq!(named("OLYMPUS IMAGING CORP.  ", "E-M1").as_deref(), Some("OLYMPUS E-M1"));
        assert_eq!(named("SONY", "ILCE-7M3").as_deref(), Some("SONY ILCE-7M3"));
        assert_eq!(named("Hewlett-Packard", "HP PhotoSmart").as_deref(), Some("Hewlett-Packard HP PhotoSmart"));
        assert_eq!(named("", "X100").as_deref(), Some("X100"));
        assert_eq!(named("----", "\0"), None);
    }

    #[test]
    fn text_is_cut_and_cleaned() {
        assert_eq!(readable(b"EF 50mm\0garbage").as_deref(), Some("EF 50mm"));
        assert_eq!(readable(b"a\x07\nb   c\t").as_deref(), Some("a b c"));
        assert_eq!(readable("x\u{202E}gpj.exe".as_bytes()).as_deref(), Some("xgpj.exe"));
        assert_eq!(readable(b"Caf\xE9").as_deref(), Some("Café"));
        assert_eq!(readable(&[b'z'; 5000]).map(|text| text.len()), Some(LONGEST_TEXT));
    }

    #[test]
    fn dates_that_never_were_are_dropped() {
        let read = |text: &str| DateTime::from_ascii(text.as_bytes()).ok().as_ref().and_then(sane);
        let day = read("2024:02:29 23:59:59").map(|day| day.to_string());
        assert_eq!(day.as_deref(), Some("2024-02-29T23:59:59.000"));
        for never in ["0000:00:00 00:00:00", "2023:02:29 10:00:00", "2024:13:01 10:00:00", "2024:01:01 24:00:00"] {
            assert_eq!(read(never), None, "{never}");
        }
    }

    #[test]
    fn broken_exif_is_no_metadata() {
        for bytes in [&b""[..], b"Exif\0\0", b"II*\0\xFF\xFF\xFF\xFF", b"MM\0*\0\0\0\x08\xFF\xFF"] {
            assert_eq!(parse(Some(bytes.to_vec())).metadata, Metadata::default());
        }
    }
}
