//! The image pipeline: tells what an uploaded file is before any pixel is decoded, and develops an accepted one
//! into the sizes a gallery shows.
//!
//! [`inspect`] looks at the beginning of a file and refuses what we do not take or could not afford to decode.
//! [`develop`] decodes once and makes everything from it: the renditions, the placeholder, the dominant colour and
//! the metadata. Both work on given bytes only. A [`Darkroom`] runs `develop` in a process of its own, within limits:
//! decoders are other people's code, and the files are anybody's.

pub mod child;
mod colour;
mod darkroom;
mod decode;
mod discreet;
mod header;
mod jpeg;
mod letters;
mod logo;
mod marked;
mod metadata;
mod orientation;
mod packets;
mod picture;
pub mod pictures;
mod placeholder;
mod planes;
mod renditions;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(test)]
mod tests;
mod watermark;

use std::borrow::Cow;
use std::io::{BufRead, Cursor, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};

use domain::RenditionKind;
use serde::{Deserialize, Serialize};

pub use darkroom::Darkroom;
pub use discreet::{Patch, discretion};
pub use header::{Header, MOST_BYTES, MOST_PIXELS, begins_well};
pub use logo::{Logo, LogoPlace};
pub use marked::{Marked, Stamp};
pub use metadata::{Metadata, TakenAt, Words};
pub use renditions::Rendition;

use decode::Film;
use planes::Planes;

/// The kinds of file we take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum Refused {
    /// Not one of our formats; `found` is the trade name of what it is, where we know it.
    #[error("{} is not accepted; send JPEG, PNG or WebP", found.as_deref().unwrap_or("this kind of file"))]
    Unsupported {
        /// What it is, if we know.
        found: Option<Cow<'static, str>>,
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
    /// Developing it took more memory or time than any sound file of its kind and size, or brought its decoder down;
    /// `reason` is for the log.
    #[error("the picture could not be developed within its limits")]
    Exhausted {
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

    fn exhausted(reason: impl ToString) -> Self {
        Self::Exhausted { reason: reason.to_string() }
    }

    fn failed(reason: impl ToString) -> Self {
        Self::Failed { reason: reason.to_string() }
    }
}

/// All that is made of one photo.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// What camera and people wrote beside the picture.
    pub metadata: Metadata,
    /// Whether more was in the file than is shown: further frames, or transparency, which became white.
    pub flattened: bool,
}

/// Inspects a file from its beginning. Reads a few hundred bytes of a PNG, the chunk headers of a WebP, and the
/// segments before the first scan of a JPEG, which are usually under 100 kB but may be megabytes: hence a reader.
///
/// # Errors
/// [`Refused::Unsupported`], [`Refused::TooManyPixels`] (pixels or estimated memory over the limit),
/// [`Refused::Damaged`] (also when a side is zero), and [`Refused::Failed`] when reading fails.
pub fn inspect(file: impl BufRead + Seek) -> Result<Header, Refused> {
    unharmed(|| header::inspect(file))
}

/// Develops a whole file, from one decode, with `watermark` on the marked rendition. Keeps one processor busy for half a
/// second per 24 megapixels or more, in at most [`Header::decoding_bytes`] of memory.
///
/// # Errors
/// As [`inspect`], and [`Refused::Damaged`] when the pixels end early or are corrupt: there are no half-grey photos.
pub fn develop(file: impl AsRef<[u8]>, watermark: &str) -> Result<Developed, Refused> {
    unharmed(|| develop_trustingly(file, watermark))
}

/// Makes the marked sizes of a photograph from its largest size. `logo` is what [`take_logo`] made, where `stamp` paints one.
///
/// # Errors
/// As [`develop`]; [`Refused::Failed`] when the logo cannot be read.
pub fn mark(full: &[u8], stamp: &Stamp, logo: &[u8]) -> Result<Vec<Marked>, Refused> {
    unharmed(|| marked::make(full, stamp, logo))
}

/// Makes of a file what is kept as a studio's logo, for its place.
///
/// # Errors
/// As [`develop`]; [`Refused::Unsupported`] also for animations and for pictures in which there is nothing to see.
pub fn take_logo(file: &[u8], place: LogoPlace) -> Result<Logo, Refused> {
    unharmed(|| logo::develop(file, place))
}

/// The decoders are other people's code; a panic in one is the file's misfortune, not the caller's.
fn unharmed<T>(work: impl FnOnce() -> Result<T, Refused>) -> Result<T, Refused> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(Refused::damaged("a decoder panicked")))
}

fn develop_trustingly(file: impl AsRef<[u8]>, watermark: &str) -> Result<Developed, Refused> {
    let header = header::inspect(Cursor::new(file.as_ref()))?;
    let negative = decode::decode(file.as_ref(), header.format)?;
    drop(file);
    let metadata::Parsed { orientation, metadata } = metadata::parse(negative.packets);

    // Turning and converting are cheaper on the largest rendition than on the original.
    let planes = planes_of(negative.film, RenditionKind::Full.size_of(header.width, header.height))?;
    let (width, height) = orientation.size_of(header.width, header.height);
    let (renditions, smallest) = renditions::print(planes.oriented(orientation), (width, height), watermark)?;
    let smallest = smallest.to_picture();
    Ok(Developed {
        format: header.format,
        width,
        height,
        renditions,
        dominant: placeholder::dominant(&smallest.pixels),
        placeholder: placeholder::data_uri(smallest)?,
        metadata,
        flattened: negative.flattened,
    })
}

/// A decoded picture at `size`, in sRGB, as planes.
fn planes_of(film: Film, size: (u32, u32)) -> Result<Planes, Refused> {
    match film {
        Film::Yuv(image) => decode::planes(image).resized(size),
        Film::Pixels { picture, profile } => {
            let mut picture = picture.resized(size)?;
            if let Some(profile) = profile {
                colour::to_srgb(&mut picture.pixels, &profile);
            }
            Ok(Planes::from(&picture))
        }
    }
}
