//! Value noise and its sums (fractional Brownian motion): the grain of clouds, hills, water and bark.

use super::random::Rng;

/// A field of smooth random values over the plane, one feature per unit of distance.
#[derive(Clone, Copy)]
pub struct Noise(u32);

impl Noise {
    /// A field of its own, chosen by `rng`.
    pub fn new(rng: &mut Rng) -> Self {
        Self(rng.bits() as u32)
    }

    /// The value at a point, 0..1, smooth to the second derivative.
    pub fn at(self, x: f32, y: f32) -> f32 {
        let (column, row) = (floor(x), floor(y));
        let (u, v) = (fade(x - column as f32), fade(y - row as f32));
        let a = self.corner(column, row);
        let b = self.corner(column.wrapping_add(1), row);
        let c = self.corner(column, row.wrapping_add(1));
        let d = self.corner(column.wrapping_add(1), row.wrapping_add(1));
        let upper = a + (b - a) * u;
        let lower = c + (d - c) * u;
        upper + (lower - upper) * v
    }

    /// Sum of `octaves` fields, each twice as fine and half as strong, turned so that no grid shows; 0..1, mostly 0.3..0.7.
    pub fn fbm(self, x: f32, y: f32, octaves: u32) -> f32 {
        let (mut x, mut y, mut gain, mut sum, mut total) = (x, y, 1.0, 0.0, 0.0);
        for _ in 0..octaves {
            sum += self.at(x, y) * gain;
            total += gain;
            gain *= 0.5;
            (x, y) = (1.6 * x - 1.2 * y + 17.3, 1.2 * x + 1.6 * y - 9.1);
        }
        sum / total
    }

    /// Like [`Noise::fbm`], with sharp crests where the value nears 1: mountains and veins.
    pub fn ridged(self, x: f32, y: f32, octaves: u32) -> f32 {
        let (mut x, mut y, mut gain, mut sum, mut total) = (x, y, 1.0, 0.0, 0.0);
        for _ in 0..octaves {
            let crest = 1.0 - (2.0 * self.at(x, y) - 1.0).abs();
            sum += crest * crest * gain;
            total += gain;
            gain *= 0.5;
            (x, y) = (1.6 * x - 1.2 * y + 17.3, 1.2 * x + 1.6 * y - 9.1);
        }
        sum / total
    }

    fn corner(self, x: i32, y: i32) -> f32 {
        let mut h = (x as u32).wrapping_mul(0x9E37_79B1) ^ (y as u32).wrapping_mul(0x85EB_CA77) ^ self.0;
        h = (h ^ (h >> 15)).wrapping_mul(0x2C1B_3C6D);
        h = (h ^ (h >> 12)).wrapping_mul(0x297A_2D39);
        ((h ^ (h >> 15)) >> 8) as f32 / (1u32 << 24) as f32
    }
}

/// 0 below `low`, 1 above `high`, an S between; `low` may be the greater one.
pub fn smooth(low: f32, high: f32, value: f32) -> f32 {
    let t = ((value - low) / (high - low)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// A bell, 1 at `distance` 0, about 0.37 at `width`.
pub fn bell(distance: f32, width: f32) -> f32 {
    let d = distance / width;
    (-d * d).exp()
}

/// Rounds down; `f32::floor` is a call into the C library on processors taken at their oldest.
fn floor(x: f32) -> i32 {
    let towards_zero = x as i32;
    towards_zero.wrapping_sub(i32::from(x < towards_zero as f32))
}

fn fade(t: f32) -> f32 {
    t * t * t * (t * (t * 6.0 - 15.0) + 10.0)
}
