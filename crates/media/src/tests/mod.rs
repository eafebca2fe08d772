//! `inspect` and `develop` against real, odd and hostile files. They are not in the repository: the tests find them
//! under `LUMORA_TEST_DATA` and skip without it.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use super::picture::Picture;
use super::testing::{images, telling, with_segments};
use super::*;

mod colours;
mod privacy;
mod words;

pub(crate) fn files_under(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of test data") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { files.extend(files_under(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).expect("a test file")
}

/// A row of INDEX.csv of a file that we take and that is sound.
struct Indexed {
    file: String,
    width: u32,
    height: u32,
    orientation: u32,
}

fn index(images: &Path, folder: &str) -> Vec<Indexed> {
    let table = String::from_utf8(read(&images.join("INDEX.csv"))).expect("text");
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let ours = matches!(cells[2], "JPEG" | "MPO" | "PNG" | "WEBP") && cells[14].starts_with("yes");
        ours.then(|| Indexed {
            file: cells[0].to_owned(),
            width: cells[3].parse().expect("a width"),
            height: cells[4].parse().expect("a height"),
            orientation: cells[7].parse().unwrap_or(1),
        })
    };
    table.lines().filter(|line| line.starts_with(folder)).filter_map(row).collect()
}

fn rendition(developed: &Developed, kind: RenditionKind) -> &Rendition {
    developed.renditions.iter().find(|rendition| rendition.kind == kind).expect("every kind exists")
}

fn pixels(jpeg: &[u8]) -> Picture {
    let image = turbojpeg::decompress(jpeg, turbojpeg::PixelFormat::RGB).expect("our own JPEG decodes");
    let pixels = image.pixels.as_chunks().0.to_vec();
    Picture { width: image.width as u32, height: image.height as u32, pixels }
}

/// Mean difference of two pictures' channels, of 255.
fn difference(one: &[u8], other: &[u8]) -> f64 {
    let (one, other) = (pixels(one), pixels(other));
    assert_eq!((one.width, one.height), (other.width, other.height));
    let pairs = one.pixels.as_flattened().iter().zip(other.pixels.as_flattened());
    pairs.map(|(a, b)| f64::from(a.abs_diff(*b))).sum::<f64>() / (one.pixels.len() * 3) as f64
}

#[test]
fn every_photo_develops_at_the_size_it_is_looked_at() {
    let Some(images) = images() else { return };
    let photos = index(&images, "photos/");
    assert!(photos.len() > 50);
    for Indexed { file, width, height, orientation } in photos {
        let bytes = read(&images.join(&file));
        let header = inspect(Cursor::new(&bytes)).expect(&file);
        assert_eq!((header.width, header.height), (width, height), "{file}");
        let developed = develop(&bytes, "").expect(&file);
        let looked_at = if orientation > 4 { (height, width) } else { (width, height) };
        assert_eq!((developed.width, developed.height), looked_at, "{file}");
        assert!(developed.placeholder.len() < 400, "{file}");
        let kinds: Vec<RenditionKind> = developed.renditions.iter().map(|rendition| rendition.kind).collect();
        assert_eq!(kinds, RenditionKind::ALL, "{file}");
        for rendition in developed.renditions {
            let header = inspect(Cursor::new(&rendition.bytes)).expect(&file);
            assert_eq!((header.width, header.height), (rendition.width, rendition.height), "{file}");
            assert_eq!((rendition.width, rendition.height), rendition.kind.size_of(looked_at.0, looked_at.1), "{file}");
        }
    }
}

#[test]
fn the_ways_to_hold_a_camera_show_the_same_picture() {
    let Some(images) = images() else { return };
    for shape in ["Landscape", "Portrait"] {
        let thumb = |value| {
            let path = images.join(format!("photos/exif-orientation-examples/{shape}_{value}.jpg"));
            let developed = develop(read(&path), "").expect("an orientation example");
            rendition(&developed, RenditionKind::Thumb).bytes.clone()
        };
        let upright = thumb(1);
        for value in [0, 2, 3, 4, 5, 6, 7, 8] {
            let difference = difference(&upright, &thumb(value));
            assert!(difference < 6.0, "{shape}_{value} differs by {difference:.1}");
        }
    }
}

