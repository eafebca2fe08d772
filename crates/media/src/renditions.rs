//! The sizes a photo is shown and delivered in, as JPEG.

use bytes::Bytes;
use domain::{RenditionKind, Watermark};
use serde::{Deserialize, Serialize};
use turbojpeg::{Compressor, Subsamp, YuvPlanesImage};

use super::planes::Planes;
use super::{Refused, colour, watermark};

/// One size of a photo: an sRGB JPEG with nothing of the original's metadata.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendition {
    /// Which size.
    pub kind: RenditionKind,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// The JPEG file.
    #[serde(skip)]
    pub bytes: Bytes,
}

/// Makes all kinds of a picture whose original is `width` × `height`, each from the next larger one, with `words`
/// on the marked one, and gives back the smallest picture.
pub(super) fn print(
    mut planes: Planes,
    (width, height): (u32, u32),
    words: &str,
) -> Result<(Vec<Rendition>, Planes), Refused> {
    let mut renditions = Vec::with_capacity(RenditionKind::ALL.len());
    for kind in RenditionKind::ALL.into_iter().rev() {
        let size = kind.size_of(width, height);
        if size != (planes.width, planes.height) {
            planes = planes.resized(size)?;
        }
        let bytes = if kind == RenditionKind::Watermarked {
            let mut marked = planes.clone();
            watermark::paint(&mut marked, &Watermark::default(), &watermark::Ink::Words(words))?;
            encode(&marked, kind)
        } else {
            encode(&planes, kind)
        };
        let bytes = bytes.map_err(Refused::failed)?.into();
        renditions.push(Rendition { kind, width: planes.width, height: planes.height, bytes });
    }
    renditions.reverse();
    Ok((renditions, planes))
}

/// As JPEG, of the quality of `kind`.
pub(super) fn encode(planes: &Planes, kind: RenditionKind) -> turbojpeg::Result<Vec<u8>> {
    let mut compressor = Compressor::new()?;
    compressor.set_quality(kind.quality().into())?;
    compressor.set_progressive(progressive(kind))?;
    compressor.set_optimize(true)?;
    let luma = planes.luma.even();
    let [blue, red] = &planes.chroma;
    let jpeg = compressor.compress_yuv_planes_to_owned(&YuvPlanesImage {
        y_plane: luma.samples.as_slice(),
        u_plane: &blue.samples,
        v_plane: &red.samples,
        width: planes.width as usize,
        height: planes.height as usize,
        y_stride: luma.width as usize,
        u_stride: blue.width as usize,
        v_stride: red.width as usize,
        subsamp: Subsamp::Sub2x2,
    })?;
    Ok(tagged(&jpeg, colour::srgb_profile()))
}

/// The larger ones appear at once and sharpen; for the small ones that only costs decoding time.
fn progressive(kind: RenditionKind) -> bool {
    kind >= RenditionKind::Preview
}

/// Puts an ICC profile (of less than 64 kB) behind the first 20 bytes of a JFIF file, which are SOI and APP0.
fn tagged(jpeg: &[u8], profile: &[u8]) -> Vec<u8> {
    const NAME: &[u8] = b"ICC_PROFILE\0\x01\x01";
    let length = (2 + NAME.len() + profile.len()) as u16;
    let (jfif, rest) = jpeg.split_at_checked(20).unwrap_or((jpeg, &[]));
    [jfif, &[0xFF, 0xE2], &length.to_be_bytes(), NAME, profile, rest].concat()
}
