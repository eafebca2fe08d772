//! Making the sizes of a photograph, once it is safe.

use std::time::Instant;

use chrono::NaiveDateTime;
use domain::{PhotoId, StudioId, live::GalleryEvent};
use futures::future::try_join_all;

use super::{Photos, queries};
use crate::{
    downloads, drill,
    error::{Error, Result},
    files::{PhotoKeys, Shelf},
    live,
    media::{Developed, Refused},
    sha256, watermarks,
};

/// What the pages translate when a photograph cannot be shown.
fn failure_code(refused: &Refused) -> &'static str {
    match refused {
        Refused::Unsupported { .. } => "unsupported",
        Refused::TooManyPixels { .. } => "too_many_pixels",
        Refused::Damaged { .. } => "damaged",
        Refused::Exhausted { .. } => "exhausted",
        Refused::Failed { .. } => "failed",
    }
}

impl Photos<'_> {
    /// Makes all sizes of a photograph that waits for them. Repeated, it does the same again and nothing twice.
    ///
    /// # Errors
    /// When the store or the database does not answer; a photograph that cannot be shown is no error but its state.
    #[tracing::instrument(name = "photos::develop", skip_all)]
    pub(super) async fn develop(&self, studio: StudioId, photo: PhotoId) -> Result<()> {
        let mut tx = self.0.db.studio(studio).await?;
        let Some(waiting) = queries::waiting(&mut tx, photo).await? else { return Ok(()) };
        drop(tx);
        let keys = PhotoKeys::new(studio, &waiting.storage_key);
        if waiting.shelf == Shelf::Cold {
            self.bring_back(&keys).await?;
        }
        // On the other shelf when it moves meanwhile, or when the tables were restored from before it moved.
        let found = self.0.files.first(keys.originals(Shelf::Warm)).await?;
        let (key, _) = found.ok_or_else(|| Error::internal("the original is missing"))?;
        let original = self.0.files.read(&key).await?.ok_or_else(|| Error::internal("the original is missing"))?;
        let stored = original.clone();
        let hash = tokio::task::spawn_blocking(move || sha256(&stored)).await.map_err(Error::internal)?;
        if waiting.sha256 != hash {
            return Err(Error::internal("the stored original is not what was uploaded"));
        }
        drill::reach("photos::developing");
        let began = Instant::now();
        let outcome = self.0.darkroom.develop(original, &waiting.watermark).await;
        self.0.meters.developed(began.elapsed());
        match outcome {
            Ok(developed) => self.developed(studio, photo, &waiting.storage_key, developed).await,
            Err(Refused::Failed { reason }) => Err(Error::internal(reason)),
            Err(refused) => {
                tracing::info!(%photo, ?refused, "a photograph cannot be shown");
                self.fail(studio, photo, failure_code(&refused)).await
            }
        }
    }

    async fn developed(
        &self,
        studio: StudioId,
        photo: PhotoId,
        storage_key: &str,
        mut developed: Developed,
    ) -> Result<()> {
        let keys = PhotoKeys::new(studio, storage_key);
        let renditions = std::mem::take(&mut developed.renditions);
        let weighed = downloads::weigh(&renditions).await?;
        try_join_all(renditions.into_iter().map(|rendition| {
            let key = keys.rendition(rendition.kind);
            async move {
                self.0.files.put(&key, rendition.bytes).await?;
                drill::reach("photos::rendition");
                Ok::<_, Error>(())
            }
        }))
        .await?;
        drill::reach("photos::renditions");
        let mut tx = self.0.db.studio(studio).await?;
        let metadata = &developed.metadata;
        let taken_at: Option<NaiveDateTime> = metadata.taken_at.and_then(|taken| taken.to_string().parse().ok());
        let now = self.0.clock.now();
        queries::hold_gallery_of(&mut tx, photo).await?;
        let gallery = queries::set_ready(&mut tx, photo, storage_key, &developed, taken_at, now).await?;
        if let Some(gallery) = gallery {
            queries::set_words(&mut tx, photo, metadata).await?;
            downloads::record(&mut tx, (studio, photo), storage_key, &weighed).await?;
            watermarks::wanted(&mut tx, studio, photo).await?;
            live::announce(&mut tx, studio, gallery, GalleryEvent::PhotoReady { photo }, now).await?;
        }
        tx.commit().await?;
        drill::reach("photos::ready");
        Ok(())
    }

    /// Says that a photograph cannot be shown, and why.
    pub(super) async fn fail(&self, studio: StudioId, photo: PhotoId, code: &str) -> Result<()> {
        let mut tx = self.0.db.studio(studio).await?;
        queries::hold_gallery_of(&mut tx, photo).await?;
        if let Some(gallery) = queries::set_failed(&mut tx, photo, code).await? {
            live::announce(&mut tx, studio, gallery, GalleryEvent::PhotoFailed { photo }, self.0.clock.now()).await?;
        }
        Ok(tx.commit().await?)
    }
}
