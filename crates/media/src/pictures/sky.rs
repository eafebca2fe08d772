//! Skies: a gradient down to the horizon, the glow of a sun or moon, and clouds lit by it.

use super::canvas::{Canvas, Coarse};
use super::colour::{Ramp, Rgb};
use super::noise::{Noise, smooth};
use super::random::Rng;

/// What a sky is made of; places in pixels.
pub struct Sky {
    /// From the zenith to the horizon.
    pub ramp: Ramp,
    /// Where the light stands.
    pub sun: (f32, f32),
    /// Colour of its glow, 0..1 and more.
    pub light: Rgb,
    /// Row of the horizon.
    pub horizon: f32,
    /// How far the glow reaches, in units of composition.
    pub spread: f32,
    /// How much cloud, 0 none, 1 much.
    pub cloud: f32,
}

impl Sky {
    /// Colour of the clear sky at a point, glow included.
    pub fn clear(&self, unit: f32, x: f32, y: f32) -> Rgb {
        let (dx, dy) = ((x - self.sun.0) / unit, (y - self.sun.1) / unit);
        // Wider than high: haze near the horizon scatters along it.
        let d = (dx * dx * 0.55 + dy * dy * 1.5) / (self.spread * self.spread);
        let near = 1.0 / (1.0 + 14.0 * d);
        self.ramp.at(y / self.horizon) + self.light * (0.55 / (1.0 + 2.5 * d) + 0.45 * near * near)
    }

    /// Fills the whole sheet with the sky and its clouds.
    pub fn paint(&self, canvas: &mut Canvas, rng: &mut Rng) {
        let unit = canvas.unit;
        let clouds = self.clouds(canvas, rng);
        canvas.shade(|x, y, _| {
            let clear = self.clear(unit, x, y);
            let thick = clouds.at(x, y);
            if thick < 0.004 {
                return clear;
            }
            // Thin cloud shines through, thick cloud shades itself.
            let lit = clear * (1.10 - 0.22 * thick) + self.light * 0.30 + Rgb::hex(0x3C3C42);
            clear.mix(lit, thick)
        });
    }

    /// A disc for the sun or moon, `radius` in units of composition.
    pub fn disc(&self, canvas: &mut Canvas, radius: f32, strength: f32) {
        let r = radius * canvas.unit;
        canvas.glow(self.sun, r * 3.0, self.light * (0.35 * strength));
        let face = self.light.mix(Rgb::hex(0xFFFFFF), 0.25) * (0.6 * strength);
        canvas.around(self.sun, (r, r), |u, v, under| under + face * smooth(1.0, 0.45, (u * u + v * v).sqrt()));
    }

    /// Cloud thickness 0..1: long and thin near the horizon, larger overhead.
    fn clouds(&self, canvas: &Canvas, rng: &mut Rng) -> Coarse {
        let (shape, veil) = (Noise::new(rng), Noise::new(rng));
        let (unit, horizon) = (canvas.unit, self.horizon);
        let bar = 0.56 - 0.15 * self.cloud;
        canvas.coarse(4, |x, y| {
            if self.cloud <= 0.0 {
                return 0.0;
            }
            let up = ((horizon - y) / unit).max(0.0) + 0.12;
            let (px, py) = ((x - self.sun.0) / unit / (up * 1.6), 1.1 / up);
            let bend = veil.at(px * 1.3, py * 1.3) * 0.8;
            let mass = shape.fbm(px * 1.1 + bend, py * 1.5 + bend, 5);
            let wisps = veil.fbm(px * 0.7 + 5.0, py * 3.2 + bend, 4);
            let thick = smooth(bar, bar + 0.20, mass) + smooth(0.5, 0.8, wisps) * 0.35;
            thick.min(1.0) * smooth(horizon, horizon - 0.10 * unit, y) * self.cloud.sqrt()
        })
    }
}
