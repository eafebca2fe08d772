//! Flowers from near: one or a few in focus, the meadow behind them only colour.

use super::super::canvas::Canvas;
use super::super::colour::{Ramp, Rgb};
use super::super::noise::{Noise, smooth};
use super::super::random::Rng;
use super::lights::bokeh;

/// Background above, middle, below; petal at its base and at its tip; heart; stem.
const PALETTES: [[u32; 7]; 6] = [
    [0xC9CFB4, 0x9BA882, 0x4E5E3E, 0xE9C6CC, 0xF8EDEC, 0xD9A63E, 0x5C7040],
    [0xD8C9B8, 0xB09A86, 0x5E5044, 0xE8B79A, 0xF7DFC8, 0x8A5A34, 0x6E7448],
    [0xB9C6CE, 0x8498A0, 0x3A4C50, 0xB4B2DC, 0xE6E4F6, 0xE0C060, 0x4E6A58],
    [0xDAD2BC, 0xAAA67A, 0x57592E, 0xF3E3B4, 0xFCF7E6, 0xC98A2C, 0x6A7638],
    [0xC4B4B0, 0x8E7A76, 0x3C3234, 0xA8384A, 0xDE7F78, 0x2C2024, 0x5A6246],
    [0x4A5A52, 0x2E3C38, 0x161E1E, 0xD8A8B8, 0xF4E2E2, 0xD8B050, 0x43583E],
];

struct Bloom {
    centre: (f32, f32),
    radius: f32,
    petals: f32,
    turn: f32,
    squash: f32,
    tilt: f32,
    pointed: f32,
    grain: Noise,
}

struct Paint {
    base: Rgb,
    tip: Rgb,
    heart: Rgb,
    stem: Rgb,
}

/// Paints the scene.
pub fn paint(canvas: &mut Canvas, rng: &mut Rng) {
    let [above, middle, below, base, tip, heart, stem] = rng.pick(&PALETTES).map(Rgb::hex);
    let paint = Paint { base, tip, heart, stem };
    meadow(canvas, rng, [above, middle, below], &paint);
    let (unit, width, height) = (canvas.unit, canvas.w(), canvas.h());
    let (petals, pointed) = (rng.pick(&[5.0, 6.0, 8.0, 8.0, 13.0]), rng.range(0.0, 1.0));
    let main = rng.range(0.19, 0.25);
    let places = [
        (rng.range(0.36, 0.64), rng.range(0.36, 0.5), 1.0),
        (rng.range(0.1, 0.26), rng.range(0.5, 0.7), 0.62),
        (rng.range(0.76, 0.9), rng.range(0.52, 0.74), 0.52),
    ];
    let count = 1 + (rng.bits() % 3) as usize;
    for &(x, y, size) in places.iter().take(count).rev() {
        let bloom = Bloom {
            centre: (width * x, height * y),
            radius: unit * main * size * (width.min(height) / unit).min(1.0),
            petals,
            turn: rng.range(0.0, std::f32::consts::TAU),
            squash: rng.range(0.66, 0.95),
            tilt: rng.around() * 0.5,
            pointed,
            grain: Noise::new(rng),
        };
        stalk(canvas, rng, &bloom, paint.stem);
        flower(canvas, &bloom, &paint, 0.88, 0.4);
        flower(canvas, &bloom, &paint, 1.0, 0.0);
        stamens(canvas, rng, &bloom, paint.heart);
    }
    near_blur(canvas, rng, &paint);
}

/// The background: soft masses of green, out-of-focus flowers, a few discs of sun.
fn meadow(canvas: &mut Canvas, rng: &mut Rng, [above, middle, below]: [Rgb; 3], paint: &Paint) {
    let (mass, stems) = (Noise::new(rng), Noise::new(rng));
    let (unit, width, height) = (canvas.unit, canvas.w(), canvas.h());
    let ramp = Ramp::new([above, middle, below], 0.5);
    let lumps = canvas.coarse(10, |x, y| {
        mass.fbm(x / unit * 2.4, y / unit * 1.9, 3) * 0.75
            + stems.at(x / unit * 9.0 + y / unit, y / unit * 0.9) * 0.25 * y / height
    });
    canvas.shade(|x, y, _| ramp.at(y / height) * (0.62 + 0.78 * lumps.at(x, y)));
    for _ in 0..(16.0 * width / unit) as usize {
        let at = (rng.unit() * width, height * rng.range(0.2, 1.0));
        let colour = paint.base.mix(paint.tip, rng.unit()) * rng.range(0.6, 0.95);
        let cover = rng.range(0.08, 0.42);
        canvas.dab(at, unit * rng.range(0.03, 0.10), 0.85, colour, cover);
    }
    for _ in 0..(12.0 * width / unit) as usize {
        let at = (rng.unit() * width, height * rng.unit().powf(1.4) * 0.8);
        let light = above.mix(Rgb::hex(0xFFF4DA), 0.5) * rng.range(0.02, 0.10);
        bokeh(canvas, at, unit * rng.range(0.02, 0.055), light);
    }
}

