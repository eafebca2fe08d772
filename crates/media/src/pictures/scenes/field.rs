//! A field under a wide sky, trees along its far edge, sometimes one that stands alone.

use super::super::canvas::Canvas;
use super::super::colour::{Ramp, Rgb};
use super::super::noise::{Noise, smooth};
use super::super::random::Rng;
use super::super::ridge::{self, Ridge};
use super::super::sky::Sky;
use super::super::trees::broadleaf;

/// Zenith, middle and horizon of the sky, its light; near and far field; leaves in shade and in light.
const PALETTES: [[u32; 8]; 6] = [
    [0x6E9CC4, 0xB4CCD8, 0xEFE3C8, 0xFFE2AE, 0x9A7A3A, 0xE0C27E, 0x26331F, 0x8A9A4E],
    [0x8AA7B8, 0xC8D2D0, 0xE6E2D2, 0xF0E2BE, 0x565F36, 0xB0B284, 0x1F2C22, 0x6F8450],
    [0x7C86A8, 0xD0B2B0, 0xF6CDA4, 0xFFC088, 0x7A5A38, 0xD9A96E, 0x2A2622, 0x94763E],
    [0xA4B4BC, 0xCFD5D3, 0xE8E5DB, 0xEEE6CE, 0x76744A, 0xC3BD92, 0x2F3829, 0x82875A],
    [0x5E8FBE, 0xA9C8DC, 0xE6ECE4, 0xFFF1CE, 0x4E6230, 0xB4B876, 0x1F2E20, 0x748A48],
    [0x8C9AB4, 0xCBC6CE, 0xF2DDC8, 0xFFD6AE, 0x5C5668, 0xA89BAA, 0x2B3330, 0x7E8660],
];

/// Paints the scene.
pub fn paint(canvas: &mut Canvas, rng: &mut Rng) {
    let [zenith, middle, low, light, near, far, dark, leaf] = rng.pick(&PALETTES).map(Rgb::hex);
    let unit = canvas.unit;
    let horizon = canvas.h() * rng.range(0.52, 0.70);
    let from = rng.side();
    let sun = (canvas.w() * (0.5 + from * rng.range(0.15, 0.5)), horizon - unit * rng.range(0.06, 0.3));
    let ramp = Ramp::new([zenith, middle, low], 0.6);
    let sky = Sky { ramp, sun, light: light * 0.42, horizon, spread: 0.55, cloud: rng.range(0.6, 1.0) };
    sky.paint(canvas, rng);
    let haze = low.mix(light, 0.3);
    hills(canvas, rng, horizon, (dark.mix(leaf, 0.5), haze));
    tree_line(canvas, rng, horizon, (dark.mix(haze, 0.42), leaf.mix(haze, 0.45)), from);
    meadow(canvas, rng, horizon, (near, far.mix(haze, 0.25), light));
    blossoms(canvas, rng, horizon, haze);
    let count = rng.pick(&[0, 1, 1, 1, 2, 3]);
    let middle = canvas.w() * (0.5 - from * rng.range(0.05, 0.28));
    let tall = unit * rng.range(0.24, 0.40);
    for i in 0..count {
        // The farther, the smaller and the higher on the sheet.
        let (size, step) = ([0.55, 0.8, 1.0][(i + 3 - count).min(2)], (count - 1 - i) as f32);
        let foot = (middle + from * step * tall * rng.range(0.62, 1.15), horizon + unit * (0.065 * size - 0.012));
        shadow(canvas, foot, tall * size, from, near * 0.42);
        let leaves = (dark.mix(haze, 0.06 + 0.06 * step), leaf.mix(light, 0.22).mix(haze, 0.06 * step));
        broadleaf(canvas, foot, tall * size, leaves, from, rng);
        tufts(canvas, rng, foot, tall * size, (near, far));
    }
}

fn hills(canvas: &mut Canvas, rng: &mut Rng, horizon: f32, (green, haze): (Rgb, Rgb)) {
    let unit = canvas.unit;
    let ridges: Vec<Ridge> = (0..2)
        .map(|i| {
            let noise = Noise::new(rng);
            let tall = unit * rng.range(0.05, 0.11) * (1.0 - 0.4 * i as f32);
            Ridge::new(canvas.width, move |x| horizon - tall * (noise.fbm(x / unit * 1.4, 1.0, 4) * 1.6 - 0.35))
        })
        .collect();
    ridge::paint(canvas, &ridges, |i, _, _, depth| {
        let mist = smooth(0.0, unit * 0.06, depth) * 0.15;
        haze.mix(green, [0.22, 0.36][i.min(1)] - mist)
    });
}

