//! Pixels in memory, red, green and blue: what comes from a decoder that knows no planes.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};

use super::Refused;

/// An RGB picture, 8 bits a channel, rows from the top without padding.
pub(super) struct Picture {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) pixels: Vec<[u8; 3]>,
}

impl Picture {
    /// Resized to `width` × `height` pixels with Lanczos3 (in the encoded, not the linear, values: as browsers and
    /// `sharp` do); itself if it has that size.
    pub(super) fn resized(self, (width, height): (u32, u32)) -> Result<Self, Refused> {
        if (self.width, self.height) == (width, height) {
            return Ok(self);
        }
        let mut pixels = vec![[0; 3]; width as usize * height as usize];
        let from = ImageRef::new(self.width, self.height, self.pixels.as_flattened(), PixelType::U8x3)
            .map_err(Refused::failed)?;
        let mut to =
            Image::from_slice_u8(width, height, pixels.as_flattened_mut(), PixelType::U8x3).map_err(Refused::failed)?;
        let lanczos = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
        Resizer::new().resize(&from, &mut to, &lanczos).map_err(Refused::failed)?;
        Ok(Self { width, height, pixels })
    }
}