#[test]
fn what_other_decoders_take_we_take() {
    let Some(images) = images() else { return };
    let sound =
        index(&images, "conformance/").into_iter().filter(|row| !row.file.starts_with("conformance/pngsuite/x"));
    for Indexed { file, .. } in sound {
        assert_eq!(develop(read(&images.join(&file)), "").err(), None, "{file}");
    }
}

#[test]
fn invalid_pngs_are_refused() {
    let Some(images) = images() else { return };
    let invalid = files_under(&images.join("conformance/pngsuite"));
    let invalid = invalid.iter().filter(|path| path.file_name().is_some_and(|name| name.as_encoded_bytes()[0] == b'x'));
    assert_eq!(invalid.clone().count(), 14);
    for path in invalid {
        assert!(develop(read(path), "").is_err(), "{}", path.display());
    }
}

#[test]
fn hostile_files_are_refused_or_developed() {
    let Some(images) = images() else { return };
    for path in files_under(&images.join("hostile")) {
        let bytes = read(&path);
        let inspected = inspect(Cursor::new(&bytes));
        let developed = develop_trustingly(&bytes, "");
        if let Err(refused) = inspected {
            assert_eq!(developed, Err(refused), "{}", path.display());
        }
    }
}

#[test]
fn a_bomb_is_refused_by_its_header() {
    let Some(images) = images() else { return };
    let refusal = |name: &str| inspect(Cursor::new(read(&images.join("hostile").join(name)))).err();
    let too_many = |megapixels| Some(Refused::TooManyPixels { megapixels, limit: 200 });
    assert_eq!(refusal("bombs-sharp/giant-image.jpg"), too_many(280));
    assert_eq!(refusal("bombs-sharp/65536-uint32-limit.png"), too_many(4295));
    assert_eq!(refusal("jpeg-decoder-crashtest/max_size.jpg"), too_many(4295));
}

#[test]
fn a_file_cut_anywhere_is_refused() {
    let Some(images) = images() else { return };
    for file in [
        "photos/exif-orientation-examples/Landscape_6.jpg",
        "photos/nextcloud-examples/Vineyard.jpg",
        "photos/derived-icc/DisplayP3-v2-magic.png",
        "photos/derived-icc/DisplayP3-v2-magic.webp",
        "photos/immich-test-assets/formats/webp/denali.webp",
        "conformance/image-webp/gallery2/1_webp_ll.webp",
    ] {
        let bytes = read(&images.join(file));
        for part in [1, 10, 50, 90, 99] {
            let cut = &bytes[..bytes.len() * part / 100];
            assert!(matches!(develop(cut, ""), Err(Refused::Damaged { .. })), "{file} cut to {part} %");
        }
    }
}

#[test]
fn a_baseline_jpeg_cut_short_but_closed_is_refused() {
    let Some(images) = images() else { return };
    let bytes = read(&images.join("photos/exif-orientation-examples/Landscape_1.jpg"));
    let closed = [&bytes[..bytes.len() / 2], &[0xFF, 0xD9]].concat();
    assert!(matches!(develop(&closed, ""), Err(Refused::Damaged { .. })));
}

#[test]
fn the_larger_renditions_are_progressive_and_all_are_tagged_srgb() {
    let Some(images) = images() else { return };
    let developed = develop(read(&images.join("photos/nextcloud-examples/Toucan.jpg")), "").expect("a photo");
    for rendition in developed.renditions {
        let preamble = jpeg::preamble(Cursor::new(&rendition.bytes)).expect("our own JPEG");
        assert_eq!(preamble.frame.buffered, rendition.kind >= RenditionKind::Preview, "{:?}", rendition.kind);
        assert_eq!(preamble.profile.as_deref(), Some(colour::srgb_profile()));
    }
}

