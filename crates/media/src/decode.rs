//! From the bytes of a file to RGB pixels, with the ICC profile and the words that came along.

use std::io::Cursor;

use image_webp::WebPDecoder;
use png::{ColorType, Decoder, InterlaceInfo, Transformations, expand_interlaced_row};
use turbojpeg::{Colorspace, Decompressor, Image, PixelFormat, ScalingFactor, Subsamp, YuvImage};

use super::metadata::LONGEST_XMP;
use super::packets::{Packets, xmp_of_png};
use super::picture::Picture;
use super::planes::{Plane, Planes};
use super::{Format, Refused, colour, jpeg};

/// Scans a progressive JPEG may have; each costs a pass over the whole picture and cameras make about ten.
const MOST_SCANS: u32 = 100;

/// A decoded file, as stored: not yet turned.
pub(super) struct Negative {
    /// The picture; of a JPEG of more than twice the largest rendition a half, a quarter or an eighth of its size.
    pub(super) film: Film,
    /// What is written beside the picture.
    pub(super) packets: Packets,
    /// Whether more was in the file than a photograph shows: further frames, transparency.
    pub(super) flattened: bool,
}

/// A picture in the form its decoder gives.
pub(super) enum Film {
    /// Of nearly every JPEG: brightness and colour apart, sRGB; see [`planes`].
    Yuv(YuvImage<Vec<u8>>),
    /// Of all else.
    Pixels {
        /// The pixels.
        picture: Picture,
        /// Their ICC profile, which may be broken.
        profile: Option<Vec<u8>>,
    },
}

/// Decodes a file that passed [`inspect`](super::inspect) as `format`; of an animation, its first picture.
///
/// # Errors
/// [`Refused::Damaged`] when the pixels are corrupt or end early.
pub(super) fn decode(bytes: &[u8], format: Format) -> Result<Negative, Refused> {
    match format {
        Format::Jpeg => decode_jpeg(bytes),
        Format::Png => decode_png(bytes),
        Format::Webp => decode_webp(bytes),
    }
}

fn decode_jpeg(bytes: &[u8]) -> Result<Negative, Refused> {
    let preamble = jpeg::preamble(Cursor::new(bytes))?;
    let frame = &preamble.frame;
    let mut decompressor = Decompressor::new().map_err(Refused::failed)?;
    let header = decompressor.read_header(bytes).map_err(Refused::damaged)?;
    if (header.width, header.height) != (frame.width as usize, frame.height as usize) {
        return Err(Refused::damaged("two frames"));
    }
    let scale = ScalingFactor::new(1, frame.divisor() as usize);
    decompressor.set_scaling_factor(scale).map_err(Refused::failed)?;
    decompressor.set_scan_limit(MOST_SCANS).map_err(Refused::failed)?;

    let whole =
        |decompressed: turbojpeg::Result<()>| decompressed.or_else(|error| forgive(error, bytes, preamble.scan_at));
    let (width, height) = (scale.scale(header.width), scale.scale(header.height));
    let coloured = matches!(header.colorspace, Colorspace::YCbCr | Colorspace::Gray);
    let film = if coloured && header.subsamp != Subsamp::Unknown && colour::is_srgb(preamble.profile.as_deref()) {
        let mut image = YuvImage { pixels: Vec::new(), width, align: 1, height, subsamp: header.subsamp };
        let length = turbojpeg::yuv_pixels_len(width, 1, height, header.subsamp).map_err(Refused::failed)?;
        image.pixels.resize(length, 0);
        whole(decompressor.decompress_to_yuv(bytes, image.as_deref_mut()))?;
        Film::Yuv(image)
    } else {
        let mut decompress = |pixels: &mut [u8], format: PixelFormat| {
            let pitch = width * format.size();
            whole(decompressor.decompress(bytes, Image { pixels, width, pitch, height, format }))
        };
        let (pixels, profile) = if frame.components == 4 {
            let mut inks = vec![[0; 4]; width * height];
            decompress(inks.as_flattened_mut(), PixelFormat::CMYK)?;
            if preamble.adobe {
                inks.as_flattened_mut().iter_mut().for_each(|ink| *ink = !*ink);
            }
            (colour::cmyk_to_srgb(&inks, preamble.profile.as_deref()), None)
        } else {
            let mut pixels = vec![[0; 3]; width * height];
            decompress(pixels.as_flattened_mut(), PixelFormat::RGB)?;
            (pixels, preamble.profile)
        };
        Film::Pixels { picture: Picture { width: width as u32, height: height as u32, pixels }, profile }
    };
    Ok(Negative { film, packets: preamble.packets, flattened: false })
}

/// What lies in a decoder's buffer, each plane in memory of its own that can be given back before the others. A grey
/// picture gets one sample of no colour for all of it.
pub(super) fn planes(image: YuvImage<Vec<u8>>) -> Planes {
    let plane = |(width, height), samples| Plane { width: width as u32, height: height as u32, samples };
    let (width, height) = (image.width as u32, image.height as u32);
    let (luma_size, chroma_size) = (image.y_size(), image.uv_size());
    let (area, grey) = (chroma_size.0 * chroma_size.1, image.subsamp == Subsamp::Gray);
    let step = if grey { (width, height) } else { (image.subsamp.width() as u32, image.subsamp.height() as u32) };
    let mut samples = image.pixels;
    let mut last = || {
        if grey {
            return plane((1, 1), vec![128]);
        }
        let taken = samples.split_off(samples.len() - area);
        samples.shrink_to_fit();
        plane(chroma_size, taken)
    };
    let (red, blue) = (last(), last());
    Planes { width, height, luma: plane(luma_size, samples), chroma: [blue, red], step }
}

