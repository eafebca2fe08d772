//! Takes out of an original where it was taken and which very camera took it, without opening its picture and without
//! changing its length: what tells is written over in place. The pixels, and all else that is written there, stay.
//!
//! EXIF loses its GPS directory, the makers' notes (serial numbers and places in many secret ways) and the tags of owner
//! and serial numbers; XMP the properties that say the same. What cannot be read for certain is written over as
//! a whole.

use serde::{Deserialize, Serialize};

use super::{Format, packets::APP1};

mod tiff;
mod xmp;

/// Bytes to be written over an original.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patch {
    /// Where they begin.
    pub at: u64,
    /// What stands there from now on.
    #[serde(with = "text")]
    pub bytes: Vec<u8>,
}

/// Bytes as text: as numbers they would take many times their length in the database's answers.
mod text {
    use base64::{Engine, prelude::BASE64_STANDARD};
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&BASE64_STANDARD.encode(bytes))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        BASE64_STANDARD.decode(String::deserialize(from)?).map_err(D::Error::custom)
    }
}

impl Patch {
    /// Writes over `piece`, which begins at `start` of the file, as far as it reaches into it.
    pub fn lay_over(&self, piece: &mut [u8], start: u64) {
        let (end, length) = (self.at + self.bytes.len() as u64, piece.len() as u64);
        let (from, to) = (self.at.max(start), end.min(start + length));
        if from < to {
            let new = &self.bytes[(from - self.at) as usize..(to - self.at) as usize];
            piece[(from - start) as usize..(to - start) as usize].copy_from_slice(new);
        }
    }
}

/// What is to be written over a file of this kind, so that it tells neither place nor camera.
pub fn discretion(file: &[u8], format: Format) -> Vec<Patch> {
    let mut cover = Cover { now: file.to_vec() };
    match format {
        Format::Jpeg => cover.jpeg(),
        Format::Png => cover.png(),
        Format::Webp => cover.webp(),
    }
    differences(file, &cover.now)
}

/// A file on its way to saying less.
struct Cover {
    now: Vec<u8>,
}

impl Cover {
    /// All segments there are, also of further pictures behind the first. Between segments, where pixels are coded, no
    /// marker can stand.
    fn jpeg(&mut self) {
        const APP13: u8 = super::packets::APP13;
        let mut extensions = Vec::new();
        let mut at = 0;
        while let Some(found) = find(&self.now[at..], &[0xFF]) {
            at += found + 1;
            let Some([marker, high, low]) = self.now.get(at..at + 3).and_then(|bytes| bytes.first_chunk::<3>()) else {
                break;
            };
            if !matches!(*marker, APP1 | APP13) {
                continue;
            }
            let marker = *marker;
            let body = at + 3..(at + 1 + usize::from(u16::from_be_bytes([*high, *low]))).clamp(at + 3, self.now.len());
            let segment = &mut self.now[body.clone()];
            if marker == APP1 && segment.starts_with(b"Exif\0") && segment.len() > 6 {
                tiff::hush(&mut segment[6..]);
            } else if segment.starts_with(b"http://ns.adobe.com/xap/1.0/\0") {
                xmp::hush(&mut segment[29..]);
            } else if segment.starts_with(b"http://ns.adobe.com/xmp/extension/\0") {
                // What stands in a segment begins no other: segments that overlap would be many times the file.
                at = body.end;
                extensions.push(body);
            } else if segment.starts_with(b"Photoshop 3.0\0") {
                // EXIF and XMP among Photoshop's resources.
                let tells = |id: &[u8]| find(segment, id).is_some();
                if tells(b"8BIM\x04\x22") || tells(b"8BIM\x04\x23") || tells(b"8BIM\x04\x24") {
                    segment[14..].fill(0);
                }
                at = body.end;
            }
        }
        // One packet cut into many, of which none can be read alone: name, length and place stand before each.
        const BEFORE: usize = 35 + 32 + 8;
        let parts = || extensions.iter().filter(|body| body.len() > BEFORE).map(|body| body.start + BEFORE..body.end);
        let whole: Vec<u8> = parts().flat_map(|part| self.now[part].to_vec()).collect();
        if xmp::tells(&whole) {
            for part in parts().collect::<Vec<_>>() {
                self.now[part].fill(b' ');
            }
        }
    }

    fn png(&mut self) {
        let mut at = 8;
        while let Some(head) = self.now.get(at..at + 8).and_then(|bytes| bytes.first_chunk::<8>()) {
            let [a, b, c, d, kind @ ..] = *head;
            let Ok(length) = usize::try_from(u32::from_be_bytes([a, b, c, d])) else { break };
            let body = at + 8..at + 8 + length;
            let Some(content) = self.now.get_mut(body.clone()) else { break };
            let unreadable = match &kind {
                b"eXIf" => {
                    tiff::hush(content);
                    false
                }
                b"iTXt" if content.starts_with(b"XML:com.adobe.xmp\0\0") => {
                    // Language and translated keyword stand before the text.
                    let zeros = content.iter().enumerate().skip(20).filter(|(_, byte)| **byte == 0);
                    let text = zeros.map(|(at, _)| at + 1).nth(1).unwrap_or(content.len());
                    xmp::hush(&mut content[text..]);
                    false
                }
                // Packed, or written as digits.
                b"zTXt" | b"iTXt" | b"tEXt" => {
                    let keyword = content.split(|byte| *byte == 0).next().unwrap_or_default();
                    keyword == b"XML:com.adobe.xmp" || keyword.starts_with(b"Raw profile") || xmp::tells(keyword)
                }
                _ => {
                    at = body.end + 4;
                    continue;
                }
            };
            if unreadable {
                content.fill(0);
                // A kind that nobody knows, and nobody needs to.
                self.now[at + 4..at + 8].copy_from_slice(b"luMo");
            }
            let sum = crc32fast::hash(&self.now[at + 4..body.end]).to_be_bytes();
            if let Some(there) = self.now.get_mut(body.end..body.end + 4) {
                there.copy_from_slice(&sum);
            }
            at = body.end + 4;
        }
    }

    fn webp(&mut self) {
        let mut at = 12;
        while let Some(head) = self.now.get(at..at + 8).and_then(|bytes| bytes.first_chunk::<8>()) {
            let [kind @ .., a, b, c, d] = *head;
            let Ok(length) = usize::try_from(u32::from_le_bytes([a, b, c, d])) else { break };
            let end = (at + 8).saturating_add(length).min(self.now.len());
            let content = &mut self.now[at + 8..end];
            match &kind {
                b"EXIF" if content.starts_with(b"Exif\0\0") => tiff::hush(&mut content[6..]),
                b"EXIF" => tiff::hush(content),
                b"XMP " => xmp::hush(content),
                _ => {}
            }
            // Of odd length, a byte follows.
            at = end + length % 2;
        }
    }
}

/// Where two files of one length differ. Places close to each other are one.
fn differences(before: &[u8], after: &[u8]) -> Vec<Patch> {
    const CLOSE: usize = 16;
    let mut patches: Vec<Patch> = Vec::new();
    let mut last = 0;
    for (at, byte) in after.iter().enumerate().filter(|(at, byte)| before[*at] != **byte) {
        match patches.last_mut() {
            Some(patch) if at - last <= CLOSE => patch.bytes.extend_from_slice(&after[last + 1..=at]),
            _ => patches.push(Patch { at: at as u64, bytes: vec![*byte] }),
        }
        last = at;
    }
    patches
}

/// Where `wanted` first stands in `bytes`.
fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    if let [byte] = wanted {
        return bytes.iter().position(|other| other == byte);
    }
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests;
