//! Making the marked sizes of a photograph.

use bytes::Bytes;
use domain::{Mark, PhotoId, RenditionKind, StudioId, live::GalleryEvent};
use futures::future::try_join_all;

use super::{Watermarks, queries};
use crate::{
    error::{Error, Result},
    files::{self, PhotoKeys},
    live,
    media::Stamp,
    photos::hold_gallery_of,
};

impl Watermarks<'_> {
    /// Makes the marked sizes of a photograph whose gallery is for proofing. Repeated, it does nothing; when the marks became
    /// others meanwhile, what was made is nobody's, and the sweep takes it.
    ///
    /// # Errors
    /// When the store or the database does not answer, or the picture cannot be marked.
    pub(super) async fn make(&self, studio: StudioId, photo: PhotoId) -> Result<()> {
        let mut tx = self.0.db.studio(studio).await?;
        let Some(waiting) = queries::waiting(&mut tx, photo).await? else { return Ok(()) };
        drop(tx);
        let keys = PhotoKeys::new(studio, &*waiting.storage_key);
        let full = self.0.files.read(&keys.rendition(RenditionKind::Full)).await?;
        let full = full.ok_or_else(|| Error::internal("the largest size is missing"))?;
        let logo = match (waiting.watermark.mark(), &waiting.logo_key) {
            (Mark::Logo, Some(secret)) => {
                let logo = self.0.files.read(&files::logo(studio, secret)).await?;
                logo.ok_or_else(|| Error::internal("the logo is missing"))?
            }
            _ => Bytes::new(),
        };
        let words = waiting.watermark.words(&waiting.studio_name).to_owned();
        let stamp = Stamp { watermark: waiting.watermark, words };
        let marked = self.0.darkroom.mark(full, stamp, logo).await.map_err(Error::internal)?;
        try_join_all(marked.into_iter().map(|made| {
            let key = keys.marked(waiting.generation, made.size);
            async move { self.0.files.put(&key, made.bytes).await }
        }))
        .await?;
        let mut tx = self.0.db.studio(studio).await?;
        queries::set_marked(&mut tx, photo, &waiting.storage_key, waiting.generation).await?;
        Ok(tx.commit().await?)
    }

    /// Says to the studio that the marked sizes of a photograph could not be made.
    ///
    /// # Errors
    /// Those of the database.
    pub(super) async fn fail(&self, studio: StudioId, photo: PhotoId) -> Result<()> {
        let mut tx = self.0.db.studio(studio).await?;
        hold_gallery_of(&mut tx, photo).await?;
        if let Some(gallery) = queries::set_mark_failed(&mut tx, photo).await? {
            live::announce(&mut tx, studio, gallery, GalleryEvent::PhotoFailed { photo }, self.0.clock.now()).await?;
        }
        Ok(tx.commit().await?)
    }
}
