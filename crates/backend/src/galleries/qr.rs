//! The link of a gallery as a picture that phones read, for programs that place pictures.

use domain::{GalleryId, Need, Role, Viewer};
use png::{BitDepth, ColorType, Encoder};
use qrcode::{Color, EcLevel, QrCode};
use tokio::task::spawn_blocking;

use super::{Galleries, access, queries};
use crate::error::{Error, Result};

/// Pixels along an edge of a square: on 50 mm of paper more than a printer shows.
const SQUARE: usize = 24;

/// White squares around, which scanners want.
const QUIET: usize = 4;

impl Galleries<'_> {
    /// The link as a QR code, a PNG in black on white of about a thousand pixels.
    ///
    /// # Errors
    /// Refused to all but members.
    pub async fn qr_png(&self, viewer: &Viewer, id: GalleryId) -> Result<Vec<u8>> {
        let mut found = access::by_id(self.0, viewer, id).await?.check(Need::Gallery(Role::Viewer))?;
        let (_, token, _) = queries::title_and_secrets(&mut found.tx, id).await?;
        drop(found);
        let link = self.0.links.gallery(&token);
        spawn_blocking(move || drawn(&link)).await.map_err(Error::internal)?
    }
}

fn drawn(text: &str) -> Result<Vec<u8>> {
    // Level M: a print may lose 15 % to a coffee cup.
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(Error::internal)?;
    let (modules, dark) = (code.width(), code.to_colors());
    let edge = (modules + 2 * QUIET) * SQUARE;
    let is_dark = |x: usize, y: usize| match ((x / SQUARE).checked_sub(QUIET), (y / SQUARE).checked_sub(QUIET)) {
        (Some(x), Some(y)) if x < modules && y < modules => dark[y * modules + x] == Color::Dark,
        _ => false,
    };
    let pixels: Vec<u8> = (0..edge * edge).map(|at| if is_dark(at % edge, at / edge) { 0 } else { u8::MAX }).collect();
    let mut file = Vec::new();
    let length = u32::try_from(edge).map_err(Error::internal)?;
    let mut encoder = Encoder::new(&mut file, length, length);
    encoder.set_color(ColorType::Grayscale);
    encoder.set_depth(BitDepth::Eight);
    let mut writer = encoder.write_header().map_err(Error::internal)?;
    writer.write_image_data(&pixels).map_err(Error::internal)?;
    writer.finish().map_err(Error::internal)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_black_on_white_with_white_around() {
        let file = drawn("https://lumora.example/g/AAAAAAAAAAAAAAAAAAAAAA").expect("drawn");
        let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().expect("a picture");
        let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
        let info = reader.next_frame(&mut pixels).expect("pixels");
        let edge = info.width as usize;
        assert_eq!((info.width, edge % SQUARE), (info.height, 0));
        assert!(pixels[..edge * QUIET * SQUARE].iter().all(|pixel| *pixel == u8::MAX), "white above");
        // The eye in the corner is dark at its edge.
        assert_eq!(pixels[edge * QUIET * SQUARE + QUIET * SQUARE], 0);
        assert!(pixels.iter().all(|pixel| matches!(*pixel, 0 | u8::MAX)));
    }
}
