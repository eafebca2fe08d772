//! A studio's logo: taken as a picture, with what shows through; kept as one of our own making.

use std::io::Cursor;

use bytes::Bytes;
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image_webp::{ColorType as WebpColor, WebPDecoder, WebPEncoder};
use png::{ColorType, Decoder, Transformations};
use serde::{Deserialize, Serialize};

use super::picture::Picture;
use super::planes::{Plane, Planes};
use super::{Format, Refused, decode, header, metadata, planes_of};

/// What a logo is for, and so how large it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LogoPlace {
    /// Over pictures: as wide as it gets on the largest marked size.
    Picture,
    /// Above pages: 64 high and 320 wide at most there, and twice that for dense screens.
    Page,
}

/// The most pixels taken, in millions: four of the largest screens.
const MOST_MEGAPIXELS: u32 = 24;

/// At least one pixel of so many must cover what is below it, and half of what it stands on: one that nobody sees is none.
const SEEN: usize = 200;

/// A logo as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logo {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// A lossless WebP with nothing of what the file told besides.
    #[serde(skip)]
    pub bytes: Bytes,
}

/// A logo in memory, to be painted with.
pub(super) struct Cut {
    width: u32,
    height: u32,
    /// Red, green, blue, and how much of what is below is covered.
    pixels: Vec<[u8; 4]>,
}

/// Takes a JPEG, PNG or WebP of at most [`MOST_MEGAPIXELS`] that stands still and has something to see.
///
/// # Errors
/// As [`super::develop`]; [`Refused::Unsupported`] also for animations and for pictures nobody would see.
pub(super) fn develop(file: &[u8], place: LogoPlace) -> Result<Logo, Refused> {
    let header = header::inspect(Cursor::new(file))?;
    let megapixels = (u64::from(header.width) * u64::from(header.height)).div_ceil(1_000_000) as u32;
    if megapixels > MOST_MEGAPIXELS {
        return Err(Refused::TooManyPixels { megapixels, limit: MOST_MEGAPIXELS });
    }
    let cut = match header.format {
        Format::Jpeg => of_jpeg(file, &header)?,
        Format::Png => of_png(file)?,
        Format::Webp => of_webp(file)?,
    };
    let seen = cut.pixels.iter().filter(|[_, _, _, alpha]| *alpha >= 128).count();
    if seen * SEEN < cut.pixels.len().max(SEEN) {
        return Err(Refused::Unsupported { found: Some("a picture with nothing to see".into()) });
    }
    let size = place.size_of(cut.width, cut.height);
    let cut = if size == (cut.width, cut.height) { cut } else { cut.resized(size)? };
    let mut webp = Vec::new();
    WebPEncoder::new(&mut webp)
        .encode(cut.pixels.as_flattened(), cut.width, cut.height, WebpColor::Rgba8)
        .map_err(Refused::failed)?;
    Ok(Logo { width: cut.width, height: cut.height, bytes: webp.into() })
}

impl LogoPlace {
    /// The most that is kept, in pixels.
    fn most(self) -> (u32, u32) {
        match self {
            Self::Picture => (1440, 1440),
            Self::Page => (640, 128),
        }
    }

    /// Of a picture of this size, which is not enlarged.
    fn size_of(self, width: u32, height: u32) -> (u32, u32) {
        let [width, height] = [width, height].map(u64::from);
        let (wide, high) = self.most();
        let [wide, high] = [wide, high].map(u64::from);
        // By the side that goes further beyond its limit.
        let (most, side) = if width * high > height * wide { (wide, width) } else { (high, height) };
        let fit = |length: u64| (length * most.min(side) / side.max(1)).max(1) as u32;
        (fit(width), fit(height))
    }
}

fn of_jpeg(file: &[u8], header: &header::Header) -> Result<Cut, Refused> {
    let negative = decode::decode(file, Format::Jpeg)?;
    let metadata::Parsed { orientation, .. } = metadata::parse(negative.packets);
    let planes = planes_of(negative.film, (header.width, header.height))?;
    Ok(of_picture(&planes.oriented(orientation).to_picture()))
}

