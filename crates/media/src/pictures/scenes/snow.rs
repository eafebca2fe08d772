//! Hills under snow, blue in the shade, a few spruces.

use super::super::canvas::Canvas;
use super::super::colour::{Ramp, Rgb};
use super::super::noise::{Noise, smooth};
use super::super::random::Rng;
use super::super::sky::Sky;
use super::super::terrain::{REACH, Terrain, View};
use super::super::trees::spruce;

/// Zenith, middle and horizon of the sky; lit snow, shaded snow, light, spruce.
const PALETTES: [[u32; 7]; 5] = [
    [0x6F9AC4, 0xB7CEDD, 0xEFE6DE, 0xFAF3EA, 0x8FA9C6, 0xFFE6C6, 0x1E2E33],
    [0x8496B8, 0xCDBFCB, 0xF6D5C2, 0xFCE6DA, 0x8C93BA, 0xFFC8A4, 0x26283A],
    [0xAEB9C2, 0xCDD4D9, 0xE3E4E3, 0xEFF0F0, 0xA9B6C2, 0xF2EDE2, 0x2E363B],
    [0x4C6490, 0x9A9CB8, 0xE3B9A8, 0xF0D2C2, 0x6A7AA6, 0xFFB894, 0x18202F],
    [0x86AEC8, 0xC3D9E0, 0xEDEEE6, 0xF8F6EE, 0x97B4C4, 0xFFF2D4, 0x223432],
];

/// Paints the scene.
pub fn paint(canvas: &mut Canvas, rng: &mut Rng) {
    let [zenith, middle, low, lit, shade, light, tree] = rng.pick(&PALETTES).map(Rgb::hex);
    let horizon = canvas.h() * rng.range(0.34, 0.46);
    let from = rng.side();
    let sun = (canvas.w() * (0.5 + from * rng.range(0.2, 0.5)), horizon - canvas.unit * rng.range(0.05, 0.22));
    let ramp = Ramp::new([zenith, middle, low], 0.6);
    let sky = Sky { ramp, sun, light: light * 0.22, horizon, spread: 0.6, cloud: rng.range(0.0, 0.7) };
    sky.paint(canvas, rng);
    let haze = low.mix(light, 0.15);
    let ground = ground(canvas, rng, from);
    let view = View { horizon, eye: rng.range(1.5, 1.9) };
    let (grain, drift) = (Noise::new(rng), Noise::new(rng));
    ground.paint(canvas, &view, |p| {
        let wind = drift.fbm(p.x * 2.2, p.z * 4.0 + p.x, 3) - 0.5;
        let near = smooth(6.0, 1.5, p.z);
        let crust = (grain.at(p.x * 30.0, p.z * 55.0) - 0.5) * 0.08 * near;
        let snow = shade.mix(lit, (p.light + wind * 0.30 * (0.3 + 0.7 * near) + crust).clamp(0.0, 1.0));
        snow.mix(haze, smooth(3.0, REACH, p.z) * 0.66)
    });
    spruces(canvas, rng, &ground, &view, (tree, tree.mix(shade, 0.45), haze, from));
}

fn ground(canvas: &Canvas, rng: &mut Rng, from: f32) -> Terrain {
    let (hills, soft) = (Noise::new(rng), Noise::new(rng));
    let size = rng.range(1.2, 1.7);
    let height = move |x: f32, z: f32| {
        let broad = soft.fbm(x * 0.26 + 3.0, z * 0.26, 2);
        let fold = hills.fbm(x * 0.55, z * 0.45, 3);
        let far = smooth(6.0, 13.0, z) * 0.5;
        (broad * size * 1.1 + fold * 0.55 + 0.04 * soft.at(x * 2.4, z * 2.4)) * (0.2 + 0.8 * smooth(0.8, 5.5, z))
            + far * hills.ridged(x * 0.22, 4.0, 3)
    };
    Terrain::new(canvas, height, from, 0.22)
}

/// Groups of spruces, far ones first; those behind a hill are left out.
fn spruces(
    canvas: &mut Canvas,
    rng: &mut Rng,
    ground: &Terrain,
    view: &View,
    (dark, light, haze, from): (Rgb, Rgb, Rgb, f32),
) {
    let groups = Noise::new(rng);
    let dense = rng.range(0.50, 0.60);
    let mut places: Vec<(f32, f32)> = (0..2600)
        .map(|_| (rng.around() * REACH * 0.5, 2.6 + (REACH - 3.0) * rng.unit().sqrt()))
        .filter(|&(x, z)| groups.fbm(x * 0.55, z * 0.55, 3) > dense + 0.10 * smooth(6.0, 3.0, z))
        .collect();
    places.sort_by(|a, b| b.1.total_cmp(&a.1));
    for (x, z) in places {
        let tall = rng.range(0.16, 0.34);
        if let Some((column, row, scale)) = ground.project(canvas, view, x, z) {
            let far = smooth(2.0, REACH, z) * 0.74;
            shadow(canvas, (column, row), tall * scale, from);
            let colours = (dark.mix(haze, far), light.mix(haze, far));
            spruce(canvas, (column, row + 1.0), tall * scale, colours, from, rng);
        }
    }
}

fn shadow(canvas: &mut Canvas, (x, y): (f32, f32), tall: f32, from: f32) {
    canvas.around((x - from * tall * 0.45, y), (tall * 0.55, (tall * 0.05).max(1.0)), |u, v, under| {
        let tone = Rgb { r: 0.72, g: 0.80, b: 0.92 };
        under.mix(under * tone, 0.8 * smooth(1.0, 0.2, (u * u + v * v).sqrt()))
    });
}