/// libjpeg-turbo finishes the picture when it warns, and reports its first warning as the error. Two warnings are
/// known from sound files of Samsung and other cameras and change no pixel. As a later, serious warning would hide
/// behind one of them, such a file must at least have its end: one that was cut has none.
fn forgive(error: turbojpeg::Error, bytes: &[u8], scan_at: u64) -> Result<(), Refused> {
    const END: [u8; 2] = [0xFF, 0xD9];
    let message = error.to_string();
    let harmless = message.contains("Invalid SOS parameters for sequential JPEG")
        || message.contains("extraneous bytes before marker");
    let scans = bytes.get(scan_at as usize..).unwrap_or_default();
    if message.contains("memory") {
        return Err(Refused::exhausted(message));
    }
    if harmless && scans.windows(2).any(|pair| pair == END) { Ok(()) } else { Err(Refused::damaged(message)) }
}

/// Flattens and reduces to 8 bits row by row, so that only RGB is ever held for the whole picture.
fn decode_png(bytes: &[u8]) -> Result<Negative, Refused> {
    let mut decoder = Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(Transformations::normalize_to_color8());
    decoder.set_ignore_text_chunk(true);
    let mut reader = decoder.read_info().map_err(Refused::damaged)?;
    let (width, height) = (reader.info().width, reader.info().height);
    let (coding, _) = reader.output_color_type();

    let mut pixels = vec![[255; 3]; width as usize * height as usize];
    let mut flat: Vec<[u8; 3]> = Vec::with_capacity(width as usize);
    let mut line = 0;
    while let Some(row) = reader.next_interlaced_row().map_err(Refused::damaged)? {
        flat.clear();
        match coding {
            ColorType::Grayscale => flat.extend(row.data().iter().map(|&grey| [grey; 3])),
            ColorType::GrayscaleAlpha => {
                flat.extend(row.data().as_chunks().0.iter().map(|&[grey, alpha]| on_white([grey, grey, grey, alpha])));
            }
            ColorType::Rgba => flat.extend(row.data().as_chunks().0.iter().copied().map(on_white)),
            ColorType::Rgb | ColorType::Indexed => flat.extend(row.data().as_chunks().0),
        }
        if let InterlaceInfo::Adam7(pass) = row.interlace() {
            let stride = width as usize * 3;
            expand_interlaced_row(pixels.as_flattened_mut(), stride, flat.as_flattened(), pass, 24);
        } else {
            let to = pixels.chunks_exact_mut(width as usize).nth(line).unwrap_or_default();
            to.iter_mut().zip(&flat).for_each(|(to, from)| *to = *from);
            line += 1;
        }
    }
    reader.finish().map_err(Refused::damaged)?;
    let owned = |bytes: &std::borrow::Cow<'_, [u8]>| bytes.to_vec();
    let info = reader.info();
    let (profile, exif) = (info.icc_profile.as_ref().map(owned), info.exif_metadata.as_ref().map(owned));
    let film = Film::Pixels { picture: Picture { width, height, pixels }, profile };
    let alpha = matches!(coding, ColorType::GrayscaleAlpha | ColorType::Rgba);
    let packets = Packets { exif, xmp: xmp_of_png(bytes), ..Packets::default() };
    Ok(Negative { film, packets, flattened: alpha || info.is_animated() })
}

fn decode_webp(bytes: &[u8]) -> Result<Negative, Refused> {
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(Refused::damaged)?;
    let declared = bytes.get(4..).and_then(<[u8]>::first_chunk).map_or(0, |size| u32::from_le_bytes(*size));
    if declared as usize + 8 > bytes.len() {
        return Err(Refused::damaged("the file ends early"));
    }
    decoder.set_memory_limit(bytes.len());
    let profile = decoder.icc_profile().ok().flatten();
    let exif = decoder.exif_metadata().ok().flatten();
    let xmp = decoder.xmp_metadata().ok().flatten().filter(|xmp| xmp.len() <= LONGEST_XMP);
    let packets = Packets { exif, xmp, ..Packets::default() };

    let (width, height) = decoder.dimensions();
    let area = width as usize * height as usize;
    let flattened = decoder.has_alpha() || decoder.is_animated();
    let pixels = if decoder.has_alpha() {
        let mut pixels = vec![[0; 4]; area];
        decoder.read_image(pixels.as_flattened_mut()).map_err(Refused::damaged)?;
        pixels.into_iter().map(on_white).collect()
    } else {
        let mut pixels = vec![[0; 3]; area];
        decoder.read_image(pixels.as_flattened_mut()).map_err(Refused::damaged)?;
        pixels
    };
    let film = Film::Pixels { picture: Picture { width, height, pixels }, profile };
    Ok(Negative { film, packets, flattened })
}

fn on_white([red, green, blue, alpha]: [u8; 4]) -> [u8; 3] {
    let alpha = u32::from(alpha);
    [red, green, blue].map(|value| ((u32::from(value) * alpha + 255 * (255 - alpha) + 127) / 255) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_transparent_becomes_white() {
        assert_eq!(on_white([10, 20, 30, 0]), [255; 3]);
        assert_eq!(on_white([10, 20, 30, 255]), [10, 20, 30]);
        assert_eq!(on_white([0, 0, 255, 128]), [127, 127, 255]);
    }
}
