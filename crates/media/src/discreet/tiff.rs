//! The TIFF structure in which EXIF is kept (TIFF 6.0, Exif 2.32).

use std::collections::HashSet;

const EXIF: u16 = 0x8769;
const INTEROPERABILITY: u16 = 0xA005;
const SUBFILES: u16 = 0x014A;
const GPS: u16 = 0x8825;
const XMP: u16 = 0x02BC;
const IMAGE_RESOURCES: u16 = 0x8649;

/// Directories in one structure: two pictures with a few each.
const MOST: usize = 32;

/// Tags whose values are written over: makers' notes, owner, serial numbers of camera and lens, the same in Adobe's tags.
const PRIVATE: [u16; 8] = [0x927C, 0xA430, 0xA431, 0xA435, 0xC62F, 0xC634, 0xFDE8, 0xFDE9];

/// Writes over what tells of place and camera. What is broken is written over as a whole.
pub(super) fn hush(tiff: &mut [u8]) {
    let room = 4 * tiff.len();
    let mut hush = Hush { tiff, little: true, seen: HashSet::new(), room };
    if hush.all().is_none() {
        hush.tiff.fill(0);
    }
}

struct Hush<'a> {
    tiff: &'a mut [u8],
    little: bool,
    seen: HashSet<usize>,
    /// So many bytes may still be written over: values that overlap again and again would never end.
    room: usize,
}

impl Hush<'_> {
    /// `None` when something does not stand where it should.
    fn all(&mut self) -> Option<()> {
        self.little = match self.tiff.get(..4)? {
            b"II*\0" => true,
            b"MM\0*" => false,
            _ => return None,
        };
        let first = self.long(4)?;
        let mut next = self.directory(first)?;
        // What does not lead to a directory leads nobody to one.
        while next != 0 && self.seen.len() < MOST && self.is_directory(next) {
            next = self.directory(next)?;
        }
        Some(())
    }

    fn is_directory(&self, at: usize) -> bool {
        self.short(at).is_some_and(|count| at + 2 + count * 12 <= self.tiff.len())
    }

    /// Goes through a directory and those below it; answers where the next one is.
    fn directory(&mut self, at: usize) -> Option<usize> {
        if self.seen.contains(&at) {
            return Some(0);
        }
        // Also those below one another, each of which takes a piece of the stack.
        if self.seen.len() >= MOST {
            return None;
        }
        self.seen.insert(at);
        let count = self.short(at)?;
        for entry in (0..count).map(|entry| at + 2 + entry * 12) {
            let tag = self.short(entry)? as u16;
            match tag {
                GPS => {
                    let gps = self.long(entry + 8)?;
                    self.empty(gps)?;
                }
                EXIF | INTEROPERABILITY => {
                    let below = self.long(entry + 8)?;
                    self.directory(below)?;
                }
                SUBFILES => self.subfiles(entry)?,
                XMP => {
                    let value = self.value(entry)?;
                    self.room = self.room.checked_sub(value.len())?;
                    super::xmp::hush(&mut self.tiff[value]);
                }
                IMAGE_RESOURCES => self.blank(entry)?,
                _ if PRIVATE.contains(&tag) => self.blank(entry)?,
                _ => {}
            }
        }
        // Some programs leave out where the next one is when there is none.
        Some(self.long(at + 2 + count * 12).unwrap_or_default())
    }

    fn subfiles(&mut self, entry: usize) -> Option<()> {
        let places = self.value(entry)?;
        for place in places.step_by(4).take(MOST) {
            let below = self.long(place)?;
            self.directory(below)?;
        }
        Some(())
    }

    /// Leaves of a directory nothing but that it is empty.
    fn empty(&mut self, at: usize) -> Option<()> {
        let count = self.short(at)?;
        for entry in (0..count).map(|entry| at + 2 + entry * 12) {
            self.blank(entry)?;
            self.tiff.get_mut(entry..entry + 12)?.fill(0);
        }
        self.tiff.get_mut(at..at + 2)?.fill(0);
        Some(())
    }

    fn blank(&mut self, entry: usize) -> Option<()> {
        let value = self.value(entry)?;
        self.room = self.room.checked_sub(value.len())?;
        self.tiff[value].fill(0);
        Some(())
    }

    /// Where the value of an entry stands, as far as the structure reaches.
    fn value(&self, entry: usize) -> Option<std::ops::Range<usize>> {
        let unit = match self.short(entry + 2)? {
            1 | 2 | 6 | 7 => 1,
            3 | 8 => 2,
            4 | 9 | 11 | 13 => 4,
            5 | 10 | 12 => 8,
            _ => return None,
        };
        let length = self.long(entry + 4)?.checked_mul(unit)?;
        let start = if length <= 4 { entry + 8 } else { self.long(entry + 8)? };
        let most = self.tiff.len();
        Some(start.min(most)..start.checked_add(length)?.min(most))
    }

    fn short(&self, at: usize) -> Option<usize> {
        let bytes = *self.tiff.get(at..)?.first_chunk::<2>()?;
        Some(usize::from(if self.little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) }))
    }

    fn long(&self, at: usize) -> Option<usize> {
        let bytes = *self.tiff.get(at..)?.first_chunk::<4>()?;
        usize::try_from(if self.little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) }).ok()
    }
}
