//! A mark over a picture: words in white, half transparent, with a shadow so that they read on white too; or a logo in its
//! own colours. In one place, or all over in rows that rise.

use domain::{Place, Watermark};

use super::Refused;
use super::letters::Letters;
use super::logo::Cut;
use super::planes::{Plane, Planes};

/// A line of words of size 6 is an eighteenth of the picture's shorter side.
const LINE: f32 = 108.0;

/// The widest words may be, as a part of the picture's width; longer ones are set smaller.
const WIDTH: f32 = 0.6;

/// How far a logo stands from the edge, as a part of the picture's shorter side: as far as words of the usual size.
const MARGIN: f32 = 0.8 / 18.0;

/// How steep the rows of tiles rise: the cosine and the sine of 30 degrees.
const RISE: (f32, f32) = (0.866_025_4, 0.5);

/// From one tile of a row to the next, as a part of its width; and from row to row, as a part of its height, which for a
/// low one is at least a quarter of its width.
const APART: (f32, f32) = (1.4, 2.6);

/// What is painted with.
pub(super) enum Ink<'a> {
    /// Words. Characters that the font lacks are left out.
    Words(&'a str),
    /// A logo.
    Logo(&'a Cut),
}

/// What is painted, at the size it has in one picture.
struct Motif {
    /// Where it is: 255 is all of a pixel.
    cover: Plane,
    /// What it is painted in.
    tone: Tone,
    /// In pixels, before they were rounded.
    size: (f32, f32),
    /// How far it stands from the edges, in pixels.
    margin: f32,
}

/// What a motif is painted in.
enum Tone {
    /// White, with a shadow this many pixels off.
    White(u32),
    /// Its own colours.
    Own(Planes),
}

/// Paints `ink` as `watermark` says.
///
/// # Errors
/// [`Refused::Failed`] when the font is broken or the logo cannot be resized.
pub(super) fn paint(planes: &mut Planes, watermark: &Watermark, ink: &Ink<'_>) -> Result<(), Refused> {
    let motif = match ink {
        Ink::Words(words) => Motif::words(planes, words, f32::from(watermark.size()))?,
        Ink::Logo(logo) => Motif::logo(planes, logo, f32::from(watermark.size()))?,
    };
    let strength = f32::from(watermark.opacity()) / 100.0;
    match watermark.place() {
        Place::Tiled => tile(planes, &motif, strength),
        place => stamp(planes, &motif, strength, place.cell()),
    }
    Ok(())
}

impl Motif {
    fn words(planes: &Planes, text: &str, size: f32) -> Result<Self, Refused> {
        let letters = Letters::of(text)?;
        let (width, height) = (planes.width as f32, planes.height as f32);
        let tall = width.min(height) * (size / LINE);
        let tall = tall * (width * WIDTH / letters.wide(tall)).min(1.0);
        let (cover, wide) = letters.cut(tall);
        let offset = (tall / 24.0).round() as u32;
        Ok(Self { cover, tone: Tone::White(offset), size: (wide, tall), margin: tall * 0.8 })
    }

    fn logo(planes: &Planes, logo: &Cut, size: f32) -> Result<Self, Refused> {
        let (width, height) = (planes.width as f32, planes.height as f32);
        let (wide, tall) = (width * size / 100.0, width * size / 100.0 * logo.ratio());
        let fit = (height * WIDTH / tall).min(1.0);
        let whole = |side: f32| (side * fit).round().max(1.0) as u32;
        let (colours, cover) = logo.at((whole(wide), whole(tall)))?;
        let size = (cover.width as f32, cover.height as f32);
        Ok(Self { cover, tone: Tone::Own(colours), size, margin: width.min(height) * MARGIN })
    }

    /// How far off its shadow is, in pixels, if it has one.
    fn offset(&self) -> Option<u32> {
        match self.tone {
            Tone::White(offset) => Some(offset),
            Tone::Own(_) => None,
        }
    }

    /// The colour of a pixel in Y, Cb and Cr.
    fn colour(&self, x: u32, y: u32) -> [f32; 3] {
        match &self.tone {
            Tone::Own(colours) => {
                let [blue, red] = &colours.chroma;
                [colours.luma.at(x, y), blue.at(x / 2, y / 2), red.at(x / 2, y / 2)].map(f32::from)
            }
            Tone::White(_) => [255.0, 128.0, 128.0],
        }
    }
}

/// In the column and the row of `cell`.
fn stamp(planes: &mut Planes, motif: &Motif, strength: f32, cell: (u8, u8)) {
    let place = |side: u32, length: f32, third: u8| {
        let free = side as f32 - length;
        let at = match third {
            0 => motif.margin.min(free),
            1 => free / 2.0,
            _ => free - motif.margin,
        };
        at.max(0.0) as u32
    };
    let (left, top) = (place(planes.width, motif.size.0, cell.0), place(planes.height, motif.size.1, cell.1));
    let offset = motif.offset();
    for y in 0..motif.cover.height + offset.unwrap_or(0) {
        for x in 0..motif.cover.width + offset.unwrap_or(0) {
            let shadow = match offset.map(|offset| (x.checked_sub(offset), y.checked_sub(offset))) {
                Some((Some(x), Some(y))) => f32::from(motif.cover.at(x, y)) / 255.0 * shade(strength),
                _ => 0.0,
            };
            let letter = f32::from(motif.cover.at(x, y)) / 255.0 * strength;
            blend(planes, (left + x, top + y), shadow, letter, motif.colour(x, y));
        }
    }
}

/// All over the picture, every other row half a step aside.
fn tile(planes: &mut Planes, motif: &Motif, strength: f32) {
    let (wide, tall) = motif.size;
    let (step, row) = ((wide * APART.0).max(2.0), (tall * APART.1).max(wide / 4.0).max(2.0));
    let offset = motif.offset().map(|offset| offset as f32);
    for y in 0..planes.height {
        for x in 0..planes.width {
            let across = x as f32 * RISE.0 - y as f32 * RISE.1;
            let down = x as f32 * RISE.1 + y as f32 * RISE.0;
            let aside = if (down / row).floor().rem_euclid(2.0) < 1.0 { 0.0 } else { step / 2.0 };
            let (u, v) = ((across + aside).rem_euclid(step), down.rem_euclid(row));
            let letter = soft(&motif.cover, u, v) / 255.0 * strength;
            let shadow =
                offset.map_or(0.0, |offset| soft(&motif.cover, u - offset, v - offset) / 255.0 * shade(strength));
            if letter > 0.0 || shadow > 0.0 {
                blend(planes, (x, y), shadow, letter, motif.colour(u as u32, v as u32));
            }
        }
    }
}

/// How strong the shadow of letters of this strength is.
fn shade(strength: f32) -> f32 {
    strength * 35.0 / 60.0
}

/// Between four samples; 0 outside.
fn soft(plane: &Plane, x: f32, y: f32) -> f32 {
    if x < 0.0 || y < 0.0 || x >= plane.width as f32 || y >= plane.height as f32 {
        return 0.0;
    }
    let (left, top) = (x as u32, y as u32);
    let (across, down) = (x.fract(), y.fract());
    let at = |x, y| f32::from(plane.at(x, y));
    let upper = at(left, top) * (1.0 - across) + at(left + 1, top) * across;
    let lower = at(left, top + 1) * (1.0 - across) + at(left + 1, top + 1) * across;
    upper * (1.0 - down) + lower * down
}

/// Darkens a pixel by the shadow, then covers it with the colour.
fn blend(planes: &mut Planes, (x, y): (u32, u32), shadow: f32, letter: f32, [luma, blue, red]: [f32; 3]) {
    planes.luma.change(x, y, |value| value * (1.0 - shadow) * (1.0 - letter) + luma * letter);
    if x % 2 == 0 && y % 2 == 0 {
        for (plane, colour) in planes.chroma.iter_mut().zip([blue, red]) {
            plane.change(x / 2, y / 2, |value| {
                128.0 + (value - 128.0) * (1.0 - shadow) * (1.0 - letter) + (colour - 128.0) * letter
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::Mark;

    use super::*;
    use crate::picture::Picture;

    fn sheet(width: u32, height: u32, grey: u8) -> Planes {
        Planes::from(&Picture { width, height, pixels: vec![[grey; 3]; width as usize * height as usize] })
    }

    fn watermark(place: Place, opacity: u8, size: u8) -> Watermark {
        Watermark::new(Mark::Name, place, opacity, size).expect("a watermark")
    }

    fn painted(width: u32, height: u32, grey: u8, text: &str) -> Vec<u8> {
        let mut planes = sheet(width, height, grey);
        paint(&mut planes, &Watermark::default(), &Ink::Words(text)).expect("painted");
        planes.luma.samples
    }

    /// The places that were changed by more than a little.
    fn changed(samples: &[u8], width: usize, grey: u8) -> Vec<(usize, usize)> {
        (0..samples.len()).filter(|i| samples[*i].abs_diff(grey) > 40).map(|i| (i % width, i / width)).collect()
    }

    #[test]
    fn the_name_stands_at_the_bottom_right_on_black_and_on_white() {
        for grey in [0, 255] {
            let changed = changed(&painted(600, 400, grey, "Atelier Čvorišće"), 600, grey);
            assert!(changed.len() > 100, "{} pixels on {grey}", changed.len());
            assert!(changed.iter().all(|&(x, y)| x > 300 && y > 340), "{changed:?}");
        }
    }

    /// Photographs from before there was a choice look like those after.
    #[test]
    fn the_usual_mark_is_painted_as_ever() {
        let (width, height) = (241_u32, 161_u32);
        let mut expected = sheet(width, height, 90);
        let tall = (height as f32) * (1.0 / 18.0);
        let (cover, wide) = Letters::of("Mirna").expect("the font").cut(tall);
        let (left, top) = ((width as f32 - wide - tall * 0.8) as u32, (height as f32 - tall - tall * 0.8) as u32);
        let offset = (tall / 24.0).round() as u32;
        for (x, y) in (0..cover.height + offset).flat_map(|y| (0..cover.width + offset).map(move |x| (x, y))) {
            let shadow = x.checked_sub(offset).zip(y.checked_sub(offset));
            let shadow = shadow.map_or(0.0, |(x, y)| f32::from(cover.at(x, y)) / 255.0 * 0.35);
            let letter = f32::from(cover.at(x, y)) / 255.0 * 0.6;
            expected.luma.change(left + x, top + y, |v| v * (1.0 - shadow) * (1.0 - letter) + 255.0 * letter);
        }
        assert!(painted(width, height, 90, "Mirna") == expected.luma.samples);
    }

    #[test]
    fn any_words_fit_any_picture_in_any_place() {
        for (width, height) in [(1, 1), (2, 3), (9, 400), (400, 9)] {
            for text in ["", "\u{1F4F7}", "Foto", &"W".repeat(120), "\0\n\t", "Студия Ω"] {
                painted(width, height, 90, text);
                for (place, size) in Place::ALL.into_iter().flat_map(|place| [2, 60].map(|size| (place, size))) {
                    let mut planes = sheet(width, height, 90);
                    paint(&mut planes, &watermark(place, 100, size), &Ink::Words(text)).expect("painted");
                }
            }
        }
        assert_eq!(painted(300, 200, 90, "\u{1F4F7}"), vec![90; 60_000], "what the font lacks is left out");
    }

    #[test]
    fn each_place_is_where_it_says() {
        for grey in [0, 255] {
            for place in Place::ALL.into_iter().filter(|place| *place != Place::Tiled) {
                let mut planes = sheet(600, 400, grey);
                paint(&mut planes, &watermark(place, 100, 6), &Ink::Words("Mirna")).expect("painted");
                let changed = changed(&planes.luma.samples, 600, grey);
                let (column, row) = place.cell();
                let within = |at: usize, side: usize, third: u8| at * 3 / side == usize::from(third);
                assert!(changed.len() > 50, "{place:?} on {grey}");
                assert!(changed.iter().all(|&(x, y)| within(x, 600, column) && within(y, 400, row)), "{place:?}");
            }
        }
    }

    #[test]
    fn tiles_leave_no_corner_free() {
        for grey in [0, 255] {
            let mut planes = sheet(1200, 800, grey);
            paint(&mut planes, &watermark(Place::Tiled, 60, 6), &Ink::Words("Mirna")).expect("painted");
            let changed = changed(&planes.luma.samples, 1200, grey);
            for (column, row) in (0..4).flat_map(|column| (0..4).map(move |row| (column, row))) {
                let here = changed.iter().filter(|&&(x, y)| x / 300 == column && y / 200 == row).count();
                assert!(here > 100, "{here} pixels at {column}, {row} on {grey}");
            }
        }
    }

    #[test]
    fn fainter_and_smaller_change_less() {
        let change = |opacity, size| -> u64 {
            let mut planes = sheet(600, 400, 0);
            paint(&mut planes, &watermark(Place::Middle, opacity, size), &Ink::Words("Mirna")).expect("painted");
            planes.luma.samples.iter().map(|value| u64::from(*value)).sum()
        };
        assert!(change(10, 6) < change(50, 6) && change(50, 6) < change(100, 6));
        assert!(change(60, 2) < change(60, 6) && change(60, 6) < change(60, 20));
    }

    #[test]
    fn a_logo_keeps_its_colours_and_lets_through_what_it_lets_through() {
        let red = |alpha| [255, 0, 0, alpha];
        let pixels = (0..40 * 20).map(|at| if at % 40 < 20 { red(255) } else { red(0) }).collect();
        let logo = Cut::new((40, 20), pixels);
        for grey in [0, 255] {
            let mut planes = sheet(400, 300, grey);
            paint(&mut planes, &watermark(Place::Middle, 100, 20), &Ink::Logo(&logo)).expect("painted");
            let picture = planes.to_picture();
            let at = |x: usize, y: usize| picture.pixels[y * 400 + x];
            let [r, g, b] = at(180, 150);
            assert!(r > 240 && g < 20 && b < 20, "{:?}", at(180, 150));
            assert!(at(220, 150).iter().all(|value| value.abs_diff(grey) < 4), "{:?}", at(220, 150));
            assert!(at(100, 150).iter().all(|value| value.abs_diff(grey) < 4));
        }
        for (size, place) in [(1, 1), (3, 500), (500, 3)].into_iter().zip([Place::Tiled, Place::Top, Place::Tiled]) {
            let mut planes = sheet(size.0, size.1, 90);
            paint(&mut planes, &watermark(place, 60, 60), &Ink::Logo(&logo)).expect("painted");
        }
    }
}
