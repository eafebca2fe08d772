//! How often one may guess what opens a gallery: per source, and per gallery from everywhere together.

use chrono::{DateTime, Utc};
use domain::{GalleryId, StudioId};

use crate::{
    Backend,
    database::Tx,
    error::Result,
    limits::{CODE_BY_GALLERY, CODE_BY_SOURCE},
    throttle,
};

/// Under which names attempts are counted.
pub(super) struct Guess {
    source: String,
    gallery: String,
}

impl Guess {
    /// At `what` of a gallery, `code` say, from somewhere.
    pub(super) fn at(what: &str, gallery: GalleryId, source: &str) -> Self {
        Self { source: format!("{what}:{gallery}:{source}"), gallery: format!("{what}:{gallery}") }
    }

    /// Counts an attempt before it is judged, and for good: in a transaction of its own.
    ///
    /// # Errors
    /// [`Error::TooMany`](crate::Error::TooMany) after too many.
    pub(super) async fn count(&self, backend: &Backend, studio: StudioId, now: DateTime<Utc>) -> Result<()> {
        let mut tx = backend.db.studio(studio).await?;
        throttle::attempt(&mut *tx, &self.source, CODE_BY_SOURCE, now).await?;
        throttle::attempt(&mut *tx, &self.gallery, CODE_BY_GALLERY, now).await?;
        Ok(tx.commit().await?)
    }

    /// It was right, and so no guess: a crowd of guests does not lock the gallery for those who come after them. With
    /// `afresh` the source may err as often as before; not where who knows one secret may be guessing at another.
    pub(super) async fn was_right(&self, tx: &mut Tx, afresh: bool) -> Result<()> {
        if afresh {
            throttle::forgive(&mut **tx, &self.source).await?;
        } else {
            throttle::take_back(&mut **tx, &self.source).await?;
        }
        throttle::take_back(&mut **tx, &self.gallery).await
    }
}
