//! How the camera was held, and turning planes accordingly.

use super::planes::Plane;

/// The eight ways a camera can be held (EXIF tag 0x0112), as steps taken in this order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Orientation {
    transposed: bool,
    mirrored: bool,
    flipped: bool,
}

impl Orientation {
    /// From the EXIF value; what is not 1 to 8 means upright.
    pub(super) fn from_exif(value: u32) -> Self {
        Self {
            transposed: matches!(value, 5..=8),
            mirrored: matches!(value, 2 | 3 | 6 | 7),
            flipped: matches!(value, 3 | 4 | 7 | 8),
        }
    }

    /// The size that a stored `width` × `height` has when looked at.
    pub(super) fn size_of(self, width: u32, height: u32) -> (u32, u32) {
        if self.transposed { (height, width) } else { (width, height) }
    }

    /// Turns and mirrors a plane so that it is looked at the right way up.
    pub(super) fn turn(self, plane: Plane) -> Plane {
        let mut plane = if self.transposed { transposed(&plane) } else { plane };
        if self.flipped {
            plane.samples.reverse();
        }
        // Reversing all samples flips and mirrors at once.
        if self.mirrored != self.flipped {
            plane.samples.chunks_exact_mut(plane.width as usize).for_each(<[_]>::reverse);
        }
        plane
    }
}

/// Rows become columns, 64 at a time so that the processor's cache holds what is written.
fn transposed(plane: &Plane) -> Plane {
    const STRIP: usize = 64;
    let (width, height) = (plane.width as usize, plane.height as usize);
    let mut samples = vec![0; plane.samples.len()];
    for (strip, columns) in samples.chunks_mut(STRIP * height).enumerate() {
        for (y, row) in plane.samples.chunks_exact(width).enumerate() {
            let row = row.iter().skip(strip * STRIP);
            for (to, from) in columns.iter_mut().skip(y).step_by(height).zip(row) {
                *to = *from;
            }
        }
    }
    Plane { width: plane.height, height: plane.width, samples }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the stored picture `ab/cd/ef` looks like for each EXIF value, after the figure in the Exif standard.
    #[test]
    fn each_orientation_turns_as_the_standard_says() {
        let looks = ["ab cd ef", "ba dc fe", "fe dc ba", "ef cd ab", "ace bdf", "eca fdb", "fdb eca", "bdf ace"];
        for (value, look) in (1..).zip(looks) {
            let plane = Plane { width: 2, height: 3, samples: b"abcdef".to_vec() };
            let turned = Orientation::from_exif(value).turn(plane);
            let rows: Vec<&str> =
                turned.samples.chunks(turned.width as usize).map(|row| str::from_utf8(row).expect("letters")).collect();
            assert_eq!(rows.join(" "), look, "orientation {value}");
        }
    }

    #[test]
    fn a_plane_wider_than_a_strip_transposes_completely() {
        let (width, height) = (150_u32, 45_u32);
        let samples: Vec<u8> = (0..width * height).map(|i| (i % 251) as u8).collect();
        let turned = Orientation::from_exif(5).turn(Plane { width, height, samples: samples.clone() });
        assert_eq!((turned.width, turned.height), (height, width));
        assert!((0..width).all(|x| {
            (0..height).all(|y| turned.samples[(x * height + y) as usize] == samples[(y * width + x) as usize])
        }));
    }
}
