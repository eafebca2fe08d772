//! What stands in a photo's place until it arrives: a few blurred pixels and a colour.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use image_webp::{ColorType, WebPEncoder};

use super::Refused;
use super::picture::Picture;

/// The longer side of the placeholder, in pixels. The browser's smooth enlargement does the blurring.
const LONG_EDGE: u32 = 9;

/// How coarse the colours are, of 256: coarser ones compress better, and in a blur nobody sees the steps.
const STEP: u8 = 8;

/// A lossless WebP of at most 9 × 9 pixels as a `data:` URI: some 330 characters for a photo, always under 400.
///
/// # Errors
/// [`Refused::Failed`] when resizing or encoding fails.
pub(super) fn data_uri(picture: Picture) -> Result<String, Refused> {
    let long_edge = picture.width.max(picture.height).max(1);
    let fit = |side: u32| (side * LONG_EDGE / long_edge).max(1);
    let size = (fit(picture.width), fit(picture.height));
    let mut tiny = picture.resized(size)?;
    tiny.pixels.as_flattened_mut().iter_mut().for_each(|value| *value = *value / STEP * STEP + STEP / 2);
    let mut webp = Vec::new();
    WebPEncoder::new(&mut webp)
        .encode(tiny.pixels.as_flattened(), tiny.width, tiny.height, ColorType::Rgb8)
        .map_err(Refused::failed)?;
    Ok(format!("data:image/webp;base64,{}", BASE64_STANDARD.encode(webp)))
}

/// The average of the fullest of 4096 equal boxes of the RGB cube.
pub(super) fn dominant(pixels: &[[u8; 3]]) -> [u8; 3] {
    let mut boxes = vec![(0_u64, [0_u64; 3]); 4096];
    for pixel in pixels {
        let [r, g, b] = pixel.map(|value| usize::from(value >> 4));
        let (count, sums) = &mut boxes[r << 8 | g << 4 | b];
        *count += 1;
        sums.iter_mut().zip(pixel).for_each(|(sum, value)| *sum += u64::from(*value));
    }
    let (count, sums) = boxes.into_iter().max_by_key(|(count, _)| *count).unwrap_or_default();
    sums.map(|sum| (sum / count.max(1)) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_placeholder_is_small_whatever_the_picture() {
        let mut noise = 1_u32;
        let mut pixel = || {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            [(noise >> 24) as u8, (noise >> 16) as u8, (noise >> 8) as u8]
        };
        for (width, height) in [(400, 267), (300, 400), (400, 400), (400, 1), (1, 1)] {
            let pixels = (0..width * height).map(|_| pixel()).collect();
            let uri = data_uri(Picture { width, height, pixels }).expect("any picture has a placeholder");
            assert!(uri.len() < 400, "{width} × {height}: {} characters", uri.len());
        }
    }

    #[test]
    fn the_dominant_colour_is_the_commonest_not_the_average() {
        let pixels = [[250, 0, 0], [10, 20, 200], [12, 20, 202], [0, 255, 0]];
        assert_eq!(dominant(&pixels), [11, 20, 201]);
        assert_eq!(dominant(&[]), [0; 3]);
    }
}