fn stalk(canvas: &mut Canvas, rng: &mut Rng, bloom: &Bloom, stem: Rgb) {
    let (x, y) = bloom.centre;
    let (sway, half) = (rng.around() * 0.35, (bloom.radius * 0.030).max(0.8));
    for row in (y as i32)..canvas.height as i32 {
        let down = (row as f32 - y) / canvas.unit;
        let middle = x + sway * down * down * canvas.unit;
        let soft = half * (1.0 + down * 1.4);
        for column in (middle - soft * 1.6) as i32..=(middle + soft * 1.6) as i32 {
            let across = (column as f32 - middle) / soft;
            let colour = stem * (0.85 + 0.4 * smooth(0.6, -0.8, across));
            canvas.over(column, row, colour, smooth(1.5, 0.7 - 0.5 * down.min(1.0), across.abs()));
        }
    }
}

/// One whorl of petals, `scale` of the bloom's radius, turned by `offset` of a petal.
fn flower(canvas: &mut Canvas, bloom: &Bloom, paint: &Paint, scale: f32, offset: f32) {
    let radius = bloom.radius * scale;
    let (sin, cos) = bloom.tilt.sin_cos();
    let behind = offset > 0.0;
    let edge = 1.6 / radius;
    canvas.around(bloom.centre, (radius * 1.12, radius * 1.12), |u, v, under| {
        let (u, v) = (u * 1.12, v * 1.12);
        let (px, py) = (u * cos + v * sin, (v * cos - u * sin) / bloom.squash);
        let out = (px * px + py * py).sqrt();
        let turns = (py.atan2(px) + bloom.turn) / std::f32::consts::TAU * bloom.petals + offset;
        let (number, within) = (turns.floor().rem_euclid(bloom.petals), turns - turns.floor() - 0.5);
        let wave =
            bloom.grain.at(number * 7.3 + offset, 2.0) * 0.14 + bloom.grain.at(turns * 3.0, out * 2.0 + number) * 0.04;
        let round = (1.0 - (within.abs() * 2.0).powf(3.4 - 1.6 * bloom.pointed)).max(0.0).sqrt();
        let reach = (0.34 + 0.66 * round) * (0.93 + wave) - 0.03;
        let cover = smooth(reach + edge, reach - edge, out);
        if cover <= 0.0 {
            return under.mix(under * 0.72, smooth(1.12, 0.75, out) * 0.35 * if behind { 0.0 } else { 1.0 });
        }
        let veins = bloom.grain.fbm(within * 26.0 + number * 13.0, out * 2.2, 3) - 0.5;
        let fold = 1.0 - 0.36 * (within.abs() * 2.0).powi(2) * (1.1 - 0.5 * out);
        let side = 1.0 + 0.16 * (within * 2.0) - 0.14 * py + 0.08 * (number * 2.4).sin();
        let cup = 0.62 + 0.38 * smooth(0.08, 0.62, out);
        let petal = paint.base.mix(paint.tip, smooth(0.12, 0.80, out + veins * 0.35));
        let lit = petal * (fold * side * cup * (1.0 + veins * 0.28) * if behind { 0.72 } else { 1.0 });
        under.mix(lit, cover)
    });
}

/// The heart: hundreds of small grains on a dome.
fn stamens(canvas: &mut Canvas, rng: &mut Rng, bloom: &Bloom, heart: Rgb) {
    let radius = bloom.radius * 0.19;
    canvas.dab((bloom.centre.0, bloom.centre.1 + radius * 0.1), radius * 1.35, 0.7, heart * 0.25, 0.55);
    for i in 0..420 {
        let t = i as f32 / 420.0;
        let (angle, out) = (i as f32 * 2.399_963 + rng.around() * 0.2, (1.0 - t).sqrt());
        let at = (
            bloom.centre.0 + angle.cos() * out * radius,
            bloom.centre.1 + angle.sin() * out * radius * bloom.squash - (1.0 - out) * radius * 0.18,
        );
        let light = 0.45 + 0.5 * (1.0 - out) - 0.30 * angle.sin() * out + rng.around() * 0.22;
        let colour = heart * light.max(0.15) + Rgb::hex(0x30281C) * light.max(0.0);
        canvas.dab(at, radius * rng.range(0.055, 0.085), 0.5, colour, 0.9);
    }
}

/// Blossoms and stems so near that only their colour is left.
fn near_blur(canvas: &mut Canvas, rng: &mut Rng, paint: &Paint) {
    let (unit, width, height) = (canvas.unit, canvas.w(), canvas.h());
    for _ in 0..4 {
        let at = (
            width * if rng.chance(0.5) { rng.range(-0.05, 0.22) } else { rng.range(0.78, 1.05) },
            height * rng.range(0.82, 1.1),
        );
        let colour = paint.stem.mix(paint.tip, rng.unit() * 0.9) * 0.8;
        let cover = rng.range(0.25, 0.6);
        canvas.dab(at, unit * rng.range(0.12, 0.26), 1.0, colour, cover);
    }
}