/// Groups of small trees on the horizon with gaps between.
fn tree_line(canvas: &mut Canvas, rng: &mut Rng, horizon: f32, colours: (Rgb, Rgb), from: f32) {
    let groups = Noise::new(rng);
    let unit = canvas.unit;
    let mut x = -0.02 * unit;
    while x < canvas.w() + 0.02 * unit {
        let dense = smooth(0.40, 0.66, groups.fbm(x / unit * 2.4, 0.7, 3));
        let tall = unit * (0.016 + 0.07 * dense * rng.range(0.6, 1.2));
        if dense > 0.02 {
            broadleaf(canvas, (x, horizon + tall * 0.34), tall, colours, from, rng);
        }
        x += unit * rng.range(0.008, 0.02);
    }
}

/// The field itself: stalks in perspective, drifts of light and shade over it.
fn meadow(canvas: &mut Canvas, rng: &mut Rng, horizon: f32, (near, far, light): (Rgb, Rgb, Rgb)) {
    let (stalks, drift, clump) = (Noise::new(rng), Noise::new(rng), Noise::new(rng));
    let (unit, middle, depth) = (canvas.unit, canvas.w() / 2.0, canvas.h() - horizon);
    let rows = rng.chance(0.45).then(|| (rng.around() * 0.6, rng.range(5.0, 9.0)));
    let edge = Noise::new(rng);
    let line = Ridge::new(canvas.width, |x| horizon + unit * 0.012 * (edge.fbm(x / unit * 2.0, 0.0, 3) - 0.5));
    ridge::paint(canvas, &[line], |_, x, y, _| {
        let down = ((y - horizon) / unit).max(0.0);
        let away = 1.0 / (down + 0.035);
        let (px, pz) = ((x - middle) / unit * away, away);
        let t = ((y - horizon) / depth).clamp(0.0, 1.0);
        let blades = stalks.fbm(px * 26.0, pz * 9.0 - (y / unit) * 30.0, 3) - 0.5;
        let tuft = clump.fbm(px * 3.2, pz * 3.2, 3) - 0.5;
        let sweep = drift.fbm(px * 0.45, pz * 0.55, 3);
        let furrow =
            rows.map_or(0.0, |(slant, every)| ((px + slant * pz) * every).sin() * smooth(0.0, 0.2, down) * 0.16);
        let relief = 1.0 + (blades * 1.1 + tuft * 0.8) * (0.25 + 0.75 * smooth(0.0, 0.25, down)) + furrow;
        let base = far.mix(near, t.powf(0.7)) * relief.max(0.2);
        base.mix(light * 0.85, 0.24 * smooth(0.42, 0.72, sweep) * (1.0 - 0.5 * t))
    });
}

/// Wild flowers in drifts, dense far off, single ones near.
fn blossoms(canvas: &mut Canvas, rng: &mut Rng, horizon: f32, haze: Rgb) {
    let colour = rng.pick(&[0xC9604A, 0xF4EFE2, 0xE6C454, 0xA79CC8, 0xE9D9D2]);
    let drifts = Noise::new(rng);
    let (unit, middle, depth) = (canvas.unit, canvas.w() / 2.0, canvas.h() - horizon);
    for _ in 0..(5200.0 * canvas.w() / unit) as usize {
        let down = rng.unit().powf(1.7);
        let (x, y) = (rng.unit() * canvas.w(), horizon + depth * (0.015 + down));
        let away = unit / (y - horizon + 0.035 * unit);
        let patch = drifts.fbm((x - middle) / unit * away * 0.9, away * 0.9, 3);
        if rng.unit() < smooth(0.46, 0.66, patch) * 0.8 {
            let radius = (unit * (0.0006 + 0.0042 * down) * rng.range(0.6, 1.3)).max(0.5);
            let tone = Rgb::hex(colour).mix(haze, 0.35 * (1.0 - down)) * rng.range(0.65, 1.05);
            canvas.dab((x, y), radius, 0.7, tone, rng.range(0.55, 0.95));
        }
    }
}

fn shadow(canvas: &mut Canvas, foot: (f32, f32), tall: f32, from: f32, dark: Rgb) {
    let centre = (foot.0 - from * tall * 0.35, foot.1 + tall * 0.02);
    canvas.around(centre, (tall * 0.75, tall * 0.075), |u, v, under| {
        under.mix(dark, 0.62 * smooth(1.0, 0.25, (u * u + v * v).sqrt()))
    });
}

/// Grass that hides the foot of the tree.
fn tufts(canvas: &mut Canvas, rng: &mut Rng, foot: (f32, f32), tall: f32, (near, far): (Rgb, Rgb)) {
    for _ in 0..90 {
        let x = foot.0 + rng.around() * tall * 0.16;
        let y = foot.1 + rng.range(-0.012, 0.03) * tall;
        let colour = near.mix(far, rng.unit() * 0.7) * rng.range(0.6, 1.0);
        let long = tall * rng.range(0.02, 0.05);
        for step in 0..long as i32 {
            let lean = x + rng.around() * 0.6;
            canvas.dab((lean, y - step as f32), tall * 0.004, 0.5, colour, 0.5);
        }
    }
}
