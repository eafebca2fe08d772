//! Pixels in memory: resizing and turning.

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

    /// Turned and mirrored so that it is looked at the right way up.
    pub(super) fn oriented(self, orientation: Orientation) -> Self {
        let Orientation { transposed, mirrored, flipped } = orientation;
        let mut picture = if transposed { self.transposed() } else { self };
        if flipped {
            picture.pixels.reverse();
        }
        // Reversing all pixels flips and mirrors at once.
        if mirrored != flipped {
            picture.pixels.chunks_exact_mut(picture.width as usize).for_each(<[_]>::reverse);
        }
        picture
    }

    /// Rows become columns, 32 at a time so that the processor's cache holds what is written.
    fn transposed(self) -> Self {
        const STRIP: usize = 32;
        let (width, height) = (self.width as usize, self.height as usize);
        let mut pixels = vec![[0; 3]; self.pixels.len()];
        for (strip, columns) in pixels.chunks_mut(STRIP * height).enumerate() {
            for (y, row) in self.pixels.chunks_exact(width).enumerate() {
                let row = row.iter().skip(strip * STRIP);
                for (to, from) in columns.iter_mut().skip(y).step_by(height).zip(row) {
                    *to = *from;
                }
            }
        }
        Self { width: self.height, height: self.width, pixels }
    }
}

/// The eight ways a camera can be held (EXIF tag 0x0112), as steps taken in this order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Orientation {
    transposed: bool,
    mirrored: bool,
    flipped: bool,
}

impl Orientation {
    /// From the EXIF value; what is not 1 to 8 means upright.
    pub(super) fn from_exif(value: u32) -> Self {
        Self {
            transposed: matches!(value, 5..=8),
            mirrored: matches!(value, 2 | 3 | 6 | 7),
            flipped: matches!(value, 3 | 4 | 7 | 8),
        }
    }

    /// The size that a stored `width` × `height` has when looked at.
    pub(super) fn size_of(self, width: u32, height: u32) -> (u32, u32) {
        if self.transposed { (height, width) } else { (width, height) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the stored picture `ab/cd/ef` looks like for each EXIF value, after the figure in the Exif standard.
    #[test]
    fn each_orientation_turns_as_the_standard_says() {
        let looks = ["ab cd ef", "ba dc fe", "fe dc ba", "ef cd ab", "ace bdf", "eca fdb", "fdb eca", "bdf ace"];
        for (value, look) in (1..).zip(looks) {
            let picture = Picture { width: 2, height: 3, pixels: b"abcdef".map(|letter| [letter; 3]).to_vec() };
            let turned = picture.oriented(Orientation::from_exif(value));
            let rows: Vec<String> = turned
                .pixels
                .chunks(turned.width as usize)
                .map(|row| row.iter().map(|pixel| char::from(pixel[0])).collect())
                .collect();
            assert_eq!(rows.join(" "), look, "orientation {value}");
        }
    }

    #[test]
    fn a_picture_wider_than_a_strip_transposes_completely() {
        let (width, height) = (70_u32, 45_u32);
        let pixels: Vec<[u8; 3]> = (0..width * height).map(|i| [(i % 251) as u8, (i / 251) as u8, 7]).collect();
        let picture = Picture { width, height, pixels: pixels.clone() };
        let turned = picture.oriented(Orientation::from_exif(5));
        assert_eq!((turned.width, turned.height), (height, width));
        assert!((0..width).all(|x| {
            (0..height).all(|y| turned.pixels[(x * height + y) as usize] == pixels[(y * width + x) as usize])
        }));
    }
}
