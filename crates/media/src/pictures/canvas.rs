//! The sheet a scene is painted on: linear light, one colour a pixel, distances in pixels from the top left.

use super::colour::Rgb;
use super::noise::smooth;

/// A picture in the making.
#[derive(Clone)]
pub struct Canvas {
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Pixels in one unit of composition: the side of a square of the same area. Features measured in it look alike at every size and shape.
    pub unit: f32,
    pixels: Vec<Rgb>,
}

/// A value known at every `step` pixels and interpolated between: clouds and mist need no more.
pub struct Coarse {
    columns: usize,
    step: f32,
    values: Vec<f32>,
}

impl Canvas {
    /// A black sheet.
    pub fn new(width: usize, height: usize) -> Self {
        let unit = ((width * height) as f32).sqrt();
        Self { width, height, unit, pixels: vec![Rgb::default(); width * height] }
    }

    /// Width in pixels.
    pub fn w(&self) -> f32 {
        self.width as f32
    }

    /// Height in pixels.
    pub fn h(&self) -> f32 {
        self.height as f32
    }

    /// All pixels, row by row.
    pub fn pixels(&self) -> &[Rgb] {
        &self.pixels
    }

    /// Repaints every pixel: `paint` takes x, y and the colour that was there.
    pub fn shade(&mut self, paint: impl FnMut(f32, f32, Rgb) -> Rgb) {
        self.shade_below(0.0, paint);
    }

    /// Like [`Canvas::shade`], for the rows from `top` (pixels) down.
    pub fn shade_below(&mut self, top: f32, mut paint: impl FnMut(f32, f32, Rgb) -> Rgb) {
        let rows = self.pixels.chunks_exact_mut(self.width).enumerate();
        for (y, row) in rows.skip(top.max(0.0) as usize) {
            for (x, pixel) in row.iter_mut().enumerate() {
                *pixel = paint(x as f32, y as f32, *pixel);
            }
        }
    }

    /// Evaluates `value` at every `step` pixels of this sheet.
    pub fn coarse(&self, step: usize, value: impl Fn(f32, f32) -> f32) -> Coarse {
        let (columns, rows) = (self.width / step + 2, self.height / step + 2);
        let values =
            (0..columns * rows).map(|i| value((i % columns * step) as f32, (i / columns * step) as f32)).collect();
        Coarse { columns, step: step as f32, values }
    }

    /// Lays `colour` over one pixel with `cover` 0..1; outside the sheet nothing happens.
    pub fn over(&mut self, x: i32, y: i32, colour: Rgb, cover: f32) {
        if let Some(pixel) = self.pixel(x, y) {
            *pixel = pixel.mix(colour, cover.clamp(0.0, 1.0));
        }
    }

    /// Visits the pixels of a box of half-sides `rx`, `ry` around a point: `paint` takes x, y relative to the centre (−1..1 on the box) and the colour that was there.
    pub fn around(&mut self, centre: (f32, f32), (rx, ry): (f32, f32), mut paint: impl FnMut(f32, f32, Rgb) -> Rgb) {
        let (left, right) = span(centre.0, rx, self.width);
        let (top, bottom) = span(centre.1, ry, self.height);
        for y in top..bottom {
            let v = (y as f32 - centre.1) / ry;
            for x in left..right {
                let u = (x as f32 - centre.0) / rx;
                let pixel = &mut self.pixels[y * self.width + x];
                *pixel = paint(u, v, *pixel);
            }
        }
    }

    /// A round spot of `colour`, `cover` 0..1 in the middle; `soft` 0..1 of its radius is edge.
    pub fn dab(&mut self, centre: (f32, f32), radius: f32, soft: f32, colour: Rgb, cover: f32) {
        let edge = soft.max(1.2 / radius.max(1.2));
        let reach = radius + 1.0;
        let scale = reach / radius;
        self.around(centre, (reach, reach), |u, v, under| {
            let d = (u * u + v * v).sqrt() * scale;
            under.mix(colour, cover * smooth(1.0, 1.0 - edge, d))
        });
    }

