//! Colour as light: channels are linear (display value squared), so that glow and haze add up as they do outdoors.

use std::ops::{Add, Mul};

/// Linear light, 0 black, 1 the white of paper; may exceed 1 before developing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rgb {
    /// Red.
    pub r: f32,
    /// Green.
    pub g: f32,
    /// Blue.
    pub b: f32,
}

impl Rgb {
    /// From a display colour written `0xRRGGBB`.
    pub const fn hex(code: u32) -> Self {
        const fn channel(byte: u32) -> f32 {
            let display = (byte & 255) as f32 / 255.0;
            display * display
        }
        Self { r: channel(code >> 16), g: channel(code >> 8), b: channel(code) }
    }

    /// This colour at `t` = 0, `other` at 1.
    pub fn mix(self, other: Self, t: f32) -> Self {
        Self {
            r: self.r + (other.r - self.r) * t,
            g: self.g + (other.g - self.g) * t,
            b: self.b + (other.b - self.b) * t,
        }
    }

    /// How bright it looks, linear.
    pub fn luma(self) -> f32 {
        0.2126 * self.r + 0.7152 * self.g + 0.0722 * self.b
    }
}

impl Add for Rgb {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { r: self.r + other.r, g: self.g + other.g, b: self.b + other.b }
    }
}

impl Mul<f32> for Rgb {
    type Output = Self;
    fn mul(self, k: f32) -> Self {
        Self { r: self.r * k, g: self.g * k, b: self.b * k }
    }
}

impl Mul for Rgb {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Self { r: self.r * other.r, g: self.g * other.g, b: self.b * other.b }
    }
}

/// A gradient through three colours.
pub struct Ramp(Vec<Rgb>);

const SHADES: usize = 512;

impl Ramp {
    /// A gradient from `stops[0]` by `stops[1]` at `middle` (0..1, ends excluded) to `stops[2]`.
    pub fn new(stops: [Rgb; 3], middle: f32) -> Self {
        Self((0..=SHADES + 1).map(|i| between(stops, middle, i as f32 / SHADES as f32)).collect())
    }

    /// The colour at `t`, held at the ends outside 0..1.
    pub fn at(&self, t: f32) -> Rgb {
        let place = t.clamp(0.0, 1.0) * SHADES as f32;
        let i = place as usize;
        self.0[i].mix(self.0[i + 1], place - i as f32)
    }
}

/// A cubic Hermite curve through the three stops: no visible bend at the middle one.
fn between([a, b, c]: [Rgb; 3], middle: f32, t: f32) -> Rgb {
    let rest = 1.0 - middle;
    let (before, after) = ((b + a * -1.0) * (1.0 / middle), (c + b * -1.0) * (1.0 / rest));
    let through = before.mix(after, middle);
    if t < middle {
        hermite((a, before), (b, through), t / middle, middle)
    } else {
        hermite((b, through), (c, after), ((t - middle) / rest).min(1.0), rest)
    }
}

/// Between two colours with their rates of change, at `u` of a stretch of the given `length`.
fn hermite((from, leave): (Rgb, Rgb), (to, arrive): (Rgb, Rgb), u: f32, length: f32) -> Rgb {
    let (u2, u3) = (u * u, u * u * u);
    let colour = from * (2.0 * u3 - 3.0 * u2 + 1.0) + to * (3.0 * u2 - 2.0 * u3);
    colour + leave * (length * (u3 - 2.0 * u2 + u)) + arrive * (length * (u3 - u2))
}
