//! From light to a photograph: soft highlights, vignette, film grain, and dither against bands in the skies.

use super::canvas::Canvas;
use super::random::Rng;

const TILE: usize = 512;

/// The picture as display bytes, red, green and blue for each pixel, row by row.
pub fn develop(canvas: &Canvas, rng: &mut Rng) -> Vec<u8> {
    let grain = grain(rng);
    let (shift, strength) = ((rng.bits() % TILE as u64) as usize, rng.range(2.2, 3.4));
    // No two rolls of film have quite the same white.
    let tint = [rng.range(0.95, 1.05), 1.0, rng.range(0.94, 1.06)];
    let (cx, cy) = (canvas.w() / 2.0, canvas.h() / 2.0);
    let corner = 1.0 / (cx * cx + cy * cy);
    let mut bytes = Vec::with_capacity(canvas.width * canvas.height * 3);
    for (y, row) in canvas.pixels().chunks_exact(canvas.width).enumerate() {
        let grains = &grain[((y + shift) % TILE) * TILE..][..TILE];
        let dy = y as f32 - cy;
        for (x, pixel) in row.iter().enumerate() {
            let dx = x as f32 - cx;
            let far = (dx * dx + dy * dy) * corner;
            let light = 1.0 - 0.34 * far * far;
            let speck = grains[(x + shift) % TILE];
            let shade = strength * (1.0 - 0.55 * pixel.luma().min(1.0));
            for (channel, dither) in [(pixel.r * tint[0], 1usize), (pixel.g * tint[1], 2), (pixel.b * tint[2], 3)] {
                let fine = grains[(x + shift + dither * 131) % TILE] * 0.5;
                let value = shoulder(channel * light).sqrt() * 255.0;
                bytes.push((value + speck * shade + fine + 0.5) as u8);
            }
        }
    }
    bytes
}

/// Leaves light below 0.65 as it is and lets all above come near 1 without reaching it.
fn shoulder(light: f32) -> f32 {
    const KNEE: f32 = 0.65;
    if light <= KNEE {
        return light.max(0.0);
    }
    let over = (light - KNEE) / (1.0 - KNEE);
    KNEE + (1.0 - KNEE) * over / (1.0 + over * over).sqrt()
}

/// A tile of grain around 0, each speck a little like its neighbour as in film.
fn grain(rng: &mut Rng) -> Vec<f32> {
    let raw: Vec<f32> = (0..TILE * TILE).map(|_| rng.around()).collect();
    let near = |i: usize, step: usize| raw[(i + step) % raw.len()];
    (0..raw.len()).map(|i| raw[i] * 0.8 + (near(i, 1) + near(i, TILE)) * 0.4).collect()
}
