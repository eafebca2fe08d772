//! Every scene makes a whole picture, and the same one each time.

use super::*;

const TAKEN: &str = "2026:05:16 06:40:00";

fn size(jpeg: &[u8]) -> Option<(usize, usize)> {
    turbojpeg::read_header(jpeg).ok().map(|header| (header.width, header.height))
}

#[test]
fn every_scene_has_the_size_asked_for() {
    for scene in Scene::ALL {
        for (width, height) in [(120, 80), (80, 120), (210, 70), (1, 1)] {
            let jpeg = draw(scene, 7, width, height, TAKEN);
            let asked = (width.max(16) as usize, height.max(16) as usize);
            assert_eq!(size(&jpeg), Some(asked), "{scene:?}");
        }
    }
}

#[test]
fn a_seed_draws_the_same_picture_again_and_another_one_does_not() {
    for scene in Scene::ALL {
        let first = draw(scene, 42, 120, 80, TAKEN);
        assert_eq!(first, draw(scene, 42, 120, 80, TAKEN), "{scene:?}");
        assert_ne!(first, draw(scene, 43, 120, 80, TAKEN), "{scene:?}");
    }
}

#[test]
fn the_time_of_capture_is_in_the_file() {
    let jpeg = draw(Scene::Sea, 1, 60, 40, TAKEN);
    assert!(jpeg.starts_with(&[0xFF, 0xD8, 0xFF, 0xE1]));
    assert!(jpeg.windows(TAKEN.len()).any(|bytes| bytes == TAKEN.as_bytes()));
}

#[test]
fn no_picture_is_flat_or_blown_out() {
    for scene in Scene::ALL {
        for seed in 0..4 {
            let jpeg = draw(scene, seed, 120, 80, TAKEN);
            let Ok(image) = turbojpeg::decompress(&jpeg, turbojpeg::PixelFormat::GRAY) else {
                unreachable!("{scene:?} {seed} does not decode");
            };
            let mean = image.pixels.iter().map(|&p| u64::from(p)).sum::<u64>() / image.pixels.len() as u64;
            let white = image.pixels.iter().filter(|&&p| p >= 253).count();
            assert!((14..=225).contains(&mean), "{scene:?} {seed}: mean {mean}");
            assert!(white * 50 < image.pixels.len(), "{scene:?} {seed}: {white} white pixels");
        }
    }
}
