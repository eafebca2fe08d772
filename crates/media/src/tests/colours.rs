//! Whatever a picture was made in, it looks as littleCMS says; `scripts/expected-colours` wrote down what that is.

use super::*;

/// A picture that is not plain sRGB, and the mean colours of its 6 × 6 fields.
const EXPECTED: &str = include_str!("../colours.csv");
const FIELDS: usize = 6;

#[test]
fn colours_are_those_of_littlecms() {
    let Some(images) = images() else { return };
    let mut wrong = Vec::new();
    for row in EXPECTED.lines() {
        let (file, colours) = row.split_once(',').expect("two columns");
        let expected = colours.as_bytes().chunks(6).map(|hex| {
            let value = u32::from_str_radix(str::from_utf8(hex).expect("digits"), 16).expect("a colour");
            let [_, red, green, blue] = value.to_be_bytes();
            [red, green, blue].map(f64::from)
        });
        let developed = develop(read(&images.join(file)), "").expect(file);
        let found = fields(&pixels(&rendition(&developed, RenditionKind::Full).bytes));
        let distances = expected.zip(&found).map(|(a, b)| ciede2000(lab(a), lab(*b)));
        let mean = distances.sum::<f64>() / found.len() as f64;
        if mean > 3.0 {
            wrong.push(format!("{file} is {mean:.1} off"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The mean colour of each field, in rows.
fn fields(picture: &Picture) -> Vec<[f64; 3]> {
    let (width, height) = (picture.width as usize, picture.height as usize);
    let range = |field: usize, side: usize| {
        let first = side * field / FIELDS;
        first..(side * (field + 1)).div_ceil(FIELDS).max(first + 1)
    };
    let mean = |row: usize, column: usize| {
        let (mut sums, mut count) = ([0.0; 3], 0.0);
        for y in range(row, height) {
            for pixel in &picture.pixels[y * width..][range(column, width)] {
                sums.iter_mut().zip(pixel).for_each(|(sum, value)| *sum += f64::from(*value));
                count += 1.0;
            }
        }
        sums.map(|sum: f64| sum / count)
    };
    (0..FIELDS * FIELDS).map(|field| mean(field / FIELDS, field % FIELDS)).collect()
}

/// CIE Lab of an sRGB colour of 0 to 255, for D65.
fn lab(colour: [f64; 3]) -> [f64; 3] {
    let [r, g, b] = colour.map(|value| {
        let value = value / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    });
    let xyz = [
        (0.412_456_4 * r + 0.357_576_1 * g + 0.180_437_5 * b) / 0.950_47,
        0.212_672_9 * r + 0.715_152_2 * g + 0.072_175 * b,
        (0.019_333_9 * r + 0.119_192 * g + 0.950_304_1 * b) / 1.088_83,
    ];
    let [x, y, z] = xyz.map(|t: f64| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// How far apart two colours look (Sharma, Wu and Dalal 2005); 1 can just be seen.
fn ciede2000([l1, a1, b1]: [f64; 3], [l2, a2, b2]: [f64; 3]) -> f64 {
    let mean_chroma = (a1.hypot(b1) + a2.hypot(b2)) / 2.0;
    let g = 0.5 * (1.0 - (mean_chroma.powi(7) / (mean_chroma.powi(7) + 25_f64.powi(7))).sqrt());
    let polar = |a: f64, b: f64| {
        let a = a * (1.0 + g);
        (a.hypot(b), b.atan2(a).to_degrees().rem_euclid(360.0))
    };
    let ((c1, h1), (c2, h2)) = (polar(a1, b1), polar(a2, b2));
    let mut turn = if c1 * c2 == 0.0 { 0.0 } else { h2 - h1 };
    if turn.abs() > 180.0 {
        turn -= 360.0 * turn.signum();
    }
    let (dl, dc, dh) = (l2 - l1, c2 - c1, 2.0 * (c1 * c2).sqrt() * (turn / 2.0).to_radians().sin());
    let (l, c) = (f64::midpoint(l1, l2), f64::midpoint(c1, c2));
    let h = if c1 * c2 == 0.0 { h1 + h2 } else { (h1 + turn / 2.0).rem_euclid(360.0) };
    let cos = |degrees: f64| degrees.to_radians().cos();
    let t = 1.0 - 0.17 * cos(h - 30.0) + 0.24 * cos(2.0 * h) + 0.32 * cos(3.0 * h + 6.0) - 0.2 * cos(4.0 * h - 63.0);
    let sl = 1.0 + 0.015 * (l - 50.0).powi(2) / (20.0 + (l - 50.0).powi(2)).sqrt();
    let (sc, sh) = (1.0 + 0.045 * c, 1.0 + 0.015 * c * t);
    let rc = 2.0 * (c.powi(7) / (c.powi(7) + 25_f64.powi(7))).sqrt();
    let rt = -rc * (60.0 * (-((h - 275.0) / 25.0).powi(2)).exp()).to_radians().sin();
    let (dl, dc, dh) = (dl / sl, dc / sc, dh / sh);
    (dl * dl + dc * dc + dh * dh + rt * dc * dh).sqrt()
}

/// Three pairs of the table that Sharma, Wu and Dalal publish.
#[test]
fn the_measure_is_right() {
    for (one, other, distance) in [
        ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
        ([50.0, 2.5, 0.0], [73.0, 25.0, -18.0], 27.1492),
        ([6.7747, -0.2908, -2.4247], [5.8714, -0.0985, -2.2286], 0.6377),
    ] {
        assert!((ciede2000(one, other) - distance).abs() < 1e-4, "{}", ciede2000(one, other));
    }
}
