//! Pictures for the demo studio: landscapes and still lifes computed from a seed, so that the demo needs no photograph of anybody.

mod canvas;
mod colour;
mod develop;
mod jpeg;
mod noise;
mod random;
mod ridge;
mod scenes;
mod sky;
mod terrain;
mod trees;

use canvas::Canvas;
use random::Rng;

/// The longest side that is drawn, in pixels.
const LONGEST: u32 = 16_384;

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scene {
    /// Ridge behind ridge in the mist of early morning.
    Mountains,
    /// The open sea with the path of a low sun or moon.
    Sea,
    /// Wind-shaped sand in raking light.
    Dunes,
    /// Trunks in fog.
    Forest,
    /// Stars and the Milky Way above a dark ridge.
    Stars,
    /// A field under a wide sky, trees far off.
    Field,
    /// City lights at night, out of focus.
    Lights,
    /// Flowers from near, before a soft meadow.
    Flowers,
    /// Snow on hills, with a few spruces.
    Snow,
    /// Rain on a window, the evening behind it.
    Rain,
}

impl Scene {
    /// Every scene, in the order of the list above.
    pub const ALL: [Self; 10] = [
        Self::Mountains,
        Self::Sea,
        Self::Dunes,
        Self::Forest,
        Self::Stars,
        Self::Field,
        Self::Lights,
        Self::Flowers,
        Self::Snow,
        Self::Rain,
    ];
}

/// Draws a scene as a JPEG of `width` × `height` pixels (held to 16..=16 384), captured at `taken` ("YYYY:MM:DD HH:MM:SS").
///
/// The same arguments give the same bytes; another seed gives other light, colours and composition.
/// The answer is empty only if the JPEG encoder finds no memory.
pub fn draw(scene: Scene, seed: u64, width: u32, height: u32, taken: &str) -> Vec<u8> {
    let (width, height) = (side(width), side(height));
    let mut rng = Rng::new(seed ^ ((scene as u64) << 56));
    let mut canvas = Canvas::new(width, height);
    scenes::paint(scene, &mut canvas, &mut rng);
    let rgb = develop::develop(&canvas, &mut rng);
    jpeg::encode(&rgb, width, height, taken).unwrap_or_default()
}

fn side(pixels: u32) -> usize {
    pixels.clamp(16, LONGEST) as usize
}

#[cfg(test)]
mod tests;
