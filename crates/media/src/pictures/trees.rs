//! Trees as brush strokes: spruces by their tiers, broad-leaved ones by dabs of leaf.

use super::canvas::Canvas;
use super::colour::Rgb;
use super::noise::smooth;
use super::random::Rng;

/// A spruce standing with its foot at a point, `height` pixels tall; `light` is the colour of its sunny side, on the `from` side (−1 left, 1 right).
pub fn spruce(canvas: &mut Canvas, foot: (f32, f32), height: f32, (dark, light): (Rgb, Rgb), from: f32, rng: &mut Rng) {
    let slim = rng.range(0.16, 0.25);
    let tiers = rng.range(11.0, 19.0);
    let (lean, phase) = (rng.around() * 0.02, rng.unit());
    let rows = height.max(2.0) as i32;
    let (mut left_jag, mut right_jag) = (1.0f32, 1.0f32);
    for row in 0..rows {
        let t = row as f32 / height;
        let tier = (t * tiers + phase).fract();
        let skirt = (0.06 + t.powf(0.85)) * smooth(1.02, 0.93, t);
        let reach = height * slim * skirt * (0.62 + 0.38 * tier);
        left_jag = 0.6 * left_jag + 0.4 * rng.range(0.35, 1.4);
        right_jag = 0.6 * right_jag + 0.4 * rng.range(0.35, 1.4);
        let middle = foot.0 + lean * (1.0 - t) * height;
        let trunk = height * 0.012;
        let (left, right) = (middle - (reach * left_jag).max(trunk), middle + (reach * right_jag).max(trunk));
        let y = (foot.1 - height) as i32 + row;
        for x in left.floor() as i32..=right.ceil() as i32 {
            let cover = (x as f32 + 1.0 - left).min(right - x as f32).clamp(0.0, 1.0);
            let across = (x as f32 - middle) / reach.max(1.0) * from;
            let lit = smooth(-0.3, 1.0, across) * (0.7 + 0.3 * (1.0 - tier));
            canvas.over(x, y, dark.mix(light, lit), cover);
        }
    }
}

/// A broad-leaved tree, `height` pixels tall; leaves go from `dark` to `light` towards the `from` side and the top.
pub fn broadleaf(
    canvas: &mut Canvas,
    foot: (f32, f32),
    height: f32,
    (dark, light): (Rgb, Rgb),
    from: f32,
    rng: &mut Rng,
) {
    let trunk = dark * 0.6;
    for step in 0..(height * 0.42) as i32 {
        let t = step as f32 / height;
        let half = height * (0.016 + 0.02 * (-t * 14.0).exp());
        let x = foot.0 + (t * 5.0).sin() * height * 0.008;
        for column in (x - half).floor() as i32..=(x + half).ceil() as i32 {
            let cover = (half + 0.5 - (column as f32 - x).abs()).clamp(0.0, 1.0);
            canvas.over(column, foot.1 as i32 - step, trunk, cover);
        }
    }
    let crown: Vec<(f32, f32, f32)> = (0..19)
        .map(|_| {
            let (angle, out) = (rng.range(0.0, std::f32::consts::TAU), rng.unit().sqrt());
            (angle.cos() * out * 0.27, 0.61 + angle.sin() * out * 0.22, rng.range(0.09, 0.19))
        })
        .collect();
    // Far trees are a few broad strokes, near ones many fine ones.
    let fine = smooth(30.0, 260.0, height);
    let dabs = (170.0 + 4800.0 * fine) as usize;
    let mut leaves: Vec<(f32, f32, f32)> = (0..dabs)
        .map(|_| {
            let (cx, cy, r) = crown[(rng.bits() % crown.len() as u64) as usize];
            let (angle, out) = (rng.range(0.0, std::f32::consts::TAU), rng.unit().sqrt() * r);
            let (dx, dy) = (angle.cos() * out, angle.sin() * out);
            let lit = 0.42 + (dx * from + dy) / r * 0.30 + (cx * from * 0.7 + (cy - 0.6)) * 0.9 + rng.around() * 0.26;
            (cx + dx, cy + dy, lit)
        })
        .collect();
    leaves.sort_by(|a, b| a.2.total_cmp(&b.2));
    for &(dx, dy, r) in &crown {
        canvas.dab((foot.0 + dx * height, foot.1 - dy * height), r * height * 0.9, 0.7, dark.mix(light, 0.08), 0.75);
    }
    let size = (height * (0.032 - 0.0235 * fine)).max(0.7);
    for (dx, dy, lit) in leaves {
        let at = (foot.0 + dx * height, foot.1 - dy * height);
        let radius = size * rng.range(0.7, 1.5);
        canvas.dab(at, radius, 0.8, dark.mix(light, lit.clamp(0.0, 1.0).powi(2)), 0.85);
    }
}
