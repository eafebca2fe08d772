//! Where the three formats keep what is written beside the picture. It is found and cut out here, not read.

use super::metadata;

/// The marker of the segments with EXIF and XMP.
pub(super) const APP1: u8 = 0xE1;

/// The marker of the segments with Photoshop's resources.
pub(super) const APP13: u8 = 0xED;

/// Bytes kept of Photoshop's resources: the words stand at their beginning, paths and previews behind.
const MOST_RESOURCES: usize = 256 * 1024;

/// What lies beside the pixels of a file. Any of it may be broken.
#[derive(Debug, Default)]
pub(super) struct Packets {
    /// The TIFF structure of the EXIF.
    pub(super) exif: Option<Vec<u8>>,
    /// Photoshop's resources, put together again.
    pub(super) photoshop: Vec<u8>,
    /// The XMP; what has no room in one segment of a JPEG and follows in others is none of what we read.
    pub(super) xmp: Option<Vec<u8>>,
}

impl Packets {
    /// Takes from a segment of a JPEG what it holds of them (ISO 16684-3, "JPEG").
    pub(super) fn take(&mut self, marker: u8, body: &[u8]) {
        match marker {
            APP1 => {
                if let Some(exif) = body.strip_prefix(b"Exif\0\0") {
                    self.exif.get_or_insert_with(|| exif.to_vec());
                } else if let Some(xmp) = body.strip_prefix(b"http://ns.adobe.com/xap/1.0/\0") {
                    self.xmp.get_or_insert_with(|| xmp.to_vec());
                }
            }
            APP13 => {
                if let Some(resources) = body.strip_prefix(b"Photoshop 3.0\0") {
                    let room = MOST_RESOURCES - self.photoshop.len();
                    self.photoshop.extend_from_slice(resources.get(..room).unwrap_or(resources));
                }
            }
            _ => {}
        }
    }
}

/// The XMP of a PNG (ISO 16684-3, "PNG"): the text of an uncompressed chunk, which may stand behind the picture.
pub(super) fn xmp_of_png(png: &[u8]) -> Option<Vec<u8>> {
    let mut chunks = png.get(8..)?;
    loop {
        let ([a, b, c, d, kind @ ..], rest) = chunks.split_first_chunk::<8>()?;
        let length = usize::try_from(u32::from_be_bytes([*a, *b, *c, *d])).ok()?;
        let (content, rest) = rest.split_at_checked(length)?;
        // Keyword, flag and method of compression, language, translated keyword.
        let text = content.strip_prefix(b"XML:com.adobe.xmp\0\0\0").filter(|_| kind == b"iTXt");
        if let Some(text) = text {
            let text = text.splitn(3, |byte| *byte == 0).nth(2)?;
            return (text.len() <= metadata::LONGEST_XMP).then(|| text.to_vec());
        }
        // The checksum: a chunk that is broken is read as far as it makes sense.
        chunks = rest.get(4..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len()).expect("short").to_be_bytes();
        [&length[..], kind, content, b"\0\0\0\0"].concat()
    }

    #[test]
    fn a_png_keeps_it_anywhere() {
        let xmp = chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x/>");
        let png = |chunks: &[Vec<u8>]| xmp_of_png(&[&b"\x89PNG\r\n\x1a\n"[..], &chunks.concat()].concat());
        let other = chunk(b"iTXt", b"Comment\0\0\0\0\0<y/>");
        assert_eq!(png(&[other.clone(), chunk(b"IDAT", b"x"), xmp.clone()]).as_deref(), Some(&b"<x/>"[..]));
        assert_eq!(png(&[other]), None);
        assert_eq!(png(&[xmp[..20].to_vec()]), None);
        assert_eq!(png(&[chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0")]), None);
        assert_eq!(png(&[chunk(b"iTXt", b"XML:com.adobe.xmp\0\x01\0\0\0packed")]), None);
        let long = [&b"XML:com.adobe.xmp\0\0\0\0\0"[..], &vec![b' '; 10_000_000]].concat();
        assert_eq!(png(&[chunk(b"iTXt", &long)]), None);
        assert_eq!(xmp_of_png(b""), None);
    }

    #[test]
    fn a_jpeg_keeps_the_first_of_each_and_all_resources() {
        let mut packets = Packets::default();
        let segments: [(u8, &[u8]); 7] = [
            (APP1, b"http://ns.adobe.com/xap/1.0/\0<x/>"),
            (APP1, b"http://ns.adobe.com/xap/1.0/\0<y/>"),
            (APP1, b"http://ns.adobe.com/xmp/extension/\0more"),
            (APP1, b"Exif\0\0II*"),
            (APP13, b"Photoshop 3.0\08BI"),
            (APP13, b"Photoshop 3.0\0M"),
            (APP13, b"Adobe_CM\0"),
        ];
        for (marker, body) in segments {
            packets.take(marker, body);
        }
        assert_eq!((packets.xmp.as_deref(), packets.exif.as_deref()), (Some(&b"<x/>"[..]), Some(&b"II*"[..])));
        assert_eq!(packets.photoshop, b"8BIM");
        let full = [&b"Photoshop 3.0\0"[..], &[0; 65_000]].concat();
        (0..100).for_each(|_| packets.take(APP13, &full));
        assert_eq!(packets.photoshop.len(), MOST_RESOURCES);
    }
}
