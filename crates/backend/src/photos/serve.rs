//! Handing out bytes. Every request asks again whether it may.

use domain::{GalleryId, Need, PhotoId, RenditionKind, Shown, Viewer, may_see};
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
    /// Others will soon be at this address: nobody should keep these without asking again.
    pub stand_in: bool,
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
    /// What visitors may see [`may_see`] says; a marked size that is not made yet is stood in for by the thumb.
    ///
    /// # Errors
    /// Refused as [`Need::Open`] says; not found when the photograph cannot be seen by this viewer.
    pub async fn serve(
        &self,
        viewer: &Viewer,
        (gallery, epoch, photo): (GalleryId, i32, PhotoId),
        shown: impl Into<Shown>,
        wanted: Wanted<'_>,
    ) -> Result<Served> {
        let shown = shown.into();
        let mut found = access::by_id(self.0, viewer, gallery).await?.check(Need::Open)?;
        if found.epoch != epoch {
            return Err(Error::NOT_FOUND);
        }
        let own = viewer.role_in(found.studio).is_some();
        let ready =
            queries::to_serve(&mut found.tx, gallery, photo, (own, found.client)).await?.ok_or(Error::NOT_FOUND)?;
        // Members see what there is; there are marked sizes only while visitors see them.
        let members = own && (ready.proofing || matches!(shown, Shown::Plain(_)));
        if !members && !may_see(ready.proofing, shown) {
            return Err(Error::NOT_FOUND);
        }
        let studio = found.studio;
        drop(found);
        let keys = PhotoKeys::new(studio, ready.storage_key);
        let (key, name, stand_in) = match shown {
            Shown::Plain(kind) => (keys.rendition(kind), kind.as_str().to_owned(), false),
            Shown::Marked(size) if ready.marked => {
                (keys.marked(ready.generation, size), format!("{}-{}", size.as_str(), ready.generation), false)
            }
            Shown::Marked(_) => {
                let thumb = RenditionKind::Thumb;
                (keys.rendition(thumb), thumb.as_str().to_owned(), true)
            }
        };
        let etag = format!("\"{}-{name}\"", hex(&ready.sha256[..8]));
        if wanted.knows(&etag) {
            return Ok(Served { content: Content::Known, etag, stand_in });
        }
        let missing = || match shown {
            // Those developed before there was a mark have none.
            Shown::Plain(RenditionKind::Watermarked) => Error::NOT_FOUND,
            _ => Error::internal(format!("{key} is missing")),
        };
        let range = wanted.range.filter(|_| wanted.same_as.is_none_or(|tag| tag.trim() == etag));
        if let Some(range) = &range {
            let size = self.0.files.size(&key).await?.ok_or_else(missing)?;
            if !begins_within(range, size) {
                return Ok(Served { content: Content::Beyond { size }, etag, stand_in });
            }
        }
        let ranged = range.is_some();
        let object = self.0.files.get(&key, range).await?.ok_or_else(missing)?;
        let content = if ranged { Content::Part(object) } else { Content::Whole(object) };
        Ok(Served { content, etag, stand_in })
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
