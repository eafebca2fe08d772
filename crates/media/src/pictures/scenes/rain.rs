//! Rain on a window: each drop a small lens that turns the evening behind it upside down.

use super::super::canvas::Canvas;
use super::super::colour::{Ramp, Rgb};
use super::super::noise::{Noise, smooth};
use super::super::random::Rng;
use super::lights;

/// Above, middle and below of a wet day, without lamps.
const DAYS: [[u32; 3]; 3] =
    [[0xB7C2C8, 0x8A9A9C, 0x46564E], [0xA9B4C4, 0x7E8AA0, 0x3E4656], [0xC4C2B4, 0x94978A, 0x4E5642]];

/// Paints the scene.
pub fn paint(canvas: &mut Canvas, rng: &mut Rng) {
    if rng.chance(0.8) {
        evening(canvas, rng)
    } else {
        day(canvas, rng)
    }
    let behind = canvas.reduced(6);
    mist(canvas, rng);
    let unit = canvas.unit;
    let spread = canvas.w() / unit * canvas.h() / unit;
    for _ in 0..(1500.0 * spread) as usize {
        let radius = unit * rng.range(0.0012, 0.004);
        drop(canvas, rng, &behind, radius);
    }
    for _ in 0..(rng.range(5.0, 10.0) * spread) as usize {
        run(canvas, rng, &behind);
    }
    for _ in 0..(230.0 * spread) as usize {
        let radius = unit * (0.004 + 0.016 * rng.unit().powi(3));
        drop(canvas, rng, &behind, radius);
    }
}

fn evening(canvas: &mut Canvas, rng: &mut Rng) {
    let lamps = lights::night(canvas, rng);
    let unit = canvas.unit;
    let street = canvas.h() * rng.range(0.45, 0.65);
    for _ in 0..(30.0 * canvas.w() / unit) as usize {
        let at = (rng.unit() * canvas.w(), street + unit * rng.around() * 0.38);
        let radius = unit * rng.range(0.035, 0.085);
        let light = rng.pick(&lamps) * rng.range(0.06, 0.34);
        lights::bokeh(canvas, at, radius, light);
    }
    soften(canvas, 8);
}

fn day(canvas: &mut Canvas, rng: &mut Rng) {
    let [above, middle, below] = rng.pick(&DAYS).map(Rgb::hex);
    let (unit, height) = (canvas.unit, canvas.h());
    let (crowns, depth) = (Noise::new(rng), rng.range(0.35, 0.55));
    let ramp = Ramp::new([above, middle, below], 0.55);
    let dark = canvas.coarse(12, |x, y| {
        let line = depth + (crowns.fbm(x / unit * 2.2, 0.5, 3) - 0.5) * 0.5;
        smooth(line - 0.10, line + 0.16, y / height) * (0.6 + 0.5 * crowns.fbm(x / unit * 3.0, y / unit * 3.0, 3))
    });
    canvas.shade(|x, y, _| ramp.at(y / height).mix(below * 0.7, dark.at(x, y).min(1.0) * 0.75));
}

/// Blurs by way of a small copy.
fn soften(canvas: &mut Canvas, factor: usize) {
    let small = canvas.reduced(factor);
    let k = 1.0 / factor as f32;
    canvas.shade(|x, y, sharp| {
        let (u, v) = (x * k - 0.5, y * k - 0.5);
        let ring = small.at(u - 1.4, v) + small.at(u + 1.4, v) + small.at(u, v - 1.4) + small.at(u, v + 1.4);
        ring.mix(small.at(u, v) * 4.0, 0.3) * 0.22 + sharp * 0.12
    });
}

/// Breath on the glass.
fn mist(canvas: &mut Canvas, rng: &mut Rng) {
    let breath = Noise::new(rng);
    let (unit, height) = (canvas.unit, canvas.h());
    let thick =
        canvas.coarse(10, |x, y| 0.10 + 0.16 * smooth(0.35, 0.7, breath.fbm(x / unit * 2.0, y / unit * 2.0, 3)));
    let pale = canvas.at(canvas.w() / 2.0, height * 0.5) * 0.6 + Rgb::hex(0x5A646E) * 0.7;
    canvas.shade(|x, y, under| under.mix(pale, thick.at(x, y)));
}

fn drop(canvas: &mut Canvas, rng: &mut Rng, behind: &Canvas, radius: f32) {
    let centre = (rng.unit() * canvas.w(), rng.unit() * canvas.h());
    let tall = rng.range(0.9, 1.3);
    bead(canvas, behind, centre, (radius, radius * tall), rng.range(0.0, 0.22));
}

/// One drop of half-sides `rx`, `ry` (pixels), heavier at the bottom by `sag`.
fn bead(canvas: &mut Canvas, behind: &Canvas, (cx, cy): (f32, f32), (rx, ry): (f32, f32), sag: f32) {
    let k = behind.w() / canvas.w();
    let reach = canvas.unit * 0.16;
    canvas.around((cx, cy), (rx + 1.0, ry + 1.0), |u, v, under| {
        let wide = 1.0 + sag * v;
        let d = ((u / wide) * (u / wide) + v * v).sqrt();
        let cover = smooth(1.0, 1.0 - (2.2 / rx).clamp(0.08, 0.6), d);
        if cover <= 0.0 {
            return under;
        }
        let bend = d * d * 0.8 + 0.4;
        let seen = behind.at((cx - u * bend * reach) * k, (cy - v * bend * reach) * k);
        let rim = 1.0 - 0.72 * smooth(0.55, 1.0, d) * smooth(0.9, -0.7, v);
        let (hx, hy) = (u + 0.32, v + 0.42);
        let spark = smooth(0.20, 0.05, hx * hx + hy * hy) * 0.35;
        let foot = smooth(0.5, 0.95, v) * smooth(1.0, 0.75, d) * 0.25;
        let lit = seen * (1.25 * rim) + under * 0.10 + (seen + Rgb::hex(0x9AA4AE)) * (spark + foot);
        under.mix(lit, cover)
    });
}

/// A drop that has run down, with the clear track and the beads it left.
fn run(canvas: &mut Canvas, rng: &mut Rng, behind: &Canvas) {
    let unit = canvas.unit;
    let (x, end) = (rng.unit() * canvas.w(), canvas.h() * rng.range(0.25, 1.0));
    let (long, radius) = (unit * rng.range(0.15, 0.6), unit * rng.range(0.009, 0.016));
    let (phase, sway) = (rng.range(0.0, 6.0), unit * rng.range(0.002, 0.008));
    let bend = |y: f32| x + sway * (y / unit * 14.0 + phase).sin();
    let mut y = end - long;
    while y < end {
        let t = 1.0 - (end - y) / long;
        let size = radius * (0.25 + 0.35 * t) * rng.range(0.5, 1.2);
        if rng.chance(0.55) {
            bead(canvas, behind, (bend(y), y), (size, size * rng.range(1.0, 1.9)), 0.1);
        }
        y += radius * rng.range(0.7, 2.2);
    }
    bead(canvas, behind, (bend(end), end), (radius, radius * 1.35), 0.25);
}
