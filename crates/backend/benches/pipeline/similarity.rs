//! How alike two pictures are (SSIM, Wang et al. 2004, over 8 × 8 windows), and a plain Lanczos to compare with.

use std::f32::consts::PI;

use turbojpeg::{Decompressor, Image, PixelFormat};

/// The brightness of a picture.
pub struct Grey {
    pub width: usize,
    pub height: usize,
    samples: Vec<f32>,
}

impl Grey {
    /// Of a JPEG file.
    pub fn of(jpeg: &[u8]) -> Self {
        let mut decompressor = Decompressor::new().expect("a decoder");
        let header = decompressor.read_header(jpeg).expect("a JPEG");
        let (width, height) = (header.width, header.height);
        let mut samples = vec![0; width * height];
        let image = Image { pixels: samples.as_mut_slice(), width, pitch: width, height, format: PixelFormat::GRAY };
        decompressor.decompress(jpeg, image).expect("a whole JPEG");
        Self { width, height, samples: samples.into_iter().map(f32::from).collect() }
    }

    /// Made smaller, in floating point and in one step.
    pub fn resized(&self, width: usize, height: usize) -> Self {
        let rows = weights(self.width, width);
        let mut across = Vec::with_capacity(width * self.height);
        for row in self.samples.chunks_exact(self.width) {
            across.extend(rows.iter().map(|(first, weights)| dot(&row[*first..], weights)));
        }
        let mut samples = Vec::with_capacity(width * height);
        for (first, weights) in weights(self.height, height) {
            let from = samples.len();
            samples.resize(from + width, 0.0);
            for (weight, row) in weights.iter().zip(across[first * width..].chunks_exact(width)) {
                samples[from..].iter_mut().zip(row).for_each(|(sum, value)| *sum += weight * value);
            }
        }
        samples.iter_mut().for_each(|value| *value = value.clamp(0.0, 255.0));
        Self { width, height, samples }
    }
}

fn dot(values: &[f32], weights: &[f32]) -> f32 {
    values.iter().zip(weights).map(|(value, weight)| value * weight).sum()
}

/// For each sample of the smaller side, where its neighbourhood begins and what counts how much in it.
fn weights(from: usize, to: usize) -> Vec<(usize, Vec<f32>)> {
    let scale = (from as f32 / to as f32).max(1.0);
    let lanczos = |x: f32| match x.abs() {
        x if x < 1e-6 => 1.0,
        x if x < 3.0 => 3.0 * (PI * x).sin() * (PI * x / 3.0).sin() / (PI * x).powi(2),
        _ => 0.0,
    };
    (0..to)
        .map(|at| {
            let centre = (at as f32 + 0.5) * from as f32 / to as f32;
            let first = (centre - 3.0 * scale).max(0.0) as usize;
            let last = ((centre + 3.0 * scale).ceil() as usize).min(from);
            let weights: Vec<f32> =
                (first..last).map(|sample| lanczos((sample as f32 + 0.5 - centre) / scale)).collect();
            let sum: f32 = weights.iter().sum();
            (first, weights.into_iter().map(|weight| weight / sum).collect())
        })
        .collect()
}

/// The mean over the rows that both have; 1 is the same.
pub fn similarity(one: &Grey, other: &Grey) -> f64 {
    const WINDOW: usize = 8;
    assert_eq!(one.width, other.width);
    let height = one.height.min(other.height);
    let (mut sum, mut windows) = (0.0, 0_u32);
    for y in (0..=height - WINDOW).step_by(4) {
        for x in (0..=one.width - WINDOW).step_by(4) {
            let (mut a, mut b, mut aa, mut bb, mut ab) = (0.0, 0.0, 0.0, 0.0, 0.0);
            for row in y..y + WINDOW {
                let at = row * one.width + x;
                for (p, q) in one.samples[at..at + WINDOW].iter().zip(&other.samples[at..at + WINDOW]) {
                    let (p, q) = (f64::from(*p), f64::from(*q));
                    (a, b, aa, bb, ab) = (a + p, b + q, aa + p * p, bb + q * q, ab + p * q);
                }
            }
            let count = (WINDOW * WINDOW) as f64;
            let (a, b) = (a / count, b / count);
            let (va, vb, cov) = (aa / count - a * a, bb / count - b * b, ab / count - a * b);
            let (c1, c2) = ((0.01_f64 * 255.0).powi(2), (0.03_f64 * 255.0).powi(2));
            sum += (2.0 * a * b + c1) * (2.0 * cov + c2) / ((a * a + b * b + c1) * (va + vb + c2));
            windows += 1;
        }
    }
    sum / f64::from(windows)
}
