//! The sizes that visitors see of a photograph while its gallery is for proofing.

use std::io::Cursor;

use bytes::Bytes;
use domain::{Mark, MarkedSize, Watermark};
use serde::{Deserialize, Serialize};

use super::letters::Letters;
use super::logo::Cut;
use super::watermark::{self, Ink};
use super::{Refused, decode, header, planes_of, renditions};

/// What is written where the font has no letter of what should be: a picture without a mark is never made.
const OTHERWISE: &str = "Proof";

/// A watermark with the words it paints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Where, how strongly, how large.
    pub watermark: Watermark,
    /// The words; nothing where it is a logo.
    pub words: String,
}

/// One size of a photograph with the mark over it: an sRGB JPEG with nothing of the original's metadata.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marked {
    /// Which size.
    pub size: MarkedSize,
    /// The JPEG file.
    #[serde(skip)]
    pub bytes: Bytes,
}

/// All of them, from the largest size without a mark.
pub(super) fn make(full: &[u8], stamp: &Stamp, logo: &[u8]) -> Result<Vec<Marked>, Refused> {
    let logo = match stamp.watermark.mark() {
        Mark::Logo => Some(Cut::read(logo).map_err(|error| Refused::failed(format!("the logo: {error}")))?),
        Mark::Name | Mark::Text(_) => None,
    };
    let words = if Letters::of(&stamp.words)?.any() { &stamp.words } else { OTHERWISE };
    let ink = logo.as_ref().map_or(Ink::Words(words), Ink::Logo);
    let header = header::inspect(Cursor::new(full))?;
    let (width, height) = (header.width, header.height);
    let largest = MarkedSize::Large.like().size_of(width, height);
    let mut planes = planes_of(decode::decode(full, header.format)?.film, largest)?;
    let mut marked = Vec::with_capacity(MarkedSize::ALL.len());
    for size in MarkedSize::ALL.into_iter().rev() {
        let pixels = size.like().size_of(width, height);
        if pixels != (planes.width, planes.height) {
            planes = planes.resized(pixels)?;
        }
        let mut painted = planes.clone();
        watermark::paint(&mut painted, &stamp.watermark, &ink)?;
        let bytes = renditions::encode(&painted, size.like()).map_err(Refused::failed)?.into();
        marked.push(Marked { size, bytes });
    }
    Ok(marked)
}

#[cfg(test)]
mod tests {
    use domain::{Place, RenditionKind};

    use super::*;
    use crate::{
        develop,
        pictures::{Scene, draw},
    };

    fn full() -> Bytes {
        let developed = develop(draw(Scene::Sea, 1, 1200, 800, "2026:05:16 10:00:00"), "Mirna").expect("developed");
        developed.renditions.into_iter().find(|made| made.kind == RenditionKind::Full).expect("the largest").bytes
    }

    fn luma(jpeg: &[u8]) -> Vec<u8> {
        let image = turbojpeg::decompress(jpeg, turbojpeg::PixelFormat::GRAY).expect("our own JPEG decodes");
        image.pixels
    }

    #[test]
    fn every_size_differs_from_the_one_without_a_mark() {
        let full = full();
        for (place, words) in [(Place::BottomRight, "Mirna"), (Place::Tiled, "Mirna"), (Place::Middle, "写真館")] {
            let watermark = Watermark::new(Mark::Name, place, 60, 6).expect("a watermark");
            let marked = mark_of(&full, &Stamp { watermark, words: words.into() });
            assert_eq!(
                marked.iter().map(|made| made.size).collect::<Vec<_>>(),
                [MarkedSize::Large, MarkedSize::Preview, MarkedSize::Medium]
            );
            // None of them is larger than the photograph, so that two can be compared with it.
            for made in &marked[..2] {
                let pairs = luma(&full).into_iter().zip(luma(&made.bytes));
                let changed = pairs.filter(|(one, other)| one.abs_diff(*other) > 40).count();
                assert!(changed > 200, "{changed} pixels of {:?} with {words} {place:?}", made.size);
            }
            let header = header::inspect(Cursor::new(&marked[2].bytes)).expect("a picture");
            assert_eq!((header.width, header.height), (800, 533));
        }
    }

    fn mark_of(full: &[u8], stamp: &Stamp) -> Vec<Marked> {
        make(full, stamp, &[]).expect("marked")
    }

    #[test]
    fn a_logo_that_is_not_there_leaves_no_picture_without_a_mark() {
        let watermark = Watermark::new(Mark::Logo, Place::Middle, 60, 20).expect("a watermark");
        let made = make(&full(), &Stamp { watermark, words: String::new() }, b"no picture");
        assert!(matches!(made, Err(Refused::Failed { .. })), "{made:?}");
    }
}
