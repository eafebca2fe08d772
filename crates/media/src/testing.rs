//! Pictures for tests, also those of the crates above.

use std::path::PathBuf;

/// The folder of test pictures, or a word that the test is skipped.
#[expect(clippy::disallowed_methods, reason = "tests have no configuration")]
pub fn images() -> Option<PathBuf> {
    let data = std::env::var_os("LUMORA_TEST_DATA").map(|data| PathBuf::from(data).join("images"));
    if data.is_none() {
        eprintln!("skipped: LUMORA_TEST_DATA is not set");
    }
    data
}

/// `jpeg` with these segments in front of its own, each a marker and what it holds.
pub fn with_segments(jpeg: &[u8], segments: &[(u8, &[u8])]) -> Vec<u8> {
    let (beginning, rest) = jpeg.split_at(2);
    let segment = |(marker, body): &(u8, &[u8])| {
        let length = u16::try_from(body.len() + 2).expect("a short segment").to_be_bytes();
        [&[0xFF, *marker][..], &length, body].concat()
    };
    [beginning, &segments.iter().flat_map(segment).collect::<Vec<u8>>(), rest].concat()
}

/// A JPEG that says by XMP and IPTC where, by whom and of what it was taken.
pub fn telling(jpeg: &[u8]) -> Vec<u8> {
    let xmp = r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
          xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="4" exif:GPSLatitude="45,4.872N" exif:GPSLongitude="13,38.4E">
        <dc:title><rdf:Alt><rdf:li xml:lang="x-default">Golden hour</rdf:li></rdf:Alt></dc:title>
        <dc:subject><rdf:Bag><rdf:li>sea</rdf:li><rdf:li>wedding</rdf:li></rdf:Bag></dc:subject>
        </rdf:Description></rdf:RDF></x:xmpmeta>"#;
    // 2:80 by-line, 2:90 city.
    let records = b"\x1C\x02\x50\0\x05Mirna\x1C\x02\x5A\0\x06Rovinj";
    let size = u32::try_from(records.len()).expect("short").to_be_bytes();
    let resources = [&b"Photoshop 3.0\08BIM\x04\x04\0\0"[..], &size, records, b"\0"].concat();
    let xmp = [b"http://ns.adobe.com/xap/1.0/\0", xmp.as_bytes()].concat();
    with_segments(jpeg, &[(0xE1, &xmp), (0xED, &resources)])
}
