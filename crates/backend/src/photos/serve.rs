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
    /// Its bytes; `None` when the caller has them already.
    pub object: Option<Object>,
    /// Names these very bytes, in quotes, as an `ETag`.
    pub etag: String,
}

impl Photos<'_> {
    /// One size of a photograph, in its `range` or whole; no bytes when the caller has those of `known` (an `ETag`).
    /// `epoch` is part of the address: those of an earlier one are gone.
    ///
    /// # Errors
    /// Refused as [`Need::Open`] says; not found when the photograph cannot be seen by this viewer.
    pub async fn serve(
        &self,
        viewer: &Viewer,
        (gallery, epoch, photo): (GalleryId, i32, PhotoId),
        kind: RenditionKind,
        range: Option<GetRange>,
        known: Option<&str>,
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
        let ready = queries::to_serve(&mut found.tx, gallery, photo, own).await?.ok_or(Error::NOT_FOUND)?;
        let studio = found.studio;
        drop(found);
        let etag = format!("\"{}-{}\"", hex(&ready.sha256[..8]), kind.as_str());
        if known.is_some_and(|known| known.split(',').any(|tag| tag.trim().trim_start_matches("W/") == etag)) {
            return Ok(Served { object: None, etag });
        }
        let key = PhotoKeys::new(studio, ready.storage_key).rendition(kind);
        let Some(object) = self.0.files.get(&key, range).await? else {
            // Those developed before there was a mark have none.
            let unmarked = kind == RenditionKind::Watermarked;
            return Err(if unmarked { Error::NOT_FOUND } else { Error::internal(format!("{key} is missing")) });
        };
        Ok(Served { object: Some(object), etag })
    }
}