#[test]
fn a_wide_gamut_photo_looks_the_same_in_srgb() {
    let Some(images) = images() else { return };
    let folder = images.join("conformance/wesaturate-cc0/wesaturate/64px");
    for (wide, srgb) in [
        ("Nikon-D3-14bit_2020_g1.png", "Nikon-D3-14bit_srgb8.png"),
        ("cvo9xd_keong_macan_2020_g1.png", "cvo9xd_keong_macan_srgb8.png"),
        ("vgqcws_vin_709_g1.png", "vgqcws_vin_srgb8.png"),
    ] {
        let full = |name| {
            let developed = develop(read(&folder.join(name)), "").expect(name);
            rendition(&developed, RenditionKind::Full).bytes.clone()
        };
        let difference = difference(&full(wide), &full(srgb));
        assert!(difference < 4.0, "{wide} differs by {difference:.1}");
    }
}

#[test]
fn what_the_camera_wrote_is_read() {
    let Some(images) = images() else { return };
    let canon =
        develop(read(&images.join("photos/metadata-extractor/Canon_EOS_5D.jpg")), "").expect("a photo").metadata;
    assert_eq!(canon.camera.as_deref(), Some("Canon EOS 5D"));
    assert!(canon.taken_at.is_some() && canon.exposure_time.is_some() && canon.f_number.is_some(), "{canon:?}");
    let place = "photos/immich-test-assets/metadata/gps-position/thompson-springs.jpg";
    let (latitude, longitude) = develop(read(&images.join(place)), "").expect(place).metadata.gps.expect("a position");
    assert!((latitude - 39.115).abs() < 0.001 && (longitude + 108.401).abs() < 0.001, "{latitude} {longitude}");
}

#[test]
fn other_kinds_of_file_are_called_by_name() {
    let found = |bytes: &[u8]| match inspect(Cursor::new(bytes)) {
        Err(Refused::Unsupported { found }) => found,
        other => panic!("{other:?}"),
    };
    assert_eq!(found(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic").as_deref(), Some("HEIC"));
    assert_eq!(found(b"\0\0\0\x1Cftypavif").as_deref(), Some("AVIF"));
    assert_eq!(found(b"GIF89a").as_deref(), Some("GIF"));
    assert_eq!(found(b"<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>").as_deref(), Some("SVG"));
    assert_eq!(found(b"%PDF-1.7").as_deref(), Some("PDF"));
    assert_eq!(found(b"%!PS-Adobe-3.0 EPSF-3.0").as_deref(), Some("EPS"));
    assert_eq!(found(b"II*\0").as_deref(), Some("TIFF or camera raw"));
    assert_eq!(found(b"hello"), None);
    assert_eq!(found(b""), None);
}

#[test]
fn a_costly_coding_has_a_lower_limit() {
    let jpeg = |frame: u8, side: u16| {
        let [high, low] = side.to_be_bytes();
        let sof = [0xFF, frame, 0, 17, 8, high, low, high, low, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0];
        let sos = [0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0];
        inspect(Cursor::new([&[0xFF, 0xD8][..], &sof, &sos].concat()))
    };
    assert!(jpeg(0xC0, 14_000).is_ok());
    assert!(jpeg(0xC2, 12_000).is_ok());
    let Err(Refused::TooManyPixels { megapixels: 196, limit }) = jpeg(0xC2, 14_000) else { panic!("too costly") };
    assert!((100..196).contains(&limit), "{limit}");
    assert!(matches!(jpeg(0xC0, 0), Err(Refused::Damaged { .. })));
    assert!(matches!(jpeg(0xC3, 100), Err(Refused::Unsupported { .. })));
}
