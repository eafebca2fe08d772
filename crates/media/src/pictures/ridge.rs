//! Lines of hills one behind the other, drawn from their crests down.

use super::canvas::Canvas;
use super::colour::Rgb;

/// The crest of one line of hills: a row (pixels) for every column.
pub struct Ridge(Vec<f32>);

impl Ridge {
    /// A crest given by `row`, which takes a column and answers a row, both in pixels.
    pub fn new(width: usize, row: impl Fn(f32) -> f32) -> Self {
        Self((0..width).map(|x| row(x as f32)).collect())
    }

    /// The row of the crest at a column, held at the edges.
    pub fn at(&self, x: f32) -> f32 {
        let last = self.0.len().saturating_sub(1);
        self.0.get((x.max(0.0) as usize).min(last)).copied().unwrap_or_default()
    }
}

/// Paints `ridges`, far ones first in the list; `paint` takes the ridge's number, x, y and the depth below its crest (pixels).
pub fn paint(canvas: &mut Canvas, ridges: &[Ridge], mut paint: impl FnMut(usize, f32, f32, f32) -> Rgb) {
    let top = ridges.iter().flat_map(|ridge| &ridge.0).fold(canvas.h(), |top, &row| top.min(row));
    canvas.shade_below(top - 1.0, |x, y, sky| {
        let mut colour = Rgb::default();
        let mut open = 1.0;
        for (i, ridge) in ridges.iter().enumerate().rev() {
            let depth = y - ridge.at(x) + 0.5;
            if depth > 0.0 {
                let cover = open * depth.min(1.0);
                colour = colour + paint(i, x, y, depth) * cover;
                open -= cover;
                if open <= 0.002 {
                    return colour;
                }
            }
        }
        colour + sky * open
    });
}
