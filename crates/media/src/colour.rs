//! Colour profiles: whatever a file was made in leaves as sRGB.

use std::sync::{Arc, LazyLock};

use moxcms::{ColorProfile, DataColorSpace, Layout, Transform8BitExecutor, TransformOptions};

/// A profile that moves no colour by more than this much of 255 is sRGB under another name.
const IMPERCEPTIBLE: u8 = 2;

/// Whether pixels of this profile, or of none, are sRGB as they are; a broken profile is treated as none.
pub(super) fn is_srgb(profile: Option<&[u8]>) -> bool {
    let Some(Ok(profile)) = profile.map(ColorProfile::new_from_slice) else { return true };
    match profile.color_space {
        DataColorSpace::Rgb => rgb_transform(&profile).is_none(),
        DataColorSpace::Gray => false,
        _ => true,
    }
}

/// Converts `pixels` from the ICC `profile` to sRGB, in place. A profile that is broken, or for other colours than
/// the picture has, is treated as sRGB: the pixels stay.
pub(super) fn to_srgb(pixels: &mut [[u8; 3]], profile: &[u8]) {
    let Ok(profile) = ColorProfile::new_from_slice(profile) else { return };
    match profile.color_space {
        DataColorSpace::Rgb => rgb_to_srgb(pixels, &profile),
        DataColorSpace::Gray if pixels.iter().all(|[r, g, b]| r == g && g == b) => grey_to_srgb(pixels, &profile),
        _ => {}
    }
}

fn rgb_to_srgb(pixels: &mut [[u8; 3]], profile: &ColorProfile) {
    let Some(transform) = rgb_transform(profile) else { return };
    const BAND: usize = 1 << 16;
    let mut from = Vec::with_capacity(BAND);
    for band in pixels.chunks_mut(BAND) {
        from.clear();
        from.extend_from_slice(band);
        if transform.transform(from.as_flattened(), band.as_flattened_mut()).is_err() {
            return;
        }
    }
}

/// The way to sRGB; none when there is none, or it moves nothing.
fn rgb_transform(profile: &ColorProfile) -> Option<Arc<Transform8BitExecutor>> {
    let srgb = ColorProfile::new_srgb();
    let options = TransformOptions::default();
    let transform = profile.create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, options).ok()?;
    let samples = colour_samples();
    let mut moved = samples.clone();
    transform.transform(samples.as_flattened(), moved.as_flattened_mut()).ok()?;
    let mut distances = samples.as_flattened().iter().zip(moved.as_flattened()).map(|(a, b)| a.abs_diff(*b));
    distances.any(|distance| distance > IMPERCEPTIBLE).then_some(transform)
}

/// 512 colours spread evenly over the cube.
fn colour_samples() -> Vec<[u8; 3]> {
    let steps = || (0..=7).map(|step: u8| step * 36);
    steps().flat_map(|red| steps().flat_map(move |green| steps().map(move |blue| [red, green, blue]))).collect()
}

fn grey_to_srgb(pixels: &mut [[u8; 3]], profile: &ColorProfile) {
    let greys: Vec<u8> = (0..=255).collect();
    let mut colours = [[0; 3]; 256];
    let srgb = ColorProfile::new_srgb();
    let converted = profile
        .create_transform_8bit(Layout::Gray, &srgb, Layout::Rgb, TransformOptions::default())
        .and_then(|transform| transform.transform(&greys, colours.as_flattened_mut()));
    if converted.is_ok() {
        pixels.iter_mut().for_each(|pixel| *pixel = colours[usize::from(pixel[0])]);
    }
}

