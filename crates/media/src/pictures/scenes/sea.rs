//! The open sea: a horizon, a low light, and its path on the water.

use super::super::canvas::Canvas;
use super::super::colour::{Ramp, Rgb};
use super::super::noise::{Noise, bell, smooth};
use super::super::random::Rng;
use super::super::ridge::{self, Ridge};
use super::super::sky::Sky;

/// Zenith, middle and horizon of the sky, its light, the depth of the water.
const PALETTES: [[u32; 5]; 6] = [
    [0x5F83A8, 0xB9BFC8, 0xF5CFA6, 0xFFC48A, 0x1C3A4A],
    [0x33486B, 0x8A86A0, 0xE9A88C, 0xFFAE7A, 0x16283A],
    [0x7FA6BF, 0xB8D0D8, 0xE9EAE0, 0xF2E6C8, 0x27545F],
    [0x1B2A45, 0x3D5273, 0x8A98AE, 0xC7D2E2, 0x0C1A2A],
    [0x6C7FA3, 0xC3A9B8, 0xF4C4B4, 0xF8BFA6, 0x33405C],
    [0x8E9BA3, 0xB9C1C4, 0xDAD9D2, 0xDCD6C4, 0x36474D],
];

/// Paints the scene.
pub fn paint(canvas: &mut Canvas, rng: &mut Rng) {
    let [zenith, middle, low, light, deep] = rng.pick(&PALETTES).map(Rgb::hex);
    let unit = canvas.unit;
    let horizon = (canvas.h() * rng.range(0.38, 0.60)).round();
    let sun = (canvas.w() * rng.range(0.2, 0.8), horizon - unit * rng.range(0.03, 0.20));
    let ramp = Ramp::new([zenith, middle, low], 0.58);
    let sky = Sky { ramp, sun, light: light * 0.5, horizon, spread: 0.55, cloud: rng.range(0.25, 0.9) };
    sky.paint(canvas, rng);
    sky.disc(canvas, rng.range(0.016, 0.030), 1.0);
    if rng.chance(0.6) {
        headland(canvas, rng, horizon, low.mix(deep, 0.55));
    }
    water(canvas, rng, &sky, (deep, light));
}

/// Distant land on one side, sinking into the haze.
fn headland(canvas: &mut Canvas, rng: &mut Rng, horizon: f32, colour: Rgb) {
    let (unit, side) = (canvas.unit, rng.side());
    let edge = canvas.w() * (0.5 + side * rng.range(0.05, 0.25));
    let (wide, tall) = (canvas.w() * rng.range(0.35, 0.6), unit * rng.range(0.03, 0.07));
    let ridges: Vec<Ridge> = (0..2)
        .map(|i| {
            let noise = Noise::new(rng);
            let out = edge + side * wide * 0.22 * (1 - i) as f32 - side * wide * 0.2;
            let size = tall * (1.0 - 0.35 * i as f32);
            Ridge::new(canvas.width, move |x| {
                let in_land = smooth(0.0, 1.0, (x - out) * side / wide);
                let shape = 0.35 + noise.fbm(x / unit * 4.0, 0.4, 5) * 1.2;
                horizon + 2.0 - size * in_land.powf(0.8) * shape * 1.4
            })
        })
        .collect();
    let haze = canvas.at(edge, horizon - 3.0);
    ridge::paint(canvas, &ridges, |i, _, y, _| {
        let low = smooth(horizon - tall * 0.9, horizon, y);
        colour.mix(haze, 0.55 - 0.28 * i as f32 + 0.2 * low)
    });
}

/// Everything below the horizon: the sky mirrored in tilted facets, and the glitter of the light.
fn water(canvas: &mut Canvas, rng: &mut Rng, sky: &Sky, (deep, light): (Rgb, Rgb)) {
    let (waves, swell) = (Noise::new(rng), Noise::new(rng));
    let (unit, horizon) = (canvas.unit, sky.horizon);
    let (calm, spread) = (rng.range(0.55, 1.0), rng.range(0.05, 0.10));
    canvas.shade(|x, y, above| {
        let down = (y - horizon) / unit;
        if down < 0.0 {
            return above;
        }
        let far = 1.0 / (down + 0.012);
        let across = (x - sky.sun.0) / unit;
        let (px, py) = (across * far * 3.0, far * 9.0);
        let fine = smooth(0.0, 0.10, down);
        let ripple = waves.at(px * 7.0 + 3.0, py * 4.4 - y / unit * 60.0) - 0.5;
        let chop = waves.fbm(px * 1.5, py - y / unit * 8.0, 3) - 0.5 + ripple * 0.30 * fine;
        let roll = swell.at(px * 0.35, py * 0.30) - 0.5;
        let slope = (chop * (0.35 + 0.65 * fine) + roll * 0.7) * calm;
        let mirror = horizon - (down * 1.1 + 0.02 + slope.max(-0.2) * 0.30 * fine.max(0.25)) * unit;
        let reflected = sky.clear(unit, x, mirror.clamp(0.0, horizon));
        let grazing = (0.80 - 0.62 * down.min(1.0) - slope * 0.75 * fine).clamp(0.12, 0.92);
        let sea = deep.mix(reflected, grazing);
        let path = bell(across, spread * (0.55 + down * 2.6)) * (1.0 - 0.6 * down.min(1.0));
        let sparkle = smooth(0.06, 0.30, slope + ripple * 0.35 * fine + 0.05 * path);
        let haze = smooth(0.035, 0.0, down) * 0.35;
        let glitter = light * (path * (0.12 + 1.25 * sparkle));
        (sea + glitter).mix(above, haze)
    });
}
