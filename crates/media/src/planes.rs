//! A picture as a JPEG stores it: brightness at full size and two differences of colour, usually coarser. From decoder to
//! encoder it stays in this form, which has half the samples of RGB and needs no conversion.

use std::borrow::Cow;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};

use super::Refused;
use super::orientation::Orientation;
use super::picture::Picture;

/// 8-bit samples, rows from the top without padding.
#[derive(Clone)]
pub(super) struct Plane {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) samples: Vec<u8>,
}

/// Y, Cb and Cr of JFIF (BT.601, full range).
#[derive(Clone)]
pub(super) struct Planes {
    pub(super) width: u32,
    pub(super) height: u32,
    /// Brightness; from a decoder it may have a column and a row more than the picture.
    pub(super) luma: Plane,
    /// Towards blue, and towards red.
    pub(super) chroma: [Plane; 2],
    /// How many pixels a sample of colour covers, across and down.
    pub(super) step: (u32, u32),
}

impl Planes {
    /// Resized to `width` × `height` pixels with Lanczos3 (in the encoded, not the linear, values: as browsers and
    /// `sharp` do) and with one sample of colour for 2 × 2 pixels. The largest plane comes last, when the others have
    /// given their memory back.
    pub(super) fn resized(self, (width, height): (u32, u32)) -> Result<Self, Refused> {
        let half = (width.div_ceil(2), height.div_ceil(2));
        // The last sample may lie half outside; what a sample covers must stay the same share of the picture.
        let share = |half: u32, side: u32, whole: u32, step: u32| {
            f64::from(half * 2) * f64::from(whole) / f64::from(side) / f64::from(step)
        };
        let across = share(half.0, width, self.width, self.step.0);
        let down = share(half.1, height, self.height, self.step.1);
        let [blue, red] = self.chroma;
        let chroma = [blue.resized((across, down), half)?, red.resized((across, down), half)?];
        let luma = self.luma.resized((self.width.into(), self.height.into()), (width, height))?;
        Ok(Self { width, height, luma, chroma, step: (2, 2) })
    }

    /// Turned and mirrored so that it is looked at the right way up.
    pub(super) fn oriented(self, orientation: Orientation) -> Self {
        let (width, height) = orientation.size_of(self.width, self.height);
        let step = orientation.size_of(self.step.0, self.step.1);
        let chroma = self.chroma.map(|plane| orientation.turn(plane));
        Self { width, height, luma: orientation.turn(self.luma), chroma, step }
    }

    /// The pixels of a small picture.
    pub(super) fn to_picture(&self) -> Picture {
        let mut pixels = Vec::with_capacity(self.luma.samples.len());
        for y in 0..self.height {
            for x in 0..self.width {
                let [blue, red] = &self.chroma;
                let colour = |plane: &Plane| f32::from(plane.at(x / self.step.0, y / self.step.1)) - 128.0;
                let (y, b, r) = (f32::from(self.luma.at(x, y)), colour(blue), colour(red));
                pixels.push([y + 1.402 * r, y - 0.344_136 * b - 0.714_136 * r, y + 1.772 * b].map(|v| v.round() as u8));
            }
        }
        Picture { width: self.width, height: self.height, pixels }
    }
}

impl From<&Picture> for Planes {
    fn from(picture: &Picture) -> Self {
        let Picture { width, height, ref pixels } = *picture;
        let luma = pixels.iter().map(|pixel| weigh(pixel.map(u32::from), [19_595, 38_470, 7_471], 0)).collect();
        let half = (width.div_ceil(2), height.div_ceil(2));
        let area = half.0 as usize * half.1 as usize;
        let (mut blue, mut red) = (Vec::with_capacity(area), Vec::with_capacity(area));
        for pair in pixels.chunks(2 * width as usize) {
            let (upper, lower) = pair.split_at(width as usize);
            let lower = if lower.is_empty() { upper } else { lower };
            for (upper, lower) in upper.chunks(2).zip(lower.chunks(2)) {
                let mean = mean(upper, lower);
                blue.push(weigh(mean, [-11_059, -21_709, 32_768], 128));
                red.push(weigh(mean, [32_768, -27_439, -5_329], 128));
            }
        }
        let plane = |(width, height), samples| Plane { width, height, samples };
        let chroma = [plane(half, blue), plane(half, red)];
        Self { width, height, luma: plane((width, height), luma), chroma, step: (2, 2) }
    }
}

/// A weighted sum of the three colours; weights in 65536ths.
fn weigh(colours: [u32; 3], weights: [i32; 3], offset: i32) -> u8 {
    let sum: i32 = colours.iter().zip(weights).map(|(&colour, weight)| colour as i32 * weight).sum();
    (((sum + (1 << 15)) >> 16) + offset).clamp(0, 255) as u8
}

