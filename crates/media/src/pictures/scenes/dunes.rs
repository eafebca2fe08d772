//! Sand shaped by wind, a low sun from the side.

use super::super::canvas::Canvas;
use super::super::colour::{Ramp, Rgb};
use super::super::noise::{Noise, smooth};
use super::super::random::Rng;
use super::super::sky::Sky;
use super::super::terrain::{REACH, Terrain, View};

/// Zenith, middle and horizon of the sky; lit sand, shaded sand, light.
const PALETTES: [[u32; 6]; 5] = [
    [0x6F93B8, 0xB3C4CF, 0xEFDCC2, 0xE2B583, 0x6B4A3E, 0xFFD9A8],
    [0x8C9AB4, 0xD3BFC0, 0xF3CFB0, 0xD99A6C, 0x553A3F, 0xFFB98A],
    [0xA9B9C2, 0xD5D6D0, 0xEFE6D6, 0xE0CBAA, 0x7C6B5E, 0xFFF0D0],
    [0x4E6488, 0xA58FA0, 0xECB08E, 0xCB8560, 0x3F2D3C, 0xFFA878],
    [0x7FA3BE, 0xC0CDCB, 0xEBDFC6, 0xDDBE92, 0x66564C, 0xFFE3B4],
];

/// Paints the scene.
pub fn paint(canvas: &mut Canvas, rng: &mut Rng) {
    let [zenith, middle, low, lit, shade, light] = rng.pick(&PALETTES).map(Rgb::hex);
    let horizon = canvas.h() * rng.range(0.34, 0.46);
    let from = rng.side();
    let sun = (canvas.w() * (0.5 + from * rng.range(0.3, 0.55)), horizon - canvas.unit * rng.range(0.05, 0.2));
    let ramp = Ramp::new([zenith, middle, low], 0.6);
    let sky = Sky { ramp, sun, light: light * 0.22, horizon, spread: 0.6, cloud: rng.range(0.0, 0.3) };
    sky.paint(canvas, rng);
    let ground = ground(canvas, rng, from);
    let view = View { horizon, eye: rng.range(1.35, 1.7) };
    let (ripple, patch) = (Noise::new(rng), Noise::new(rng));
    ground.paint(canvas, &view, |p| {
        let bend = patch.fbm(p.x * 0.9, p.z * 0.9, 3);
        let lines = ripple.at(p.x * 3.0 + bend * 9.0, p.z * 34.0 + p.x * 6.0 + bend * 30.0);
        let relief = (lines - 0.5) * 0.30 * smooth(5.5, 1.2, p.z) * p.light;
        let sand = shade.mix(lit, (p.light * 0.98 + relief + 0.02).clamp(0.0, 1.0)) * (0.88 + 0.24 * bend);
        let far = smooth(2.0, REACH, p.z);
        sand.mix(low.mix(light, 0.2), far * 0.72)
    });
}

/// Long dunes with one sharp edge each, turned and bent by slow noise.
fn ground(canvas: &Canvas, rng: &mut Rng, from: f32) -> Terrain {
    let (bend, tall) = (Noise::new(rng), Noise::new(rng));
    let (turn, phase, every) = (rng.range(0.25, 0.6) * rng.side(), rng.unit(), rng.range(0.26, 0.36));
    let height = move |x: f32, z: f32| {
        let warp = bend.fbm(x * 0.30 + 7.0, z * 0.30, 3) * 2.1 + bend.at(x * 1.1, z * 0.8) * 0.16;
        let t = (x * every * from + z * turn * every + warp + phase).rem_euclid(1.0);
        // A long windward slope, a short slip face away from the sun.
        let rise = t / 0.66;
        let fall = (1.0 - t) / 0.34;
        let profile = if rise < fall { rise * rise * (1.9 - 0.9 * rise) } else { fall * (0.45 + 0.55 * fall) };
        let size = 0.15 + 0.95 * smooth(0.25, 0.82, tall.fbm(x * 0.30, z * 0.26, 2));
        profile * size * (0.25 + 0.75 * smooth(1.5, 5.0, z)) + 0.25 * tall.at(x * 0.3 + 40.0, z * 0.3)
    };
    Terrain::new(canvas, height, from, 0.26)
}
