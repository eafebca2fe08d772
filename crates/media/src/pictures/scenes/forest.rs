//! Trunks in fog, the far ones hardly there.

use super::super::canvas::Canvas;
use super::super::colour::{Ramp, Rgb};
use super::super::noise::{Noise, smooth};
use super::super::random::Rng;
use super::super::ridge::{self, Ridge};

/// Fog above, fog in the middle, fog at the ground; nearest bark; undergrowth; light.
const PALETTES: [[u32; 6]; 5] = [
    [0xA9B8B4, 0xD6DCD2, 0x9AA790, 0x1D211C, 0x38432C, 0xF7EFD2],
    [0xB7BEC4, 0xDDE0E0, 0xA3A9A8, 0x22262B, 0x3D4443, 0xF4F1EA],
    [0xC1A988, 0xEAD5B0, 0xB08C5C, 0x2A1F18, 0x6A4626, 0xFFE6B4],
    [0x7F979F, 0xB3C5C6, 0x6E8580, 0x121C20, 0x23362F, 0xDDEBE6],
    [0xB8B49A, 0xE6E0BE, 0x9A9A66, 0x24241A, 0x55592B, 0xFFF3C2],
];
const LAYERS: usize = 6;

struct Wood {
    /// Colour of the fog for every row.
    fog: Vec<Rgb>,
    bark: Rgb,
    moss: Rgb,
    light: Rgb,
    sun: (f32, f32),
}

/// Paints the scene.
pub fn paint(canvas: &mut Canvas, rng: &mut Rng) {
    let [above, middle, below, bark, moss, light] = rng.pick(&PALETTES).map(Rgb::hex);
    let sun = (canvas.w() * rng.range(0.2, 0.8), canvas.h() * rng.range(0.15, 0.42));
    let (ramp, unit) = (Ramp::new([above, middle, below], 0.5), canvas.unit);
    let fog = (0..canvas.height).map(|row| ramp.at(row as f32 / canvas.h())).collect();
    let wood = Wood { fog, bark, moss, light, sun };
    canvas.shade(|x, y, _| wood.fog(y) * 0.74 + light * (0.42 * wood.glow(unit, x, y)));
    for layer in 0..LAYERS {
        let near = layer as f32 / (LAYERS - 1) as f32;
        trunks(canvas, rng, &wood, near);
        floor(canvas, rng, &wood, near);
        if layer + 1 < LAYERS {
            veil(canvas, rng, &wood, near);
        }
    }
}

impl Wood {
    fn fog(&self, y: f32) -> Rgb {
        let row = (y.max(0.0) as usize).min(self.fog.len() - 1);
        self.fog[row]
    }

    fn glow(&self, unit: f32, x: f32, y: f32) -> f32 {
        let (dx, dy) = ((x - self.sun.0) / unit, (y - self.sun.1) / unit);
        1.0 / (1.0 + 7.0 * (dx * dx + dy * dy * 0.7))
    }

    /// What a thing of `own` colour looks like through the fog at depth `near` (0 far, 1 here).
    fn through(&self, own: Rgb, near: f32, y: f32) -> Rgb {
        self.fog(y).mix(own, 0.10 + 0.86 * near.powf(1.5))
    }
}

/// One trunk; places and sizes in pixels.
struct Trunk {
    root: f32,
    foot: f32,
    half: f32,
    lean: f32,
    twist: f32,
    wave: f32,
}

impl Trunk {
    fn new(rng: &mut Rng, canvas: &Canvas, near: f32, slot: f32) -> Self {
        let half = canvas.unit * (0.0035 + 0.022 * near.powf(1.7)) * rng.range(0.6, 1.35);
        Self {
            root: slot * canvas.w(),
            foot: ground(near, canvas.h()) + canvas.unit * 0.05,
            half,
            lean: rng.around() * 0.035,
            twist: half * rng.range(0.2, 0.9),
            wave: rng.range(0.0, 6.0),
        }
    }

    /// Column of its middle and half its width at a row.
    fn at(&self, unit: f32, y: f32) -> (f32, f32) {
        let up = (self.foot - y) / unit;
        let flare = 1.0 + 0.9 * (-up * 26.0).exp();
        let middle = self.root + self.lean * (self.foot - y) + self.twist * (up * 4.0 + self.wave).sin();
        (middle, (self.half * (1.0 - 0.22 * up) * flare).max(0.6))
    }
}

/// Trunks of one depth, slightly leaning, lighter on the side of the light.
fn trunks(canvas: &mut Canvas, rng: &mut Rng, wood: &Wood, near: f32) {
    let bark = Noise::new(rng);
    let spread = canvas.w() / canvas.unit;
    let count = (spread * (26.0 - 21.0 * near.powf(0.6))).ceil() as usize;
    for k in 0..count {
        let slot = (k as f32 + 0.5 + rng.around() * 0.75) / count as f32;
        let trunk = Trunk::new(rng, canvas, near, slot);
        stem(canvas, wood, bark, near, &trunk);
        if near > 0.15 {
            branches(canvas, rng, wood, near, &trunk);
        }
    }
}

