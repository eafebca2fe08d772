//! The image pipeline: tells what an uploaded file is before any pixel is decoded, and develops an accepted one
//! into the sizes a gallery shows.
//!
//! [`inspect`] looks at the beginning of a file and refuses what we do not take or could not afford to decode.
//! [`develop`] decodes once and makes everything from it: the renditions, the placeholder, the dominant colour and
//! the metadata. Both work on given bytes only, so that `develop` can run in a process of its own.

mod colour;
mod decode;
mod header;
mod jpeg;
mod metadata;
mod picture;
mod placeholder;
mod renditions;
#[cfg(test)]
mod tests;

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use domain::RenditionKind;

pub use header::{Header, MOST_BYTES, MOST_PIXELS, inspect};
pub use metadata::{Metadata, TakenAt};
pub use renditions::Rendition;

/// The kinds of file we take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Photographs, nearly always.
    Jpeg,
    /// Also with transparency, which is shown on white.
    Png,
    /// Also animated, of which the first frame is shown.
    Webp,
}

impl Format {
    /// The media type for a `Content-Type` header, such as `image/jpeg`.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
        }
    }

    /// The word stored in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Webp => "webp",
        }
    }
}

/// Why a file did not become a photo.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Not one of our formats; `found` is the trade name of what it is, where we know it.
    #[error("{} is not accepted; send JPEG, PNG or WebP", found.unwrap_or("this kind of file"))]
    Unsupported {
        /// What it is, if we know.
        found: Option<&'static str>,
    },
    /// More pixels than we decode: `megapixels` (rounded up) where at most `limit` are taken for this format and coding.
    #[error("the picture has {megapixels} megapixels; at most {limit} are accepted for this kind of file")]
    TooManyPixels {
        /// How many it has, in millions, rounded up.
        megapixels: u32,
        /// How many are taken.
        limit: u32,
    },
    /// The file is cut short or broken; `reason` is the decoder's own word, for the log.
    #[error("the file is damaged")]
    Damaged {
        /// For the log.
        reason: String,
    },
    /// The fault is ours, not the file's: reading or encoding failed; `reason` is for the log.
    #[error("the picture could not be developed")]
    Failed {
        /// For the log.
        reason: String,
    },
}

impl Refused {
    fn damaged(reason: impl ToString) -> Self {
        Self::Damaged { reason: reason.to_string() }
    }

    fn failed(reason: impl ToString) -> Self {
        Self::Failed { reason: reason.to_string() }
    }
}

/// All that is made of one photo.
#[derive(Clone, Debug, PartialEq)]
pub struct Developed {
    /// What the file is.
    pub format: Format,
    /// Width of the original in pixels, as it is looked at (EXIF orientation applied).
    pub width: u32,
    /// Height of the original in pixels, as it is looked at (EXIF orientation applied).
    pub height: u32,
    /// One of each [`RenditionKind`], the smallest first.
    pub renditions: Vec<Rendition>,
    /// A `data:` URI of a few pixels, for `background: url(…) center / 100% 100%` until the photo arrives.
    pub placeholder: String,
    /// The commonest colour, sRGB.
    pub dominant: [u8; 3],
    /// What the camera wrote beside the picture.
    pub metadata: Metadata,
}

/// Develops the whole file `bytes`, from one decode. Keeps one processor busy for half a second per 24 megapixels or more, in
/// at most [`Header::decoding_bytes`] of memory.
///
/// # Errors
/// As [`inspect`], and [`Refused::Damaged`] when the pixels end early or are corrupt: there are no half-grey photos.
pub fn develop(bytes: &[u8]) -> Result<Developed, Refused> {
    // The decoders are other people's code; a panic in one is the file's misfortune, not the caller's.
    catch_unwind(AssertUnwindSafe(|| develop_trustingly(bytes)))
        .unwrap_or_else(|_| Err(Refused::damaged("a decoder panicked")))
}

fn develop_trustingly(bytes: &[u8]) -> Result<Developed, Refused> {
    let header = inspect(Cursor::new(bytes))?;
    let negative = decode::decode(bytes, header.format)?;
    let exif = metadata::parse(negative.exif);

    // Turning and converting are cheaper on the largest rendition than on the original.
    let largest = RenditionKind::Full.size_of(header.width, header.height);
    let mut picture = negative.picture.resized(largest)?.oriented(exif.orientation);
    if let Some(profile) = negative.profile {
        colour::to_srgb(&mut picture.pixels, &profile);
    }

    let (width, height) = exif.orientation.size_of(header.width, header.height);
    let (renditions, smallest) = renditions::print(picture, width, height)?;
    Ok(Developed {
        format: header.format,
        width,
        height,
        renditions,
        dominant: placeholder::dominant(&smallest.pixels),
        placeholder: placeholder::data_uri(smallest)?,
        metadata: exif.metadata,
    })
}
