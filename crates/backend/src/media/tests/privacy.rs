//! What leaves tells nothing of where, with what and by whom a picture was taken.

use std::process::Command;

use super::*;

const TELLTALE: [&str; 8] = [
    "photos/metadata-extractor/Canon_EOS_5D.jpg",
    "photos/metadata-extractor/HTC_Desire.jpg",
    "photos/immich-test-assets/metadata/gps-position/thompson-springs.jpg",
    "photos/immich-test-assets/albums/nature/prairie_falcon.jpg",
    "photos/immich-test-assets/formats/webp/denali.webp",
    "conformance/image-rs/jpg/iptc.jpg",
    "conformance/image-rs/jpg/exif-xmp-metadata.jpg",
    "conformance/pillow/exif.png",
];

#[test]
fn nothing_of_the_original_but_its_pixels_leaves() {
    let Some(images) = images() else { return };
    for file in TELLTALE {
        for rendition in develop(read(&images.join(file)), "Atelier Mirna").expect(file).renditions {
            for mark in [&b"Exif"[..], b"http://ns.adobe.com", b"Photoshop", b"8BIM"] {
                let found = rendition.bytes.windows(mark.len()).any(|window| window == mark);
                assert!(!found, "{file}: {:?} carries {}", rendition.kind, String::from_utf8_lossy(mark));
            }
        }
    }
}

/// The groups of tags that exiftool may find: what it tells of the file itself, of its coding and of our own profile.
const HARMLESS: [&str; 7] = ["ExifTool", "System", "File", "JFIF", "ICC_Profile", "ICC-header", "Composite"];

#[test]
fn exiftool_finds_nothing_private() {
    let Some(images) = images() else { return };
    if Command::new("exiftool").arg("-ver").output().is_err() {
        eprintln!("skipped: exiftool is not installed");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    for (number, file) in TELLTALE.into_iter().enumerate() {
        for rendition in develop(read(&images.join(file)), "Atelier Mirna").expect(file).renditions {
            let name = format!("{number}-{}.jpg", rendition.kind.as_str());
            fs::write(folder.path().join(name), rendition.bytes).expect("written");
        }
    }
    let output =
        Command::new("exiftool").args(["-a", "-u", "-G1", "-s"]).arg(folder.path()).output().expect("exiftool");
    let told = String::from_utf8_lossy(&output.stdout);
    let mut file = "";
    let (mut files, mut private) = (0, Vec::new());
    for line in told.lines() {
        if let Some(name) = line.strip_prefix("======== ") {
            (file, files) = (name, files + 1);
        } else if let Some((group, tag)) = line.strip_prefix('[').and_then(|line| line.split_once(']')) {
            let harmless = HARMLESS.iter().any(|harmless| group.starts_with(harmless));
            if !harmless || tag.contains("GPS") || tag.contains("Serial") || tag.contains("Thumbnail") {
                private.push(format!("{file}: {line}"));
            }
        }
    }
    assert_eq!(files, TELLTALE.len() * RenditionKind::ALL.len());
    assert!(private.is_empty(), "{private:#?}");
}
