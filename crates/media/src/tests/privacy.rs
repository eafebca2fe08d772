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

/// What no tag outside of a profile may speak of, in whichever group.
const PRIVATE: [&str; 10] =
    ["GPS", "Serial", "Thumbnail", "Owner", "Artist", "Creator", "Comment", "Copyright", "City", "Keywords"];

/// Which files exiftool finds any of it in.
const CARRIERS: &str = "$gps:all or $xmp:all or $iptc:all or $serialnumber or $internalserialnumber or $lensserialnumber \
    or $ownername or $artist or $creator or $copyright or $thumbnailimage or $comment";

/// All pictures that tell something by themselves, as far as we take them.
fn carriers(images: &Path) -> Vec<PathBuf> {
    let folders = ["photos", "conformance"].map(|folder| images.join(folder));
    let mut exiftool = Command::new("exiftool");
    exiftool.args(["-r", "-q", "-q", "-if", CARRIERS, "-p", "$directory/$filename"]).args(folders);
    let output = exiftool.output().expect("exiftool");
    String::from_utf8_lossy(&output.stdout).lines().map(PathBuf::from).collect()
}

#[test]
fn exiftool_finds_nothing_private() {
    let Some(images) = images() else { return };
    if Command::new("exiftool").arg("-ver").output().is_err() {
        eprintln!("skipped: exiftool is not installed");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut made = 0;
    for (number, path) in carriers(&images).iter().enumerate() {
        let Ok(developed) = develop(read(path), "Atelier Mirna") else { continue };
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        for rendition in developed.renditions {
            let name = format!("{number}-{name}-{}.jpg", rendition.kind.as_str());
            fs::write(folder.path().join(name), rendition.bytes).expect("written");
        }
        made += 1;
    }
    assert!(made > 80, "{made} pictures that tell something");
    let output =
        Command::new("exiftool").args(["-a", "-u", "-G1", "-s"]).arg(folder.path()).output().expect("exiftool");
    let told = String::from_utf8_lossy(&output.stdout);
    let mut file = "";
    let (mut files, mut private) = (0, Vec::new());
    for line in told.lines() {
        if let Some(name) = line.strip_prefix("======== ") {
            (file, files) = (name, files + 1);
        } else if let Some((group, rest)) = line.strip_prefix('[').and_then(|line| line.split_once(']')) {
            let tag = rest.split(':').next().unwrap_or_default();
            let harmless = HARMLESS.iter().any(|harmless| group.starts_with(harmless));
            if !harmless || !group.starts_with("ICC") && PRIVATE.iter().any(|word| tag.contains(word)) {
                private.push(format!("{file}: {line}"));
            }
        }
    }
    assert_eq!(files, made * RenditionKind::ALL.len());
    assert!(private.is_empty(), "{private:#?}");
}
