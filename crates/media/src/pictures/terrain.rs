//! Ground in perspective: a height map with light and cast shadows, drawn column by column from far to near.
//!
//! The drawing follows the "voxel space" landscapes of early games (NovaLogic, 1992), with painter's order and blended crests.

use super::canvas::Canvas;
use super::colour::Rgb;
use super::noise::smooth;

/// World units the map covers from side to side, and from the eye to the far end.
pub const REACH: f32 = 14.0;

/// A lit height map. Heights, places and distances are in world units; x runs from −`REACH`/2 to `REACH`/2, z from 0 away from the eye.
pub struct Terrain {
    cells: usize,
    heights: Vec<f32>,
    light: Vec<f32>,
}

/// Where one looks from.
pub struct View {
    /// Row of the horizon, in pixels.
    pub horizon: f32,
    /// Height of the eye above height 0, in world units.
    pub eye: f32,
}

/// A point of the ground as seen: where, how far, and how lit (0 shade … 1 full light).
pub struct Ground {
    /// World x.
    pub x: f32,
    /// Distance.
    pub z: f32,
    /// Light, 0..1.
    pub light: f32,
}

impl Terrain {
    /// Ground of the given `height` (of x and z), lit from the side `from` (−1 left, 1 right) by a sun that sinks `slope` per unit.
    pub fn new(canvas: &Canvas, height: impl Fn(f32, f32) -> f32, from: f32, slope: f32) -> Self {
        // Cells of about three pixels at the far end; more would not be seen.
        let cells = (canvas.unit * 0.41).clamp(160.0, 800.0) as usize;
        let place = |i: usize| (i as f32 / cells as f32) * REACH;
        let heights = (0..cells * cells).map(|i| height(place(i % cells) - REACH / 2.0, place(i / cells))).collect();
        let heights = softened(softened(heights, cells), cells);
        let light = heights
            .chunks_exact(cells)
            .enumerate()
            .flat_map(|(row, line)| light_row(line, heights.get((row + 1) * cells..).unwrap_or_default(), from, slope))
            .collect();
        Self { cells, heights, light: softened(softened(light, cells), cells) }
    }

    /// Draws the ground; `colour` says how a point of it looks.
    pub fn paint(&self, canvas: &mut Canvas, view: &View, colour: impl Fn(&Ground) -> Rgb) {
        let focal = canvas.w();
        let distances = distances(canvas, view);
        for column in 0..canvas.width {
            let across = (column as f32 - focal / 2.0) / focal;
            let mut above: Option<(f32, Rgb)> = None;
            for &z in &distances {
                let (height, light) = self.sample(across * z, z);
                let row = view.horizon + focal * (view.eye - height) / z;
                let seen = colour(&Ground { x: across * z, z, light });
                let (top, shade) = above.unwrap_or((row, seen));
                if row > top {
                    canvas.strip(column, (top, row), (shade, seen));
                }
                above = Some((row, seen));
                if row > canvas.h() * 1.6 {
                    break;
                }
            }
        }
    }

    /// Where a point of the ground is seen (column, row, pixels per world unit), unless nearer ground hides it.
    pub fn project(&self, canvas: &Canvas, view: &View, x: f32, z: f32) -> Option<(f32, f32, f32)> {
        let focal = canvas.w();
        let row = |x: f32, z: f32| view.horizon + focal * (view.eye - self.sample(x, z).0) / z;
        let own = row(x, z);
        let hidden = (1..60).any(|i| {
            let t = 1.0 - i as f32 / 75.0;
            row(x * t, z * t) < own - 2.0
        });
        let column = focal * (0.5 + x / z);
        (!hidden).then_some((column, own, focal / z))
    }

    /// Height and light between the cells, held at the edges.
    pub fn sample(&self, x: f32, z: f32) -> (f32, f32) {
        let cells = self.cells;
        let scale = cells as f32 / REACH;
        let limit = (cells - 2) as f32;
        let (x, z) = (((x + REACH / 2.0) * scale).clamp(0.0, limit), (z * scale).clamp(0.0, limit));
        let (left, row) = (x as usize, z as usize);
        let (u, v) = (x - left as f32, z - row as f32);
        let i = row * cells + left;
        let between = |map: &[f32]| {
            let a = map[i] + (map[i + 1] - map[i]) * u;
            let b = map[i + cells] + (map[i + cells + 1] - map[i + cells]) * u;
            a + (b - a) * v
        };
        (between(&self.heights), between(&self.light))
    }
}

/// Where to look for ground, far to near: steps of about a row on flat ground, but never so long that a far crest is missed.
fn distances(canvas: &Canvas, view: &View) -> Vec<f32> {
    let row = 1.4 / (canvas.w() * view.eye);
    // Hills near the eye reach higher on the sheet than flat ground would: begin well below its edge.
    let near = canvas.w() * view.eye * 0.22 / (canvas.h() - view.horizon);
    let step = |&z: &f32| Some(z + (z * z * row).clamp(0.001, 0.025)).filter(|&next| next < REACH * 0.98);
    let mut all: Vec<f32> = std::iter::successors(Some(near.min(REACH * 0.5)), step).collect();
    all.reverse();
    all
}

/// Each cell with a share of its neighbours, so that crests show no steps.
fn softened(map: Vec<f32>, cells: usize) -> Vec<f32> {
    let last = map.len() - 1;
    let mean = |map: &[f32], i: usize, step: usize| {
        0.5 * map[i] + 0.25 * (map[i.saturating_sub(step)] + map[(i + step).min(last)])
    };
    let along: Vec<f32> = (0..=last).map(|i| mean(&map, i, 1)).collect();
    (0..=last).map(|i| mean(&along, i, cells)).collect()
}

/// Light along one row of cells: the slope towards the sun, less what lies in a shadow cast along the row.
fn light_row(line: &[f32], beyond: &[f32], from: f32, slope: f32) -> Vec<f32> {
    let cell = REACH / line.len() as f32;
    let mut light = vec![0.0; line.len()];
    let mut ceiling = f32::MIN;
    for k in 0..line.len() {
        let (i, before) = if from < 0.0 {
            (k, k.saturating_sub(1))
        } else {
            (line.len() - 1 - k, (line.len() - k).min(line.len() - 1))
        };
        let rise = (line[i] - line[before]) / cell;
        let tilt = beyond.get(i).map_or(0.0, |far| (far - line[i]) / cell);
        let shadow = smooth(-0.01, 0.06, ceiling - line[i]);
        let facing = 0.5 + 0.85 * (rise + slope * 0.5) / (1.0 + rise * rise + tilt * tilt).sqrt() - 0.22 * tilt;
        light[i] = (facing.clamp(0.0, 1.0)) * (1.0 - shadow);
        ceiling = (ceiling - slope * cell).max(line[i]);
    }
    light
}
