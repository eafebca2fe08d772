//! A clear night: the Milky Way, a dark ridge, now and then one lit window.

use super::super::canvas::Canvas;
use super::super::colour::{Ramp, Rgb};
use super::super::noise::{Noise, bell, smooth};
use super::super::random::Rng;
use super::super::ridge::{self, Ridge};
use super::super::trees::spruce;

/// Zenith, middle and horizon of the sky; glow on the horizon; the Milky Way's two colours; the land.
const PALETTES: [[u32; 7]; 5] = [
    [0x0A1226, 0x15284A, 0x3A5A7C, 0xC79A78, 0xB9C4DC, 0xD9B9A8, 0x05080E],
    [0x0C0F22, 0x231F45, 0x5B4668, 0xD8917A, 0xC3B6D8, 0xE3B59C, 0x07060F],
    [0x07161C, 0x12343D, 0x3D6A6C, 0xB9B58A, 0xB4D0CF, 0xD2C9A4, 0x040B0D],
    [0x0B1020, 0x1A2238, 0x3B4358, 0xA78C78, 0xC0C4D0, 0xD6C4B4, 0x07080B],
    [0x0A1430, 0x1B3160, 0x56719A, 0xE0B08E, 0xBCCBEA, 0xE0C6C0, 0x060A16],
];

/// Paints the scene.
pub fn paint(canvas: &mut Canvas, rng: &mut Rng) {
    let [zenith, middle, low, dusk, milk, dust, land] = rng.pick(&PALETTES).map(Rgb::hex);
    let horizon = canvas.h() * rng.range(0.74, 0.86);
    let (unit, width) = (canvas.unit, canvas.w());
    let ramp = Ramp::new([zenith, middle, low], 0.6);
    let ember = width * rng.range(0.1, 0.9);
    canvas.shade(|x, y, _| {
        let (dx, dy) = ((x - ember) / unit, (horizon - y) / unit);
        ramp.at(y / horizon) + dusk * (0.42 * (-dy.max(0.0) * 5.5).exp() / (1.0 + 1.6 * dx * dx))
    });
    let (density, river) = milky_way(canvas, rng, (milk, dust));
    stars(canvas, rng, river, &density);
    let ridges = land_lines(canvas, rng, horizon);
    ridge::paint(canvas, &ridges, |i, _, _, depth| {
        let far = [0.34, 0.14, 0.0][i.min(2)];
        land.mix(low, far * (0.6 + 0.8 * smooth(0.0, unit * 0.12, depth)))
    });
    foreground(canvas, rng, ridges.last(), land);
}

/// Lays the band over the sky; answers how thick stars stand (0..1 over x, y) and how strong the band is.
fn milky_way(canvas: &mut Canvas, rng: &mut Rng, (milk, dust): (Rgb, Rgb)) -> (super::super::canvas::Coarse, f32) {
    let (cloud, lanes) = (Noise::new(rng), Noise::new(rng));
    let unit = canvas.unit;
    let turn = rng.range(0.55, 1.15) * rng.side();
    let (sin, cos) = turn.sin_cos();
    let centre = (canvas.w() * rng.range(0.35, 0.65), canvas.h() * 0.42);
    let wide = rng.range(0.13, 0.19);
    let strength = rng.range(0.7, 1.0);
    let place = move |x: f32, y: f32| {
        let (dx, dy) = ((x - centre.0) / unit, (y - centre.1) / unit);
        (dx * cos + dy * sin, dy * cos - dx * sin)
    };
    let band = canvas.coarse(3, |x, y| {
        let (along, across) = place(x, y);
        let wander = (cloud.fbm(along * 2.0, 3.0, 2) - 0.5) * 0.14;
        let body = bell(across + wander, wide) * (0.55 + 0.45 * bell(along, 0.9));
        let lumps = 0.25 + 1.5 * cloud.fbm(along * 4.0, across * 6.0, 5);
        let rift =
            smooth(0.42, 0.72, lanes.ridged(along * 1.6, across * 4.5 + 2.0, 5)) * bell(across + wander, wide * 0.65);
        (body * lumps * (1.0 - 0.72 * rift)).clamp(0.0, 1.4)
    });
    canvas.shade(|x, y, sky| {
        let thick = band.at(x, y);
        let warm = smooth(0.35, 1.1, thick);
        sky + milk.mix(dust, warm) * (thick * thick * 0.30 * strength)
    });
    (band, strength)
}

