//! The marker segments in front of a JPEG's first scan (ITU-T T.81, annex B): its frame and what applications
//! put beside it. The entropy-coded data is libjpeg-turbo's business.

use std::collections::BTreeMap;
use std::io::{BufRead, Seek, SeekFrom};

use domain::RenditionKind;

use super::Refused;
use super::packets::{APP1, APP13, Packets};

const SOI: u8 = 0xD8;
const EOI: u8 = 0xD9;
const SOS: u8 = 0xDA;
const APP2: u8 = 0xE2;
const APP14: u8 = 0xEE;

/// More segments than any real file has; a file of nothing but markers ends here.
const MOST_SEGMENTS: usize = 4096;

/// The frame and the application data of a JPEG.
#[derive(Debug, Default)]
pub(super) struct Preamble {
    pub(super) frame: Frame,
    /// What is written beside the picture.
    pub(super) packets: Packets,
    /// The ICC profile, put together again.
    pub(super) profile: Option<Vec<u8>>,
    /// Written by Adobe's rules, where CMYK is stored inverted.
    pub(super) adobe: bool,
    /// Where the entropy-coded data begins, in bytes from the start of the file.
    pub(super) scan_at: u64,
}

/// How the picture is laid out and coded.
#[derive(Debug, Default)]
pub(super) struct Frame {
    /// In pixels, as stored.
    pub(super) width: u32,
    /// In pixels, as stored.
    pub(super) height: u32,
    /// 1 is grey, 3 colour, 4 CMYK.
    pub(super) components: usize,
    /// Samples of all components for 64 pixels: 64 for grey, 96 for 4:2:0, 192 for 4:4:4.
    pub(super) samples_in_64_pixels: u64,
    /// Coded in several scans, progressive or not: the decoder keeps all coefficients until the last one.
    pub(super) buffered: bool,
}

impl Frame {
    /// By how much the decoder shrinks while decoding, so that a picture more than twice the largest rendition
    /// never exists at full size: 1, 2, 4 or 8.
    pub(super) fn divisor(&self) -> u32 {
        let long_edge = self.width.max(self.height);
        [8, 4, 2].into_iter().find(|divisor| long_edge / divisor >= RenditionKind::Full.long_edge()).unwrap_or(1)
    }
}

/// Reads up to the first scan.
///
/// # Errors
/// [`Refused::Unsupported`] for lossless, hierarchical and 12-bit JPEGs, which nothing shows;
/// [`Refused::Damaged`] when there is no frame or no scan.
pub(super) fn preamble(mut file: impl BufRead + Seek) -> Result<Preamble, Refused> {
    let mut preamble = Preamble::default();
    let mut profile = BTreeMap::new();
    for _ in 0..MOST_SEGMENTS {
        let marker = marker(&mut file)?;
        match marker {
            SOI | 0x01 | 0xD0..=0xD7 => continue,
            EOI => return Err(Refused::damaged("no scan")),
            _ => {}
        }
        let mut length = [0; 2];
        file.read_exact(&mut length)?;
        let length =
            u16::from_be_bytes(length).checked_sub(2).ok_or_else(|| Refused::damaged("a segment without length"))?;
        if !matches!(marker, 0xC0..=0xCF | SOS | APP1 | APP2 | APP13 | APP14) {
            file.seek(SeekFrom::Current(length.into()))?;
            continue;
        }
        let mut body = vec![0; length.into()];
        file.read_exact(&mut body)?;
        match marker {
            0xC4 | 0xC8 | 0xCC => {}
            0xC0..=0xCF => preamble.frame = frame(marker, &body)?,
            APP1 | APP13 => preamble.packets.take(marker, &body),
            APP2 => {
                if let Some([part, _, bytes @ ..]) = body.strip_prefix(b"ICC_PROFILE\0") {
                    profile.entry(*part).or_insert_with(|| bytes.to_vec());
                }
            }
            APP14 => preamble.adobe |= body.starts_with(b"Adobe"),
            SOS => {
                let in_scan = body.first().copied().map_or(0, usize::from);
                preamble.frame.buffered |= in_scan < preamble.frame.components;
                preamble.scan_at = file.stream_position()?;
                preamble.profile = (!profile.is_empty()).then(|| profile.into_values().flatten().collect());
                return if preamble.frame.components > 0 { Ok(preamble) } else { Err(Refused::damaged("no frame")) };
            }
            _ => {}
        }
    }
    Err(Refused::damaged("too many segments"))
}

fn marker(file: &mut impl BufRead) -> Result<u8, Refused> {
    let mut byte = [0];
    file.read_exact(&mut byte)?;
    if byte != [0xFF] {
        return Err(Refused::damaged("no marker where one should be"));
    }
    while byte == [0xFF] {
        file.read_exact(&mut byte)?;
    }
    Ok(byte[0])
}

fn frame(marker: u8, body: &[u8]) -> Result<Frame, Refused> {
    let [precision, h1, h0, w1, w0, _, components @ ..] = body else {
        return Err(Refused::damaged("a frame cut short"));
    };
    if !matches!(marker, 0xC0 | 0xC1 | 0xC2 | 0xC9 | 0xCA) {
        return Err(Refused::Unsupported { found: Some("lossless or hierarchical JPEG".into()) });
    }
    if *precision != 8 {
        return Err(Refused::Unsupported { found: Some("12-bit JPEG".into()) });
    }
    let factors = components.chunks_exact(3).map(|component| {
        let factors = component.get(1).copied().unwrap_or_default();
        (u64::from(factors >> 4), u64::from(factors & 15))
    });
    let widest = factors.clone().map(|(h, _)| h).max().unwrap_or_default();
    let tallest = factors.clone().map(|(_, v)| v).max().unwrap_or_default();
    let samples: u64 = factors.clone().map(|(h, v)| h * v * 64).sum();
    Ok(Frame {
        width: u16::from_be_bytes([*w1, *w0]).into(),
        height: u16::from_be_bytes([*h1, *h0]).into(),
        components: factors.len(),
        samples_in_64_pixels: samples.div_ceil((widest * tallest).max(1)),
        buffered: matches!(marker, 0xC2 | 0xCA),
    })
}