    /// Adds a round glow that fades like a bell; most of it within `radius`.
    pub fn glow(&mut self, centre: (f32, f32), radius: f32, light: Rgb) {
        let reach = radius * 2.4;
        self.around(centre, (reach, reach), |u, v, under| {
            let d = (u * u + v * v).min(1.0);
            let fall = (1.0 - d) * (1.0 - d);
            under + light * (fall * fall * fall)
        });
    }

    /// The colour at a point between pixels, held at the edges.
    pub fn at(&self, x: f32, y: f32) -> Rgb {
        let x = x.clamp(0.0, (self.width - 1) as f32);
        let y = y.clamp(0.0, (self.height - 1) as f32);
        let (left, top) = (x as usize, y as usize);
        let (right, bottom) = ((left + 1).min(self.width - 1), (top + 1).min(self.height - 1));
        let (u, v) = (x - left as f32, y - top as f32);
        let upper = self.pixels[top * self.width + left].mix(self.pixels[top * self.width + right], u);
        let lower = self.pixels[bottom * self.width + left].mix(self.pixels[bottom * self.width + right], u);
        upper.mix(lower, v)
    }

    /// Paints one column from `top` to `bottom` (pixels, fractions count at the top), colours running from `from` to `to`.
    pub fn strip(&mut self, x: usize, (top, bottom): (f32, f32), (from, to): (Rgb, Rgb)) {
        let first = top.floor().max(0.0) as usize;
        let last = (bottom.ceil().max(0.0) as usize).min(self.height);
        let scale = 1.0 / (bottom - top).max(1.0);
        for y in first..last {
            let colour = from.mix(to, ((y as f32 - top) * scale).clamp(0.0, 1.0));
            let cover = (y as f32 + 1.0 - top).min(1.0);
            let pixel = &mut self.pixels[y * self.width + x];
            *pixel = pixel.mix(colour, cover);
        }
    }

    /// A copy at 1/`factor` of the size, each pixel the mean of those it replaces.
    pub fn reduced(&self, factor: usize) -> Self {
        let mut small = Self::new((self.width / factor).max(1), (self.height / factor).max(1));
        let (columns, rows) = (factor.min(self.width), factor.min(self.height));
        let share = 1.0 / (columns * rows) as f32;
        for (i, pixel) in small.pixels.iter_mut().enumerate() {
            let (left, top) = (i % small.width * columns, i / small.width * rows);
            let block = (top..top + rows).flat_map(|y| &self.pixels[y * self.width + left..][..columns]);
            *pixel = block.fold(Rgb::default(), |sum, p| sum + *p) * share;
        }
        small
    }

    fn pixel(&mut self, x: i32, y: i32) -> Option<&mut Rgb> {
        let (x, y) = (usize::try_from(x).ok()?, usize::try_from(y).ok()?);
        if x < self.width { self.pixels.get_mut(y * self.width + x) } else { None }
    }
}

impl Coarse {
    /// The value at a pixel.
    pub fn at(&self, x: f32, y: f32) -> f32 {
        let (x, y) = (x / self.step, y / self.step);
        let (left, top) = (x as usize, y as usize);
        let (u, v) = (x - left as f32, y - top as f32);
        let i = top * self.columns + left;
        let (upper, lower) = (&self.values[i..i + 2], &self.values[i + self.columns..i + self.columns + 2]);
        let a = upper[0] + (upper[1] - upper[0]) * u;
        let b = lower[0] + (lower[1] - lower[0]) * u;
        a + (b - a) * v
    }
}

fn span(centre: f32, reach: f32, limit: usize) -> (usize, usize) {
    let low = (centre - reach).floor().max(0.0) as usize;
    let high = ((centre + reach).ceil().max(0.0) as usize + 1).min(limit);
    (low.min(limit), high)
}
