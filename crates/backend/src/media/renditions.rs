//! The sizes a photo is shown and delivered in, as JPEG.

use domain::RenditionKind;
use turbojpeg::{Compressor, Image, PixelFormat, Subsamp};

use super::picture::Picture;
use super::{Refused, colour};

/// One size of a photo: an sRGB JPEG with nothing of the original's metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendition {
    /// Which size.
    pub kind: RenditionKind,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// The JPEG file.
    pub bytes: Vec<u8>,
}

/// Makes all kinds of a picture whose original is `width` × `height`, each from the next larger one, and gives back
/// the smallest picture.
pub(super) fn print(mut picture: Picture, width: u32, height: u32) -> Result<(Vec<Rendition>, Picture), Refused> {
    let mut renditions = Vec::with_capacity(RenditionKind::ALL.len());
    for kind in RenditionKind::ALL.into_iter().rev() {
        picture = picture.resized(kind.size_of(width, height))?;
        let bytes = encode(&picture, kind).map_err(Refused::failed)?;
        renditions.push(Rendition { kind, width: picture.width, height: picture.height, bytes });
    }
    renditions.reverse();
    Ok((renditions, picture))
}

fn encode(picture: &Picture, kind: RenditionKind) -> turbojpeg::Result<Vec<u8>> {
    let mut compressor = Compressor::new()?;
    compressor.set_quality(kind.quality().into())?;
    compressor.set_subsamp(Subsamp::Sub2x2)?;
    compressor.set_progressive(progressive(kind))?;
    compressor.set_optimize(true)?;
    let (width, height) = (picture.width as usize, picture.height as usize);
    let pixels = picture.pixels.as_flattened();
    let jpeg =
        compressor.compress_to_owned(Image { pixels, width, pitch: 3 * width, height, format: PixelFormat::RGB })?;
    Ok(tagged(&jpeg, colour::srgb_profile()))
}

/// The larger ones appear at once and sharpen; for the small ones that only costs decoding time.
fn progressive(kind: RenditionKind) -> bool {
    matches!(kind, RenditionKind::Preview | RenditionKind::Full)
}

/// Puts an ICC profile (of less than 64 kB) behind the first 20 bytes of a JFIF file, which are SOI and APP0.
fn tagged(jpeg: &[u8], profile: &[u8]) -> Vec<u8> {
    const NAME: &[u8] = b"ICC_PROFILE\0\x01\x01";
    let length = (2 + NAME.len() + profile.len()) as u16;
    let (jfif, rest) = jpeg.split_at_checked(20).unwrap_or((jpeg, &[]));
    [jfif, &[0xFF, 0xE2], &length.to_be_bytes(), NAME, profile, rest].concat()
}
