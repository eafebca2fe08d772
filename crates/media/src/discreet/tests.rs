//! Real files with a place in them, before and after.

use std::{fs, io::Cursor, process::Command};

use proptest::prelude::*;

use super::*;
use crate::{inspect, testing::images, tests::files_under};

fn hushed(file: &[u8], format: Format) -> Vec<u8> {
    let mut now = file.to_vec();
    for patch in discretion(file, format) {
        patch.lay_over(&mut now, 0);
    }
    now
}

fn xmp_of(text: &str) -> String {
    let mut packet = text.as_bytes().to_vec();
    xmp::hush(&mut packet);
    assert_eq!(packet.len(), text.len());
    String::from_utf8(packet).expect("text").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_place_in_xmp_becomes_space() {
    for (before, after) in [
        ("<a:b exif:GPSLatitude=\"45,1N\" c:d='e'/>", "<a:b c:d='e'/>"),
        ("<x><exif:GPSLatitude>45,1N</exif:GPSLatitude><y/></x>", "<x> <y/></x>"),
        ("<x><drone-dji:GpsLatitude>4</drone-dji:GpsLatitude></x>", "<x> </x>"),
        ("<x><e:GPSTimeStamp/></x>", "<x> </x>"),
        ("<x>words: about GPS, see a:gps</x>", "<x>words: about GPS, see a:gps</x>"),
        ("<x e:GPSLatitude=\"4", ""),
        ("<x><e:GPSLatitude>4</x>", ""),
        ("\0<\0x", ""),
    ] {
        assert_eq!(xmp_of(before), after, "{before}");
    }
}

#[test]
fn exif_that_is_broken_tells_nothing() {
    for bytes in [&b"II*\0\xFF\xFF\xFF\x7F"[..], b"MM\0*\0\0\0\x08\xFF\xFF45.08", b"45.08"] {
        let mut tiff = bytes.to_vec();
        tiff::hush(&mut tiff);
        assert!(tiff.iter().all(|byte| *byte == 0), "{bytes:?}");
    }
}

/// What tells of place or camera, if anything does.
const TELLING: &str = "$gps:all or $gpslatitude or $gpslongitude or $gpsposition or $gpsaltitude or $gpsdatestamp \
    or $serialnumber or $internalserialnumber or $lensserialnumber or $bodyserialnumber or $ownername";

fn told(folder: &std::path::Path) -> Vec<String> {
    let mut exiftool = Command::new("exiftool");
    exiftool.args(["-r", "-q", "-q", "-m", "-if", TELLING, "-p", "$directory/$filename"]).arg(folder);
    let output = exiftool.output().expect("exiftool");
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}

#[test]
fn exiftool_finds_no_place_and_the_picture_stays() {
    let Some(images) = images() else { return };
    if Command::new("exiftool").arg("-ver").output().is_err() {
        eprintln!("skipped: exiftool is not installed");
        return;
    }
    let (folder, mut telling, mut changed) = (tempfile::tempdir().expect("a folder"), 0, 0);
    let carriers = told(&images.join("photos")).into_iter().chain(told(&images.join("conformance")));
    for (number, path) in carriers.enumerate() {
        let bytes = fs::read(&path).expect("a file");
        let Ok(header) = inspect(Cursor::new(&bytes)) else { continue };
        let now = hushed(&bytes, header.format);
        assert_eq!(now.len(), bytes.len(), "{path}");
        let after = inspect(Cursor::new(&now)).expect(&path);
        assert_eq!((after.width, after.height), (header.width, header.height), "{path}");
        changed += usize::from(now != bytes);
        telling += 1;
        let extension = path.rsplit('.').next().unwrap_or_default();
        fs::write(folder.path().join(format!("{number}.{extension}")), now).expect("written");
    }
    assert!(telling > 20 && changed == telling, "{changed} of {telling}");
    assert_eq!(told(folder.path()), Vec::<String>::new());
}

#[test]
fn what_tells_nothing_stays_as_it_is() {
    let Some(images) = images() else { return };
    let mut same = 0;
    for path in files_under(&images.join("photos")).into_iter().take(60) {
        let bytes = fs::read(&path).expect("a file");
        let Ok(header) = inspect(Cursor::new(&bytes)) else { continue };
        let once = hushed(&bytes, header.format);
        assert!(discretion(&once, header.format).is_empty(), "{}", path.display());
        same += 1;
    }
    assert!(same > 20, "{same}");
}

proptest! {
    #[test]
    fn patches_fall_where_they_belong(
        before in proptest::collection::vec(any::<u8>(), 1..200), changes in proptest::collection::vec((0_usize..200, any::<u8>()), 0..20), cut: usize,
    ) {
        let mut after = before.clone();
        for (at, byte) in changes {
            if let Some(there) = after.get_mut(at) {
                *there = byte;
            }
        }
        let cut = cut % (before.len() + 1);
        let (mut first, mut second) = (before[..cut].to_vec(), before[cut..].to_vec());
        for patch in differences(&before, &after) {
            patch.lay_over(&mut first, 0);
            patch.lay_over(&mut second, cut as u64);
        }
        prop_assert_eq!([first, second].concat(), after);
    }

    #[test]
    fn nothing_breaks_it(mut bytes in proptest::collection::vec(any::<u8>(), 0..300), kind in 0_usize..3) {
        let head: &[u8] = [&b"\xFF\xD8\xFF\xE1\x00\x80Exif\0\0II*\0\x08\0\0\0"[..], b"\x89PNG\r\n\x1a\n\0\0\0\x20eXIf", b"RIFF\0\0\0\0WEBPEXIF\x40\0\0\0MM\0*\0\0\0\x08"][kind];
        bytes.splice(0..0, head.iter().copied());
        let format = [Format::Jpeg, Format::Png, Format::Webp][kind];
        prop_assert_eq!(hushed(&bytes, format).len(), bytes.len());
    }
}

/// What is made to take long, or much: segments within segments, directories below directories, values one over another.
#[test]
fn what_was_made_to_hurt_is_soon_done() {
    let mut segments = vec![0xFF, 0xD8];
    for _ in 0..200_000 {
        segments.extend(b"\xFF\xE1\xFF\xFFhttp://ns.adobe.com/xmp/extension/\0");
    }
    assert!(discretion(&segments, Format::Jpeg).is_empty());

    let chunk = |content: &[u8]| {
        let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
        png.extend(u32::try_from(content.len()).expect("small").to_be_bytes());
        png.extend(b"eXIf");
        png.extend(content);
        png.extend([0; 4]);
        png
    };
    // Each leads to the next by its pointer to EXIF.
    let mut deep = b"II*\0\x08\0\0\0".to_vec();
    while deep.len() < 1_000_000 {
        let next = u32::try_from(deep.len() + 18).expect("small");
        deep.extend([1, 0, 0x69, 0x87, 4, 0, 1, 0, 0, 0]);
        deep.extend(next.to_le_bytes());
        deep.extend([0; 4]);
    }
    let hushed = hushed(&chunk(&deep), Format::Png);
    assert!(hushed[16..16 + deep.len()].iter().all(|byte| *byte == 0), "what cannot be read is written over");

    // Every entry is a maker's note as long as everything.
    let mut wide = b"II*\0\x08\0\0\0\xFF\xFF".to_vec();
    for _ in 0..0xFFFF {
        wide.extend([0x7C, 0x92, 7, 0, 0, 0, 8, 0, 0, 0, 0, 0]);
    }
    wide.extend(vec![0; 500_000]);
    discretion(&chunk(&wide), Format::Png);
}