fn of_picture(picture: &Picture) -> Cut {
    let pixels = picture.pixels.iter().map(|&[red, green, blue]| [red, green, blue, 255]).collect();
    Cut { width: picture.width, height: picture.height, pixels }
}

fn of_png(file: &[u8]) -> Result<Cut, Refused> {
    let mut decoder = Decoder::new(Cursor::new(file));
    decoder.set_transformations(Transformations::normalize_to_color8());
    decoder.set_ignore_text_chunk(true);
    let mut reader = decoder.read_info().map_err(Refused::damaged)?;
    if reader.info().is_animated() {
        return Err(moving());
    }
    let (width, height) = (reader.info().width, reader.info().height);
    let (coding, _) = reader.output_color_type();
    let mut samples = vec![0; width as usize * height as usize * coding.samples()];
    reader.next_frame(&mut samples).map_err(Refused::damaged)?;
    reader.finish().map_err(Refused::damaged)?;
    let pixels = match coding {
        ColorType::Grayscale => samples.iter().map(|&grey| [grey, grey, grey, 255]).collect(),
        ColorType::GrayscaleAlpha => {
            samples.as_chunks().0.iter().map(|&[grey, alpha]| [grey, grey, grey, alpha]).collect()
        }
        ColorType::Rgba => samples.as_chunks().0.to_vec(),
        ColorType::Rgb | ColorType::Indexed => {
            samples.as_chunks().0.iter().map(|&[red, green, blue]| [red, green, blue, 255]).collect()
        }
    };
    Ok(Cut { width, height, pixels })
}

fn of_webp(file: &[u8]) -> Result<Cut, Refused> {
    let mut decoder = WebPDecoder::new(Cursor::new(file)).map_err(Refused::damaged)?;
    if decoder.is_animated() {
        return Err(moving());
    }
    decoder.set_memory_limit(file.len());
    let (width, height) = decoder.dimensions();
    let area = width as usize * height as usize;
    let pixels = if decoder.has_alpha() {
        let mut pixels = vec![[0; 4]; area];
        decoder.read_image(pixels.as_flattened_mut()).map_err(Refused::damaged)?;
        pixels
    } else {
        let mut pixels = vec![[0; 3]; area];
        decoder.read_image(pixels.as_flattened_mut()).map_err(Refused::damaged)?;
        pixels.into_iter().map(|[red, green, blue]| [red, green, blue, 255]).collect()
    };
    Ok(Cut { width, height, pixels })
}

fn moving() -> Refused {
    Refused::Unsupported { found: Some("an animation".into()) }
}

impl Cut {
    #[cfg(test)]
    pub(super) fn new((width, height): (u32, u32), pixels: Vec<[u8; 4]>) -> Self {
        Self { width, height, pixels }
    }

    /// One that was kept.
    pub(super) fn read(kept: &[u8]) -> Result<Self, Refused> {
        of_webp(kept)
    }

    /// Height by width.
    pub(super) fn ratio(&self) -> f32 {
        self.height as f32 / self.width.max(1) as f32
    }

    /// Its colours and its cover at another size.
    pub(super) fn at(&self, size: (u32, u32)) -> Result<(Planes, Plane), Refused> {
        let cut = self.resized(size)?;
        let samples = cut.pixels.iter().map(|[_, _, _, alpha]| *alpha).collect();
        let cover = Plane { width: cut.width, height: cut.height, samples };
        let pixels = cut.pixels.iter().map(|&[red, green, blue, _]| [red, green, blue]).collect();
        Ok((Planes::from(&Picture { width: cut.width, height: cut.height, pixels }), cover))
    }

