//! The studio's name over a picture: white, half transparent, with a shadow so that it reads on white too.

use ab_glyph::{Font, FontRef, Glyph, ScaleFont, point};

use super::Refused;
use super::planes::{Plane, Planes};

/// Inter SemiBold, reduced to Latin, Greek and Cyrillic (SIL Open Font License).
const FONT: &[u8] = include_bytes!("../../assets/inter-semibold.ttf");

/// How tall a line of text is, as a part of the picture's shorter side.
const HEIGHT: f32 = 1.0 / 18.0;

/// The widest the text may be, as a part of the picture's width; longer names are set smaller.
const WIDTH: f32 = 0.6;

/// How much of the picture the letters cover, and their shadow.
const LETTERS: f32 = 0.6;
const SHADOW: f32 = 0.35;

/// Paints `text` at the bottom right. Characters that the font lacks are left out.
///
/// # Errors
/// [`Refused::Failed`] when the font is broken.
pub(super) fn paint(planes: &mut Planes, text: &str) -> Result<(), Refused> {
    let font = FontRef::try_from_slice(FONT).map_err(Refused::failed)?;
    let text: String = text.chars().filter(|&letter| font.glyph_id(letter).0 != 0).collect();
    let (width, height) = (planes.width as f32, planes.height as f32);
    let tall = width.min(height) * HEIGHT;
    let tall = tall * (width * WIDTH / set(&font, &text, tall).1).min(1.0);
    let (glyphs, wide) = set(&font, &text, tall);
    let stencil = stencil(&font, glyphs, (wide.ceil() as u32, tall.ceil() as u32));

    let margin = tall * 0.8;
    let left = (width - wide - margin).max(0.0) as u32;
    let top = (height - tall - margin).max(0.0) as u32;
    let offset = (tall / 24.0).round() as u32;
    for y in 0..stencil.height + offset {
        for x in 0..stencil.width + offset {
            let shadow = match (x.checked_sub(offset), y.checked_sub(offset)) {
                (Some(x), Some(y)) => f32::from(stencil.at(x, y)) / 255.0 * SHADOW,
                _ => 0.0,
            };
            let letter = f32::from(stencil.at(x, y)) / 255.0 * LETTERS;
            let (x, y) = (left + x, top + y);
            planes.luma.change(x, y, |value| value * (1.0 - shadow) * (1.0 - letter) + 255.0 * letter);
            if x % 2 == 0 && y % 2 == 0 {
                let greyed = |value: f32| 128.0 + (value - 128.0) * (1.0 - shadow) * (1.0 - letter);
                planes.chroma.iter_mut().for_each(|plane| plane.change(x / 2, y / 2, greyed));
            }
        }
    }
    Ok(())
}

/// The glyphs of one line from the origin on, and how wide it is.
fn set(font: &FontRef<'_>, text: &str, tall: f32) -> (Vec<Glyph>, f32) {
    let scaled = font.as_scaled(tall);
    let (mut x, mut last) = (0.0, None);
    let mut glyphs = Vec::new();
    for letter in text.chars() {
        let id = scaled.glyph_id(letter);
        x += last.map_or(0.0, |last| scaled.kern(last, id));
        glyphs.push(id.with_scale_and_position(tall, point(x, scaled.ascent())));
        x += scaled.h_advance(id);
        last = Some(id);
    }
    (glyphs, x.max(1.0))
}

/// Where the letters are: 255 is all of a pixel.
fn stencil(font: &FontRef<'_>, glyphs: Vec<Glyph>, (width, height): (u32, u32)) -> Plane {
    let mut stencil = Plane { width, height, samples: vec![0; width as usize * height as usize] };
    for outline in glyphs.into_iter().filter_map(|glyph| font.outline_glyph(glyph)) {
        let corner = outline.px_bounds().min;
        outline.draw(|x, y, coverage| {
            let (x, y) = (corner.x + x as f32, corner.y + y as f32);
            if x >= 0.0 && y >= 0.0 {
                stencil.change(x as u32, y as u32, |value| value + coverage * 255.0);
            }
        });
    }
    stencil
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::picture::Picture;

    fn painted(width: u32, height: u32, grey: u8, text: &str) -> Vec<u8> {
        let pixels = vec![[grey; 3]; width as usize * height as usize];
        let mut planes = Planes::from(&Picture { width, height, pixels });
        paint(&mut planes, text).expect("painted");
        planes.luma.samples
    }

    #[test]
    fn the_name_stands_at_the_bottom_right_on_black_and_on_white() {
        for grey in [0, 255] {
            let samples = painted(600, 400, grey, "Atelier Čvorišće");
            let changed: Vec<(usize, usize)> =
                (0..samples.len()).filter(|i| samples[*i].abs_diff(grey) > 40).map(|i| (i % 600, i / 600)).collect();
            assert!(changed.len() > 100, "{} pixels on {grey}", changed.len());
            assert!(changed.iter().all(|&(x, y)| x > 300 && y > 340), "{changed:?}");
        }
    }

    #[test]
    fn any_text_fits_any_picture() {
        for (width, height) in [(1, 1), (2, 3), (9, 400), (400, 9)] {
            for text in ["", "\u{1F4F7}", "Foto", &"W".repeat(120), "\0\n\t", "Студия Ω"] {
                painted(width, height, 90, text);
            }
        }
        assert_eq!(painted(300, 200, 90, "\u{1F4F7}"), vec![90; 60_000], "what the font lacks is left out");
    }
}