/// Points of light: most faint, a few bright, tinted from amber to blue.
fn stars(canvas: &mut Canvas, rng: &mut Rng, strength: f32, density: &super::super::canvas::Coarse) {
    let tints = [0xFFE2C4, 0xFFF4E4, 0xFFFFFF, 0xE6EEFF, 0xCFDDFF].map(Rgb::hex);
    let scale = (canvas.unit / 1000.0).max(0.5);
    for _ in 0..16_000 {
        let (x, y) = (rng.unit() * (canvas.w() - 1.0), rng.unit() * (canvas.h() - 1.0));
        let faint = rng.unit() < 0.30 + 0.8 * density.at(x, y) * strength;
        if !faint {
            continue;
        }
        let bright = 0.04 + 0.07 / (0.035 + 4.0 * rng.unit());
        let radius = scale * (0.55 + 0.22 * bright.min(2.0));
        let light = rng.pick(&tints) * bright.min(1.6);
        canvas.around((x, y), (radius * 2.6, radius * 2.6), |u, v, sky| {
            let d = (u * u + v * v).min(1.0);
            sky + light * (1.0 - d).powi(4)
        });
        if bright > 1.5 {
            canvas.glow((x, y), scale * 6.0, light * 0.05);
        }
    }
}

fn land_lines(canvas: &Canvas, rng: &mut Rng, horizon: f32) -> Vec<Ridge> {
    let unit = canvas.unit;
    (0..3)
        .map(|i| {
            let noise = Noise::new(rng);
            let base = horizon + (canvas.h() - horizon) * (0.12 + 0.30 * i as f32);
            let tall = unit * (0.20 - 0.05 * i as f32) * rng.range(0.8, 1.3);
            Ridge::new(canvas.width, move |x| {
                let u = x / unit;
                base - tall * (noise.fbm(u * 1.6, 2.0, 2) - 0.42 + 0.5 * (noise.ridged(u * 2.6, 5.0, 6) - 0.4))
            })
        })
        .collect()
}

/// Spruces on the nearest crest and, in some pictures, a hut with one window lit.
fn foreground(canvas: &mut Canvas, rng: &mut Rng, crest: Option<&Ridge>, land: Rgb) {
    let Some(crest) = crest else { return };
    let (unit, width) = (canvas.unit, canvas.w());
    let edge = rng.side();
    for _ in 0..(26.0 * width / unit) as usize {
        let t = rng.unit().powf(1.6);
        let x = if edge > 0.0 { width * (1.0 - t) } else { width * t };
        let tall = unit * rng.range(0.05, 0.13) * (1.15 - t);
        spruce(canvas, (x, crest.at(x) + tall * 0.15), tall, (land, land * 1.4), 1.0, rng);
    }
    if rng.chance(0.65) {
        let x = width * (0.5 - edge * rng.range(0.12, 0.3));
        hut(canvas, (x, crest.at(x) + unit * 0.012), unit * rng.range(0.02, 0.028), land);
    }
}

fn hut(canvas: &mut Canvas, (x, y): (f32, f32), size: f32, land: Rgb) {
    let lamp = Rgb::hex(0xFFC673);
    canvas.around((x, y - size), (size * 1.35, size), |u, v, under| {
        let roof = v < 0.1 && u.abs() * 1.35 < (v + 1.0) * 1.2;
        let wall = v >= 0.1 && u.abs() < 0.74;
        if roof || wall { land * 1.2 } else { under }
    });
    canvas.glow((x, y - size * 0.5), size * 2.0, lamp * 0.13);
    canvas.around((x + size * 0.1, y - size * 0.48), (size * 0.2, size * 0.24), |u, v, _| {
        let bars = if u.abs() < 0.12 || v.abs() < 0.10 { 0.35 } else { 1.0 };
        lamp * bars
    });
}
