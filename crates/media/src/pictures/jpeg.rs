//! The finished picture as a JPEG file with the little EXIF a camera would write: when, and by what.

use turbojpeg::{Compressor, Image, PixelFormat, Subsamp};

const ASCII: u16 = 2;
const LONG: u16 = 4;
const QUALITY: i32 = 90;

/// Encodes `rgb` (three bytes a pixel, row by row) and writes `taken` ("YYYY:MM:DD HH:MM:SS") as the time of capture.
pub fn encode(rgb: &[u8], width: usize, height: usize, taken: &str) -> turbojpeg::Result<Vec<u8>> {
    let image = Image { pixels: rgb, width, pitch: width * 3, height, format: PixelFormat::RGB };
    let mut compressor = Compressor::new()?;
    compressor.set_quality(QUALITY)?;
    compressor.set_subsamp(Subsamp::Sub2x2)?;
    Ok(with_segment(&compressor.compress_to_vec(image)?, &exif(taken)))
}

/// Puts an APP1 segment right after the start-of-image marker, where EXIF 2.3 (4.5.4) wants it.
fn with_segment(jpeg: &[u8], payload: &[u8]) -> Vec<u8> {
    let (start, rest) = jpeg.split_at(jpeg.len().min(2));
    let length = (payload.len() + 2) as u16;
    [start, &[0xFF, 0xE1], &length.to_be_bytes(), payload, rest].concat()
}

/// EXIF with Make, Model and DateTime in the first directory, DateTimeOriginal in the EXIF one.
fn exif(taken: &str) -> Vec<u8> {
    let taken = text(taken);
    let (make, model) = (text("Lumora"), text("Drawn"));
    // Header 8; directories of 2 + 12 × entries + 4 bytes; then the texts they point to.
    let (first, second) = (8u32, 8 + 2 + 4 * 12 + 4);
    let texts = second + 2 + 12 + 4;
    let at_model = texts + make.len() as u32;
    let at_taken = at_model + model.len() as u32;

    let mut out = b"Exif\0\0MM\0\x2A".to_vec();
    out.extend(first.to_be_bytes());
    out.extend(4u16.to_be_bytes());
    out.extend(entry(0x010F, ASCII, letters(&make), texts));
    out.extend(entry(0x0110, ASCII, letters(&model), at_model));
    out.extend(entry(0x0132, ASCII, letters(&taken), at_taken));
    out.extend(entry(0x8769, LONG, 1, second));
    out.extend([0; 4]);
    out.extend(1u16.to_be_bytes());
    out.extend(entry(0x9003, ASCII, letters(&taken), at_taken));
    out.extend([0; 4]);
    out.extend(make);
    out.extend(model);
    out.extend(taken);
    out
}

/// One directory entry: `value` is an offset from the header, or the number itself.
fn entry(tag: u16, kind: u16, count: u32, value: u32) -> Vec<u8> {
    [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value.to_be_bytes()].concat()
}

/// How many bytes of a padded text count: its letters and one closing zero.
fn letters(text: &[u8]) -> u32 {
    text.iter().take_while(|&&byte| byte != 0).count() as u32 + 1
}

/// An ASCII value with its closing zero, padded so that it is longer than four bytes and thus never stored inline.
fn text(value: &str) -> Vec<u8> {
    let mut bytes: Vec<u8> = value.bytes().filter(u8::is_ascii).take(64).collect();
    bytes.push(0);
    while bytes.len() < 6 || bytes.len() % 2 == 1 {
        bytes.push(0);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exif_points_at_its_texts() {
        let out = exif("2026:05:16 06:40:00");
        let tiff = &out[6..];
        let at = |offset: usize| {
            u32::from_be_bytes([tiff[offset], tiff[offset + 1], tiff[offset + 2], tiff[offset + 3]]) as usize
        };
        assert!(tiff[at(10 + 8)..].starts_with(b"Lumora\0"));
        assert!(tiff[at(22 + 8)..].starts_with(b"Drawn\0"));
        let second = at(46 + 8);
        assert_eq!(&tiff[second + 2..second + 4], &[0x90, 0x03]);
        assert!(tiff[at(second + 2 + 8)..].starts_with(b"2026:05:16 06:40:00\0"));
    }
}
