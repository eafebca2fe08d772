//! Handing out bytes. Every request asks again whether it may.

use domain::{GalleryId, Need, PhotoId, RenditionKind, Viewer};
use object_store::GetRange;

use super::{Photos, queries};
use crate::{
    error::{Error, Result},
    files::{Object, PhotoKeys},
    galleries::access,
    hex,
};

/// One size of a photograph, being read.
pub struct Served {
    /// Its bytes, as far as they were asked for.
    pub content: Content,
    /// Names these very bytes, in quotes, as an `ETag`.
    pub etag: String,
}

/// What there is to send.
pub enum Content {
    /// All of it.
    Whole(Object),
    /// The range that was asked for.
    Part(Object),
    /// Nothing: the caller has them already.
    Known,
    /// Nothing: the range lies beyond the end.
    Beyond {
        /// How many bytes there are.
        size: u64,
    },
}

/// What of it is wanted, as HTTP says it (RFC 9110).
#[derive(Clone, Debug, Default)]
pub struct Wanted<'a> {
    /// A part of the bytes.
    pub range: Option<GetRange>,
    /// The part only if the bytes are still these, else all of them: `If-Range`.
    pub same_as: Option<&'a str>,
    /// Nothing if the bytes are one of these: `If-None-Match`.
    pub known: Option<&'a str>,
}

impl Wanted<'_> {
    /// Whether the caller has the bytes of this name already.
    pub(crate) fn knows(&self, etag: &str) -> bool {
        self.known.is_some_and(|known| known.trim() == "*" || known.split(',').any(|tag| names(tag, etag)))
    }
}

impl Photos<'_> {
    /// One size of a photograph, or what is wanted of it. `epoch` is part of the address: those of an earlier one are gone.
    ///
    /// # Errors
    /// Refused as [`Need::Open`] says; not found when the photograph cannot be seen by this viewer.
    pub async fn serve(
        &self,
        viewer: &Viewer,
        (gallery, epoch, photo): (GalleryId, i32, PhotoId),
        kind: RenditionKind,
        wanted: Wanted<'_>,
    ) -> Result<Served> {
        let mut found = access::by_id(self.0, viewer, gallery).await?.check(Need::Open)?;
        if found.epoch != epoch {
            return Err(Error::NOT_FOUND);
        }
        let own = viewer.role_in(found.studio).is_some();
        // Visitors get marked pictures only in a gallery that shows no others; there is none yet.
        if kind == RenditionKind::Watermarked && !own {
            return Err(Error::NOT_FOUND);
        }
        let ready =
            queries::to_serve(&mut found.tx, gallery, photo, (own, found.client)).await?.ok_or(Error::NOT_FOUND)?;
        let studio = found.studio;
        drop(found);
        let etag = format!("\"{}-{}\"", hex(&ready.sha256[..8]), kind.as_str());
        if wanted.knows(&etag) {
            return Ok(Served { content: Content::Known, etag });
        }
        let key = PhotoKeys::new(studio, ready.storage_key).rendition(kind);
        let missing = || match kind {
            // Those developed before there was a mark have none.
            RenditionKind::Watermarked => Error::NOT_FOUND,
            _ => Error::internal(format!("{key} is missing")),
        };
        let range = wanted.range.filter(|_| wanted.same_as.is_none_or(|tag| tag.trim() == etag));
        if let Some(range) = &range {
            let size = self.0.files.size(&key).await?.ok_or_else(missing)?;
            if !begins_within(range, size) {
                return Ok(Served { content: Content::Beyond { size }, etag });
            }
        }
        let ranged = range.is_some();
        let object = self.0.files.get(&key, range).await?.ok_or_else(missing)?;
        let content = if ranged { Content::Part(object) } else { Content::Whole(object) };
        Ok(Served { content, etag })
    }
}

/// Whether `tag` of a list names the same bytes, weakly compared.
fn names(tag: &str, etag: &str) -> bool {
    tag.trim().trim_start_matches("W/") == etag
}

fn begins_within(range: &GetRange, size: u64) -> bool {
    match range {
        GetRange::Bounded(range) => range.start < size,
        GetRange::Offset(start) => *start < size,
        GetRange::Suffix(length) => *length > 0 && size > 0,
    }
}
