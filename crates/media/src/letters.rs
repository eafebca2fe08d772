//! A line of words as a stencil.

use ab_glyph::{Font, FontRef, Glyph, ScaleFont, point};

use super::Refused;
use super::planes::Plane;

/// Inter SemiBold, reduced to Latin, Greek and Cyrillic (SIL Open Font License).
const FONT: &[u8] = include_bytes!("../assets/inter-semibold.ttf");

/// Words in the font. Characters that it lacks are left out.
pub(super) struct Letters {
    font: FontRef<'static>,
    text: String,
}

impl Letters {
    /// # Errors
    /// [`Refused::Failed`] when the font is broken.
    pub(super) fn of(text: &str) -> Result<Self, Refused> {
        let font = FontRef::try_from_slice(FONT).map_err(Refused::failed)?;
        let text = text.chars().filter(|&letter| font.glyph_id(letter).0 != 0).collect();
        Ok(Self { font, text })
    }

    /// Whether there is a letter or a number: of a name that the font lacks, a full stop may be left.
    pub(super) fn any(&self) -> bool {
        self.text.chars().any(char::is_alphanumeric)
    }

    /// How wide the line is that is `tall` pixels tall, in pixels.
    pub(super) fn wide(&self, tall: f32) -> f32 {
        set(&self.font, &self.text, tall).1
    }

    /// Where the letters are of a line that is `tall` pixels tall, and how wide it is.
    pub(super) fn cut(&self, tall: f32) -> (Plane, f32) {
        let (glyphs, wide) = set(&self.font, &self.text, tall);
        (stencil(&self.font, glyphs, (wide.ceil() as u32, tall.ceil() as u32)), wide)
    }
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

    #[test]
    fn some_words_have_nothing_to_see() {
        for (words, can) in
            [("\u{1F4F7}", false), ("", false), (" \t", false), ("写真.", false), ("写真 a", true), ("Š", true)]
        {
            assert_eq!(Letters::of(words).expect("the font").any(), can, "{words}");
        }
    }
}
