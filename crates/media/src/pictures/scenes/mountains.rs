//! Ridge behind ridge, each paler than the one before it, mist lying between.

use super::super::canvas::Canvas;
use super::super::colour::{Ramp, Rgb};
use super::super::noise::{Noise, smooth};
use super::super::random::Rng;
use super::super::ridge::{self, Ridge};
use super::super::sky::Sky;
use super::super::trees::spruce;

/// Zenith, middle and horizon of the sky, its light, the mist, the nearest ridge.
const PALETTES: [[u32; 6]; 6] = [
    [0x6E86A6, 0xC9BFC4, 0xF3D3B4, 0xF2B98A, 0xD9C6BC, 0x1E2A33],
    [0x8FA3B5, 0xC6CFD4, 0xE6E3DA, 0xD9CDB4, 0xC5CED2, 0x24323A],
    [0x5F7094, 0xB29AA8, 0xEEBC9F, 0xEFA888, 0xC79FA0, 0x252238],
    [0x87A8B8, 0xC8D5CF, 0xF1E6C4, 0xF0D79A, 0xBFCDC4, 0x1C332F],
    [0x48597A, 0x8C8DA8, 0xD9A9A0, 0xE7A08A, 0x9A93AC, 0x171D2E],
    [0x9DB0BE, 0xDCD6CF, 0xF6E2C8, 0xF6D3A2, 0xDDD3C8, 0x39424A],
];

/// Paints the scene.
pub fn paint(canvas: &mut Canvas, rng: &mut Rng) {
    let [zenith, middle, low, light, mist, near] = rng.pick(&PALETTES).map(Rgb::hex);
    let horizon = canvas.h() * rng.range(0.50, 0.62);
    let sun = (canvas.w() * rng.range(0.12, 0.88), horizon - canvas.unit * rng.range(-0.02, 0.16));
    let ramp = Ramp::new([zenith, middle, low], 0.55);
    let sky = Sky { ramp, sun, light: light * 0.42, horizon, spread: 0.62, cloud: rng.range(0.1, 0.55) };
    sky.paint(canvas, rng);
    if rng.chance(0.5) {
        sky.disc(canvas, 0.022, 0.9);
    }
    let count = 5 + (rng.bits() % 3) as usize;
    let ridges = ridges(canvas, rng, horizon, count);
    let (relief, drift) = (Noise::new(rng), Noise::new(rng));
    let unit = canvas.unit;
    let fog = canvas.coarse(6, |x, y| drift.fbm(x / unit * 2.2, y / unit * 7.0, 4));
    let facets = canvas.coarse(2, |x, y| relief.ridged(x / unit * 7.0 + y / unit * 4.0, y / unit * 5.0, 4));
    let deep = near.mix(mist, 0.04);
    ridge::paint(canvas, &ridges, |i, x, y, depth| {
        let t = i as f32 / (count - 1) as f32;
        let glow = 1.0 / (1.0 + 9.0 * square((x - sun.0) / unit) + 7.0 * square((y - sun.1) / unit));
        let haze = mist.mix(low, 0.35).mix(light, 0.45 * glow);
        let body = haze.mix(deep, 0.10 + 0.88 * t.powf(1.25));
        let lit = body * (0.82 + 0.36 * facets.at(x, y) * (0.35 + 0.65 * t)) + light * (0.05 * glow);
        let thickness = (0.16 + 0.10 * (1.0 - t)) * unit;
        let rise = smooth(0.0, thickness, depth - (fog.at(x, y) - 0.5) * thickness * 1.5);
        lit.mix(haze, rise * (0.80 - 0.62 * t * t))
    });
    trees(canvas, rng, ridges.last(), deep, deep.mix(light, 0.10));
}

/// Crests from far to near: each lower on the sheet, bolder and rougher than the one behind.
fn ridges(canvas: &Canvas, rng: &mut Rng, horizon: f32, count: usize) -> Vec<Ridge> {
    let unit = canvas.unit;
    let bottom = canvas.h() * rng.range(0.91, 1.0);
    let peak = rng.range(0.0, 6.0);
    (0..count)
        .map(|i| {
            let noise = Noise::new(rng);
            let t = i as f32 / (count - 1) as f32;
            let base = horizon + (bottom - horizon) * t.powf(1.15) + unit * rng.around() * 0.02;
            let tall = unit * (0.17 + 0.11 * (t * std::f32::consts::PI).sin() + 0.05 * (1.0 - t));
            let slant = rng.around() * 0.10 * unit;
            let wide = 1.5 + 1.1 * rng.unit() - 0.5 * t;
            Ridge::new(canvas.width, move |x| {
                let u = x / unit;
                let bulk = noise.fbm(u * wide + peak, 3.7, 2) - 0.5;
                let crags = noise.ridged(u * wide * 2.1, 9.1, 6) - 0.45;
                let fine = noise.fbm(u * 42.0, 1.3, 3) - 0.5;
                base - tall * (bulk * 1.5 + crags * 0.55 + fine * 0.05) + slant * (x / unit - 0.6)
            })
        })
        .collect()
}

/// A fringe of spruces along the nearest crest, in loose groups.
fn trees(canvas: &mut Canvas, rng: &mut Rng, crest: Option<&Ridge>, dark: Rgb, light: Rgb) {
    let Some(crest) = crest else { return };
    let groups = Noise::new(rng);
    let unit = canvas.unit;
    let size = rng.range(0.035, 0.065);
    let mut x = 0.0;
    while x < canvas.w() {
        let dense = groups.fbm(x / unit * 3.0, 0.5, 3);
        let tall = unit * size * rng.range(0.5, 1.15) * smooth(0.30, 0.62, dense);
        if tall > unit * 0.008 {
            spruce(canvas, (x, crest.at(x) + tall * 0.12), tall, (dark, light), 1.0, rng);
        }
        x += unit * size * rng.range(0.10, 0.34);
    }
}

fn square(v: f32) -> f32 {
    v * v
}