/// Converts inks (255 is full coverage) to sRGB through the ICC `profile`, or by plain subtraction without a usable one.
pub(super) fn cmyk_to_srgb(inks: &[[u8; 4]], profile: Option<&[u8]>) -> Vec<[u8; 3]> {
    let profile = profile.and_then(|bytes| ColorProfile::new_from_slice(bytes).ok());
    if let Some(profile) = profile.filter(|profile| profile.color_space == DataColorSpace::Cmyk) {
        let mut pixels = vec![[0; 3]; inks.len()];
        let srgb = ColorProfile::new_srgb();
        let converted = profile
            .create_transform_8bit(Layout::Rgba, &srgb, Layout::Rgb, TransformOptions::default())
            .and_then(|transform| transform.transform(inks.as_flattened(), pixels.as_flattened_mut()));
        if converted.is_ok() {
            return pixels;
        }
    }
    let remaining = |ink: u8, black: u8| (u32::from(255 - ink) * u32::from(255 - black) / 255) as u8;
    inks.iter().map(|&[c, m, y, k]| [c, m, y].map(|ink| remaining(ink, k))).collect()
}

/// Where the header of a profile says when it was made: year, month, day, hour, minute, second (ICC.1:2022, 4.2 and 7.2.1).
const DATE: std::ops::Range<usize> = 24..36;

/// An sRGB profile for our own files. They carry it because Firefox leaves untagged pictures unmanaged, and those
/// glow on a wide-gamut screen. Empty if it could not be made.
pub(super) fn srgb_profile() -> &'static [u8] {
    static PROFILE: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let mut profile = ColorProfile::new_srgb().encode().unwrap_or_default();
        // The library writes this very moment, whatever the profile says. The same photograph gives the same bytes.
        if let Some(date) = profile.get_mut(DATE) {
            date.copy_from_slice(&[7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
        }
        profile
    });
    &PROFILE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(profile: ColorProfile) -> Vec<u8> {
        profile.encode().expect("moxcms encodes its own profiles")
    }

    #[test]
    fn a_wide_gamut_green_becomes_more_saturated_and_srgb_stays() {
        let mut pixels = [[80, 160, 60], [128, 128, 128]];
        to_srgb(&mut pixels, &encoded(ColorProfile::new_srgb()));
        assert_eq!(pixels, [[80, 160, 60], [128, 128, 128]]);
        to_srgb(&mut pixels, &encoded(ColorProfile::new_display_p3()));
        let [[red, green, _], grey] = pixels;
        assert!(red < 80 && green > 160, "{pixels:?}");
        assert!(grey.iter().all(|value| value.abs_diff(128) <= 1), "{grey:?}");
    }

    #[test]
    fn a_grey_profile_is_for_grey_pictures_only() {
        let linear = encoded(ColorProfile::new_gray_with_gamma(1.0));
        let mut grey = [[55; 3]];
        to_srgb(&mut grey, &linear);
        assert!(grey[0][0] > 120, "linear 55 is a middle grey: {grey:?}");
        let mut coloured = [[55, 56, 57]];
        to_srgb(&mut coloured, &linear);
        assert_eq!(coloured, [[55, 56, 57]]);
    }

    #[test]
    fn a_broken_profile_changes_nothing() {
        let whole = encoded(ColorProfile::new_display_p3());
        for length in 0..whole.len() - 100 {
            let mut pixels = [[80, 160, 60]];
            to_srgb(&mut pixels, &whole[..length]);
            assert_eq!(pixels, [[80, 160, 60]], "cut to {length} bytes");
        }
    }

    #[test]
    fn inks_without_a_profile_are_subtracted_from_white() {
        let inks = [[0, 0, 0, 0], [255, 0, 0, 0], [0, 0, 0, 255], [0, 255, 255, 51]];
        assert_eq!(cmyk_to_srgb(&inks, None), [[255, 255, 255], [0, 255, 255], [0, 0, 0], [204, 0, 0]]);
    }

    #[test]
    fn our_own_profile_is_small_and_sound() {
        assert!((100..800).contains(&srgb_profile().len()), "{} bytes", srgb_profile().len());
        let profile = ColorProfile::new_from_slice(srgb_profile()).expect("a profile");
        assert_eq!((profile.creation_date_time.year, profile.creation_date_time.month), (2000, 1));
    }
}