    /// Colours count as much as they cover, so that what is behind a transparent pixel does not bleed.
    fn resized(&self, (width, height): (u32, u32)) -> Result<Self, Refused> {
        let mut pixels = vec![[0; 4]; width as usize * height as usize];
        let from = ImageRef::new(self.width, self.height, self.pixels.as_flattened(), PixelType::U8x4)
            .map_err(Refused::failed)?;
        let mut to =
            Image::from_slice_u8(width, height, pixels.as_flattened_mut(), PixelType::U8x4).map_err(Refused::failed)?;
        let lanczos = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
        Resizer::new().resize(&from, &mut to, &lanczos).map_err(Refused::failed)?;
        Ok(Self { width, height, pixels })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pictures::{Scene, draw};

    fn png(width: u32, height: u32, coding: ColorType, samples: &[u8]) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, width, height);
        encoder.set_color(coding);
        let mut writer = encoder.write_header().expect("a header");
        writer.write_image_data(samples).expect("written");
        writer.finish().expect("finished");
        file
    }

    #[test]
    fn what_shows_through_is_kept() {
        let samples: Vec<u8> = (0..64 * 64).flat_map(|at| [200, 10, 90, if at % 2 == 0 { 255 } else { 0 }]).collect();
        let logo = develop(&png(64, 64, ColorType::Rgba, &samples), LogoPlace::Picture).expect("a logo");
        assert_eq!((logo.width, logo.height), (64, 64));
        let cut = Cut::read(&logo.bytes).expect("our own");
        assert_eq!(cut.pixels[0], [200, 10, 90, 255]);
        assert_eq!(cut.pixels[1][3], 0);
        // Ours is taken again, and is the same.
        assert_eq!(develop(&logo.bytes, LogoPlace::Picture), Ok(logo));
    }

    #[test]
    fn all_kinds_of_picture_are_taken_and_large_ones_become_smaller() {
        let jpeg = develop(&draw(Scene::Sea, 1, 3000, 600, "2026:05:16 10:00:00"), LogoPlace::Picture).expect("a logo");
        assert_eq!((jpeg.width, jpeg.height), (1440, 288));
        for (coding, samples) in [(ColorType::Grayscale, 1), (ColorType::GrayscaleAlpha, 2), (ColorType::Rgb, 3)] {
            assert!(develop(&png(8, 8, coding, &vec![200; 64 * samples]), LogoPlace::Page).is_ok(), "{coding:?}");
        }
    }

    #[test]
    fn above_a_page_it_is_as_large_as_it_is_shown_there() {
        let sizes = [(3000, 600), (3000, 300), (600, 3000), (90, 60), (1, 20_000)];
        let kept = sizes.map(|(width, height)| LogoPlace::Page.size_of(width, height));
        assert_eq!(kept, [(640, 128), (640, 64), (25, 128), (90, 60), (1, 128)]);
        assert_eq!(LogoPlace::Picture.size_of(3000, 600), (1440, 288));
    }

    #[test]
    fn what_is_no_logo_is_refused_with_a_reason() {
        let said = |file: &[u8]| develop(file, LogoPlace::Page).expect_err("refused").to_string();
        assert!(said(&png(64, 64, ColorType::Rgba, &[0; 64 * 64 * 4])).contains("nothing to see"));
        assert!(said(b"GIF89a and so on").contains("GIF"));
        assert!(said(b"<svg xmlns='http://www.w3.org/2000/svg'/>").contains("SVG"));
        let sound = png(64, 64, ColorType::Rgb, &[9; 64 * 64 * 3]);
        assert!(matches!(develop(&sound[..sound.len() / 2], LogoPlace::Picture), Err(Refused::Damaged { .. })));
        let wide = draw(Scene::Sea, 1, 40, 40, "2026:05:16 10:00:00");
        assert!(develop(&wide[..200], LogoPlace::Picture).is_err());

        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, 8, 8);
        encoder.set_color(ColorType::Rgb);
        encoder.set_animated(2, 0).expect("animated");
        let mut writer = encoder.write_header().expect("a header");
        for _ in 0..2 {
            writer.write_image_data(&[90; 8 * 8 * 3]).expect("a frame");
        }
        writer.finish().expect("finished");
        assert!(said(&file).contains("animation"));
    }
}