fn stem(canvas: &mut Canvas, wood: &Wood, bark: Noise, near: f32, trunk: &Trunk) {
    let unit = canvas.unit;
    for row in 0..(trunk.foot as usize).min(canvas.height) {
        let y = row as f32;
        let (x, wide) = trunk.at(unit, y);
        let base = wood.through(wood.bark, near, y);
        let facing = ((wood.sun.0 - x) / unit * 3.0).clamp(-1.0, 1.0);
        let damp = wood.moss * (0.30 * near * smooth(0.16, 0.0, (trunk.foot - y) / unit));
        for column in (x - wide).floor() as i32..=(x + wide).ceil() as i32 {
            let across = (column as f32 - x) / wide;
            let cover = ((1.0 - across.abs()) * wide + 0.5).clamp(0.0, 1.0);
            let rough =
                if near < 0.3 { 0.0 } else { bark.at(across * 3.0 + trunk.root, y / unit * 16.0 + across) - 0.5 };
            let rim = smooth(0.3, 1.1, across * facing);
            let sheen = wood.light * (rim * 0.13 * (1.0 - 0.5 * near));
            canvas.over(column, row as i32, (base + damp) * (1.0 + rough * 0.6 * near) + sheen, cover);
        }
    }
}

/// Thin bare branches that droop from the upper trunk.
fn branches(canvas: &mut Canvas, rng: &mut Rng, wood: &Wood, near: f32, trunk: &Trunk) {
    let unit = canvas.unit;
    for _ in 0..(3.0 + rng.range(0.0, 6.0)) as usize {
        let side = rng.side();
        let start = trunk.foot * rng.range(0.0, 0.66);
        let (middle, wide) = trunk.at(unit, start);
        let long = unit * rng.range(0.03, 0.13) * (0.5 + 0.7 * near);
        let (droop, thick) = (rng.range(-0.25, 0.55), (trunk.half * 0.09).max(0.5));
        for step in 0..long as i32 {
            let t = step as f32 / long;
            let x = middle + side * (wide * 0.6 + step as f32);
            let y = start + droop * step as f32 * (0.4 + t);
            let colour = wood.through(wood.bark, near, y);
            canvas.dab((x, y), thick * (1.1 - t) + 0.4, 0.6, colour, 0.8 * (1.0 - t * 0.7));
        }
    }
}

/// The ground of one depth with its ferns and grass.
fn floor(canvas: &mut Canvas, rng: &mut Rng, wood: &Wood, near: f32) {
    let (shape, leaf) = (Noise::new(rng), Noise::new(rng));
    let (unit, height) = (canvas.unit, canvas.h());
    let base = ground(near, height);
    let line = Ridge::new(canvas.width, |x| {
        let u = x / unit;
        base - unit
            * (0.05 * (shape.fbm(u * 2.5, 0.3, 3) - 0.5)
                + 0.035 * (0.3 + near) * (shape.fbm(u * 30.0, 4.0, 3) - 0.5)
                + 0.022 * (0.2 + near) * (shape.fbm(u * 420.0, 9.0, 2) - 0.5))
    });
    let texture = canvas
        .coarse(3, |x, y| if y < base - unit * 0.1 { 0.5 } else { leaf.fbm(x / unit * 60.0, y / unit * 80.0, 4) });
    ridge::paint(canvas, &[line], |_, x, y, depth| {
        let growth = wood.moss * (0.1 + 1.8 * texture.at(x, y)) + wood.light * (0.06 * wood.glow(unit, x, y));
        let body = wood.through(growth, near * 0.9, y);
        body.mix(wood.fog(y), 0.35 * smooth(0.0, unit * 0.10, depth) * (1.0 - near))
            * (1.0 - 0.35 * near * smooth(0.02 * unit, 0.16 * unit, depth))
    });
}

/// A breath of fog and light before the next, nearer trees.
fn veil(canvas: &mut Canvas, rng: &mut Rng, wood: &Wood, near: f32) {
    let drift = Noise::new(rng);
    let unit = canvas.unit;
    let glow = canvas.coarse(16, |x, y| wood.glow(unit, x, y));
    let fog = canvas.coarse(8, |x, y| {
        let mass = drift.fbm(x / unit * 1.6, y / unit * 3.4, 4);
        (smooth(0.32, 0.72, mass) * (0.30 - 0.16 * near)).max(0.06) + 0.14 * wood.glow(unit, x, y) * (1.0 - near)
    });
    canvas.shade(|x, y, under| under.mix(wood.fog(y).mix(wood.light, 0.45 * glow.at(x, y)), fog.at(x, y)));
}

fn ground(near: f32, height: f32) -> f32 {
    height * (0.66 + 0.27 * near)
}
