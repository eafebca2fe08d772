//! What people wrote into real photographs, and into files that mean harm.

use super::*;

fn metadata(images: &Path, file: &str) -> Metadata {
    develop(read(&images.join(file)), "").expect(file).metadata
}

#[test]
fn what_people_wrote_is_read() {
    let Some(images) = images() else { return };
    let falcon = metadata(&images, "photos/immich-test-assets/albums/nature/prairie_falcon.jpg").words;
    assert_eq!(falcon.title.as_deref(), Some("Prairie falcon female with eggs"));
    assert!(falcon.caption.is_some_and(|caption| caption.starts_with("Adult female prairie falcon")));
    assert_eq!(falcon.keywords, ["SFAN", "PINN", "raptors", "Events", "birds", "monitoring", "prairie falcons"]);
    assert_eq!(falcon.creator.as_deref(), Some("NPS / Gavin Emmons"));
    assert_eq!((falcon.copyright.as_deref(), falcon.rating), (Some("All rights reserved"), Some(0)));

    let springs = metadata(&images, "photos/immich-test-assets/metadata/gps-position/thompson-springs.jpg").words;
    assert_eq!(
        (springs.city.as_deref(), springs.country.as_deref()),
        (Some("Thompson Springs"), Some("United States"))
    );
    assert_eq!(springs.keywords.len(), 5);

    let rated = metadata(&images, "photos/immich-test-assets/metadata/rating/mongolels.jpg").words;
    assert_eq!((rated.rating, rated.title.as_deref()), (Some(3), Some("Mongol Els")));
}

#[test]
fn each_kind_of_file_has_its_place_for_them() {
    let Some(images) = images() else { return };
    let budapest = metadata(&images, "conformance/image-rs/jpg/iptc.jpg").words;
    assert_eq!((budapest.city.as_deref(), budapest.country.as_deref()), (Some("Budapest"), Some("Hungary")));
    assert_eq!(budapest.keywords, ["HvK", "2006", "summer", "July", "holiday", "Hungary", "Budapest"]);
    let denali = metadata(&images, "photos/immich-test-assets/formats/webp/denali.webp").words;
    assert_eq!(denali.title.as_deref(), Some("Denali National Park and Preserve"));
    assert_eq!(denali.creator.as_deref(), Some("NPS / David Restivo"));
}

/// These lists are exiftool's.
#[test]
fn as_many_keywords_as_exiftool_finds() {
    let Some(images) = images() else { return };
    let found: [(&str, &[&str]); 3] = [
        ("metadata/faces/portrait.jpg", &["Marie Curie", "Pierre Curie"]),
        ("metadata/faces/portrait-orientation-6.jpg", &["Marie Curie", "Pierre Curie"]),
        (
            "albums/nature/tanners_ridge.jpg",
            &["Big Meadows", "Landscape", "Tanners Ridge Overlook", "Overlook", "Place"],
        ),
    ];
    for (file, keywords) in found {
        let file = format!("photos/immich-test-assets/{file}");
        assert_eq!(metadata(&images, &file).words.keywords, keywords, "{file}");
    }
}

#[test]
fn no_words_fail_a_photograph() {
    let plain = crate::pictures::draw(crate::pictures::Scene::Sea, 1, 120, 80, "2026:05:16 10:00:00");
    let full = vec![b'x'; 65_533 - 29];
    let xmp = |body: &[u8]| [&b"http://ns.adobe.com/xap/1.0/\0"[..], body].concat();
    for segments in [
        vec![(0xE1, xmp(b"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><a"))],
        vec![(0xE1, xmp(&[0; 1000]))],
        vec![(0xE1, xmp(&full))],
        vec![(0xED, b"Photoshop 3.0\08BIM\x04\x04\0\0\xFF\xFF\xFF\xFF".to_vec())],
        vec![(0xED, b"Photoshop 3.0\0".repeat(4000)); 40],
    ] {
        let segments: Vec<(u8, &[u8])> = segments.iter().map(|(marker, body)| (*marker, body.as_slice())).collect();
        let developed = develop(with_segments(&plain, &segments), "").expect("a photograph");
        assert_eq!(developed.metadata.words, Words::default());
        assert!(developed.metadata.taken_at.is_some(), "the camera's words are still there");
    }
    let told = develop(telling(&plain), "").expect("a photograph").metadata;
    assert_eq!((told.words.city.as_deref(), told.words.rating), (Some("Rovinj"), Some(4)));
}

#[test]
fn a_png_with_ten_megabytes_of_words_is_a_picture_without() {
    let Some(images) = images() else { return };
    let png = read(&images.join("conformance/pillow/xmp_tags_orientation.png"));
    let text = [&b"XML:com.adobe.xmp\0\0\0\0\0"[..], &b"<x>".repeat(3_500_000)].concat();
    let length = u32::try_from(text.len()).expect("short").to_be_bytes();
    // Behind the header; the wrong checksum is that of a careless program.
    let bytes = [&png[..33], &length, b"iTXt", &text, b"\0\0\0\0", &png[33..]].concat();
    let developed = develop(&bytes, "").expect("a photograph");
    assert_eq!(developed.metadata.words, Words::default());
}
