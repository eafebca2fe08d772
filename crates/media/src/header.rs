//! What a file is, told by its content, and what decoding it would cost; nothing is decoded here.

use std::io::{self, BufRead, Read, Seek};

use domain::RenditionKind;

use super::{Format, Refused, jpeg};

/// The most pixels taken, whatever the format.
pub const MOST_PIXELS: u64 = 200_000_000;

/// The most bytes that developing one file may be estimated to take: 1.2 GiB.
pub const MOST_BYTES: u64 = 1_288_490_188;

/// Bytes per pixel of an RGB picture.
const RGB: u64 = 3;

/// Bytes per pixel of the largest rendition: itself, turned, the resizer's rows, the encoder's coefficients and output.
const RENDERING: u64 = 16;

/// Bytes per pixel while a WebP is decoded: canvas, frame, planes or entropy image, flattened picture.
const WEBP: u64 = 12;

/// How far the distinguishing marks of a file lie from its beginning, in bytes.
const SNIFFED: usize = 512;

/// What the header of an acceptable file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// What the file is.
    pub format: Format,
    /// Width in pixels as stored, before EXIF orientation.
    pub width: u32,
    /// Height in pixels as stored, before EXIF orientation.
    pub height: u32,
    /// Estimate of the memory that developing takes at its peak, in bytes, without the file itself.
    pub decoding_bytes: u64,
}

/// What [`inspect`](super::inspect) says of a file.
pub(super) fn inspect(mut file: impl BufRead + Seek) -> Result<Header, Refused> {
    match sniff(&mut file)? {
        Format::Jpeg => inspect_jpeg(file),
        Format::Png => inspect_png(file),
        Format::Webp => inspect_webp(file),
    }
}

fn sniff(file: &mut (impl BufRead + Seek)) -> Result<Format, Refused> {
    let mut head = Vec::with_capacity(SNIFFED);
    file.rewind()?;
    file.by_ref().take(SNIFFED as u64).read_to_end(&mut head)?;
    file.rewind()?;
    format_of(&head).ok_or_else(|| Refused::Unsupported { found: recognise(&head).map(Into::into) })
}

/// Whether a file that begins with these bytes, twelve at least, may be one we take: what is not need not be fetched whole.
pub fn begins_well(head: &[u8]) -> bool {
    format_of(head).is_some()
}

fn format_of(head: &[u8]) -> Option<Format> {
    match head {
        [0xFF, 0xD8, 0xFF, ..] => Some(Format::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(Format::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Format::Webp),
        _ => None,
    }
}

/// The trade name of a file that we do not take, for a message that helps.
fn recognise(head: &[u8]) -> Option<&'static str> {
    const SIGNATURES: [(&[u8], &str); 17] = [
        (b"GIF8", "GIF"),
        (b"II*\0", "TIFF or camera raw"),
        (b"MM\0*", "TIFF or camera raw"),
        (b"FUJIFILMCCD-RAW", "camera raw"),
        (b"BM", "BMP"),
        (b"%PDF", "PDF"),
        (b"%!PS", "EPS"),
        (b"\xC5\xD0\xD3\xC6", "EPS"),
        (b"8BPS", "Photoshop"),
        (b"\xFF\x0A", "JPEG XL"),
        (b"\0\0\0\x0CJXL ", "JPEG XL"),
        (b"\0\0\0\x0CjP  ", "JPEG 2000"),
        (b"\xFF\x4F\xFF\x51", "JPEG 2000"),
        (b"\0\0\x01\0", "ICO"),
        (b"PK\x03\x04", "ZIP"),
        (b"\x1A\x45\xDF\xA3", "a video"),
        (b"RIFF", "a video"),
    ];
    if let [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] = head {
        return Some(match brand.get(..4) {
            Some(b"avif" | b"avis") => "AVIF",
            Some(b"heic" | b"heix" | b"hevc" | b"heim" | b"heis" | b"hevm" | b"mif1" | b"msf1") => "HEIC",
            Some(b"crx ") => "camera raw",
            _ => "a video",
        });
    }
    let known = SIGNATURES.iter().find(|(signature, _)| head.starts_with(signature)).map(|&(_, name)| name);
    known.or_else(|| head.windows(4).any(|word| word == b"<svg").then_some("SVG"))
}

fn inspect_jpeg(file: impl BufRead + Seek) -> Result<Header, Refused> {
    let frame = jpeg::preamble(file)?.frame;
    let shrunk = |side: u32| side.div_ceil(frame.divisor());
    let decoded = RGB * area((shrunk(frame.width), shrunk(frame.height)));
    let inks = if frame.components == 4 { decoded / RGB * 4 } else { 0 };
    let samples = area((frame.width, frame.height)) * frame.samples_in_64_pixels / 64;
    let coefficients = if frame.buffered { 2 * samples } else { 0 };
    admit(Format::Jpeg, frame.width, frame.height, Cost { decoding: decoded + inks + coefficients, decoded })
}

fn inspect_png(file: impl BufRead + Seek) -> Result<Header, Refused> {
    let mut decoder = png::Decoder::new(file);
    let info = decoder.read_header_info().map_err(Refused::damaged)?;
    let decoded = RGB * area((info.width, info.height));
    admit(Format::Png, info.width, info.height, Cost { decoding: decoded, decoded })
}

fn inspect_webp(file: impl BufRead + Seek) -> Result<Header, Refused> {
    let decoder = image_webp::WebPDecoder::new(file).map_err(Refused::damaged)?;
    let (width, height) = decoder.dimensions();
    let pixels = area((width, height));
    admit(Format::Webp, width, height, Cost { decoding: WEBP * pixels, decoded: RGB * pixels })
}

/// Bytes held while decoding, and by the decoded picture.
struct Cost {
    decoding: u64,
    decoded: u64,
}

fn admit(format: Format, width: u32, height: u32, cost: Cost) -> Result<Header, Refused> {
    let pixels = area((width, height));
    if pixels == 0 {
        return Err(Refused::damaged("a side is zero"));
    }
    if pixels > MOST_PIXELS || cost.decoding > MOST_BYTES {
        let affordable = u128::from(MOST_BYTES) * u128::from(pixels) / u128::from(cost.decoding);
        return Err(Refused::TooManyPixels {
            megapixels: pixels.div_ceil(1_000_000) as u32,
            limit: (affordable.min(MOST_PIXELS.into()) / 1_000_000) as u32,
        });
    }
    let rendering = cost.decoded + RENDERING * area(RenditionKind::Full.size_of(width, height));
    Ok(Header { format, width, height, decoding_bytes: cost.decoding.max(rendering) })
}

fn area((width, height): (u32, u32)) -> u64 {
    u64::from(width) * u64::from(height)
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::damaged("the file ends early"),
            _ => Self::failed(error),
        }
    }
}