/// Of the two pixels, or the one at an odd edge, of each of two rows.
fn mean(upper: &[[u8; 3]], lower: &[[u8; 3]]) -> [u32; 3] {
    let count = (upper.len() + lower.len()) as u32;
    let mut sums = [0; 3];
    for pixel in upper.iter().chain(lower) {
        sums.iter_mut().zip(pixel).for_each(|(sum, value)| *sum += u32::from(*value));
    }
    sums.map(|sum| (sum + count / 2) / count)
}

impl Plane {
    /// The part of `across` × `down` samples at the top left, resized to `width` × `height`.
    fn resized(self, (across, down): (f64, f64), (width, height): (u32, u32)) -> Result<Self, Refused> {
        let (across, down) = (across.min(self.width.into()), down.min(self.height.into()));
        if (across, down) == (width.into(), height.into()) {
            return Ok(self.cropped(width, height));
        }
        let mut samples = vec![0; width as usize * height as usize];
        let from = ImageRef::new(self.width, self.height, &self.samples, PixelType::U8).map_err(Refused::failed)?;
        let mut to = Image::from_slice_u8(width, height, &mut samples, PixelType::U8).map_err(Refused::failed)?;
        let lanczos =
            ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).crop(0.0, 0.0, across, down);
        Resizer::new().resize(&from, &mut to, &lanczos).map_err(Refused::failed)?;
        Ok(Self { width, height, samples })
    }

    fn cropped(self, width: u32, height: u32) -> Self {
        if (width, height) == (self.width, self.height) {
            return self;
        }
        let mut samples = Vec::with_capacity(width as usize * height as usize);
        for row in self.samples.chunks_exact(self.width as usize).take(height as usize) {
            samples.extend_from_slice(row.get(..width as usize).unwrap_or(row));
        }
        Self { width, height, samples }
    }

    /// A sample; 0 outside.
    pub(super) fn at(&self, x: u32, y: u32) -> u8 {
        self.index(x, y).and_then(|index| self.samples.get(index)).copied().unwrap_or_default()
    }

    /// Changes a sample; outside, nothing.
    pub(super) fn change(&mut self, x: u32, y: u32, change: impl Fn(f32) -> f32) {
        if let Some(sample) = self.index(x, y).and_then(|index| self.samples.get_mut(index)) {
            *sample = change(f32::from(*sample)).round() as u8;
        }
    }

    fn index(&self, x: u32, y: u32) -> Option<usize> {
        (x < self.width).then(|| y as usize * self.width as usize + x as usize)
    }

    /// With sides that are even, its last column and row repeated: encoders want whole 2 × 2 blocks.
    pub(super) fn even(&self) -> Cow<'_, Self> {
        let (width, height) = (self.width.next_multiple_of(2), self.height.next_multiple_of(2));
        if (width, height) == (self.width, self.height) {
            return Cow::Borrowed(self);
        }
        let mut samples = Vec::with_capacity(width as usize * height as usize);
        let rows = self.samples.chunks_exact(self.width as usize);
        for row in rows.clone().chain(rows.last()).take(height as usize) {
            samples.extend_from_slice(row);
            samples.extend(row.last().filter(|_| width != self.width));
        }
        Cow::Owned(Self { width, height, samples })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(width: u32, height: u32) -> Picture {
        let mut state = 7_u32;
        let mut value = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        Picture { width, height, pixels: (0..width * height).map(|_| [value(), value(), value()]).collect() }
    }

    #[test]
    fn plain_colours_come_back() {
        for colour in [[0; 3], [255; 3], [128; 3], [200, 30, 90], [10, 250, 20], [3, 7, 240]] {
            let picture = Picture { width: 3, height: 5, pixels: vec![colour; 15] };
            let back = Planes::from(&picture).to_picture();
            for (a, b) in back.pixels.iter().flatten().zip(picture.pixels.iter().flatten()) {
                assert!(a.abs_diff(*b) <= 2, "{colour:?} became {:?}", back.pixels[0]);
            }
        }
    }

    #[test]
    fn every_size_resizes_and_pads() {
        for (width, height) in [(1, 1), (1, 9), (9, 1), (7, 5), (8, 6), (31, 32)] {
            for to in [(1, 1), (3, 2), (5, 5), (width, height)] {
                let planes = Planes::from(&noise(width, height)).resized(to).expect("resized");
                assert_eq!((planes.luma.width, planes.luma.height), to);
                assert_eq!(planes.luma.samples.len(), (to.0 * to.1) as usize);
                let half = (to.0.div_ceil(2), to.1.div_ceil(2));
                assert!(planes.chroma.iter().all(|plane| (plane.width, plane.height) == half));
                let even = planes.luma.even();
                assert_eq!((even.width, even.height), (half.0 * 2, half.1 * 2));
                assert_eq!(even.samples.len(), (even.width * even.height) as usize);
                assert_eq!(even.samples.last(), planes.luma.samples.last());
            }
        }
    }
}
