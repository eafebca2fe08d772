//! A city at night, out of focus: discs of light and their shine on a wet street.

use super::super::canvas::Canvas;
use super::super::colour::{Ramp, Rgb};
use super::super::noise::{Noise, bell, smooth};
use super::super::random::Rng;

/// Above, middle and below; then five lamps, the first the commonest.
const PALETTES: [[u32; 8]; 5] = [
    [0x0B1420, 0x24303F, 0x14161C, 0xFFC078, 0xFFE0B0, 0xE8764A, 0x8FB8C8, 0xF6F0E4],
    [0x14101C, 0x3A2A3C, 0x18121A, 0xFFB48C, 0xF7D6C2, 0xC8566A, 0xA48CC8, 0xFFE9C8],
    [0x07171A, 0x1B3A3E, 0x0E1A1C, 0xF5CF94, 0x8CC8BE, 0xE89A5A, 0xDDF0E8, 0x5E9CB0],
    [0x101626, 0x3A4564, 0x1A1C2A, 0xFFD49C, 0xC4D2F0, 0x86A0DC, 0xF0A884, 0xFFF0DC],
    [0x1A120C, 0x4A3422, 0x1C1410, 0xFFC266, 0xFFDFA0, 0xD9803C, 0xFFF2D8, 0xB85A32],
];

/// The blurred night behind a pane of glass, as `lights` and `rain` use it.
pub fn night(canvas: &mut Canvas, rng: &mut Rng) -> [Rgb; 5] {
    let [above, middle, below, a, b, c, d, e] = rng.pick(&PALETTES).map(Rgb::hex);
    let (unit, height) = (canvas.unit, canvas.h());
    let street = height * rng.range(0.52, 0.68);
    let murk = Noise::new(rng);
    let ramp = Ramp::new([above, middle, below], street / height);
    let mass = canvas.coarse(12, |x, y| smooth(0.3, 0.75, murk.fbm(x / unit * 1.8, y / unit * 1.2, 3)));
    let vanish = canvas.w() * rng.range(0.3, 0.7);
    canvas.shade(|x, y, _| {
        let glow = bell((y - street) / unit, 0.22) * (0.4 + 0.6 * bell((x - vanish) / unit, 0.5));
        ramp.at(y / height) * (0.5 + 0.9 * mass.at(x, y)) + a * (0.10 * glow)
    });
    [a, b, c, d, e]
}

/// Paints the scene.
pub fn paint(canvas: &mut Canvas, rng: &mut Rng) {
    let lamps = night(canvas, rng);
    let unit = canvas.unit;
    let street = canvas.h() * rng.range(0.54, 0.66);
    let size = rng.range(0.030, 0.046);
    let spread = canvas.w() / unit;
    for (depth, share) in [(0.35, 60.0), (0.65, 42.0), (1.0, 24.0)] {
        for _ in 0..(share * spread) as usize {
            let x = rng.unit() * canvas.w();
            let lift = rng.unit().powf(1.7) * (0.22 + 0.38 * depth) * rng.range(-0.12, 1.0);
            let radius = unit * size * (0.35 + 0.75 * depth) * rng.range(0.82, 1.2);
            let lamp = lamp(rng, &lamps) * (rng.range(0.10, 0.62) * (1.15 - 0.5 * depth));
            let y = street - unit * lift;
            bokeh(canvas, (x, y), radius, lamp);
            if lift < 0.35 && rng.chance(0.6) {
                shine(canvas, (x, street + (street - y) * 0.6 + unit * 0.05), radius, lamp * 0.22);
            }
        }
    }
    for _ in 0..(3.0 * spread) as usize {
        let at = (rng.unit() * canvas.w(), canvas.h() * rng.range(0.05, 0.95));
        bokeh(canvas, at, unit * size * rng.range(1.7, 2.6), lamp(rng, &lamps) * rng.range(0.03, 0.09));
    }
}

/// A lens' picture of a point: an even disc with a faintly brighter rim.
pub fn bokeh(canvas: &mut Canvas, centre: (f32, f32), radius: f32, light: Rgb) {
    let edge = 1.5 / radius.max(2.0);
    let reach = radius + 2.0;
    let scale = reach / radius;
    canvas.around(centre, (reach, reach), |u, v, under| {
        let d = (u * u + v * v).sqrt() * scale;
        let rim = 0.74 + 0.16 * d * d + 0.34 * smooth(0.80, 0.97, d);
        under + light * (rim * smooth(1.0 + edge, 1.0 - edge * 2.0, d))
    });
    canvas.glow(centre, radius * 2.0, light * 0.06);
}

fn lamp(rng: &mut Rng, lamps: &[Rgb; 5]) -> Rgb {
    let i = (rng.unit().powf(1.5) * 5.0) as usize;
    lamps[i.min(4)]
}

/// Light drawn out on wet ground.
fn shine(canvas: &mut Canvas, centre: (f32, f32), radius: f32, light: Rgb) {
    canvas.around(centre, (radius * 1.1, radius * 5.0), |u, v, under| {
        let fall = (1.0 - u * u).max(0.0) * (1.0 - v * v).max(0.0);
        under + light * (fall * fall)
    });
}
