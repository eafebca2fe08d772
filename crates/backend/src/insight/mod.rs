//! How a gallery is looked at: counted without knowing by whom, shown to its studio.
//!
//! What visitors look at is counted in memory and written down in batches: drawing a gallery waits for nothing of it.

use chrono::{DateTime, Utc};
use domain::{GalleryId, Need, PhotoId, StudioId, Viewer, is_robot};

use crate::{
    Backend,
    error::{Error, Result},
    galleries::{OpenGallery, access},
    limits::{DAY_VISITORS, OPENED_AT_ONCE},
};

mod figures;
mod flush;
mod queries;
mod tally;
#[cfg(test)]
mod tests;

pub use figures::{Day, Figures, HeatRow, Insight, Ranked};
pub use tally::Tally;

/// The verbs.
pub struct Insights<'a>(pub(crate) &'a Backend);

impl Insights<'_> {
    /// Somebody looks at a gallery they were shown, with a browser that calls itself `agent`. The studio's own looks and
    /// those of robots do not count.
    pub fn viewed(&self, viewer: &Viewer, gallery: &OpenGallery, agent: &str) {
        if !gallery.own && !is_robot(agent) {
            self.0.tally.viewed(gallery.id, viewer.visitor, self.0.clock.now());
        }
    }

    /// Somebody opened these photographs in front of the others; each counts once. What is not of this gallery or cannot
    /// be seen counts nothing, and so does what is above [`OPENED_AT_ONCE`].
    ///
    /// # Errors
    /// Refused as [`Need::Open`] says.
    pub async fn opened(&self, viewer: &Viewer, token: &str, photos: &[PhotoId], agent: &str) -> Result<()> {
        let token = token.parse().map_err(|()| Error::NOT_FOUND)?;
        let mut found = access::by_token(self.0, viewer, &token).await?.check(Need::Open)?;
        if counts(viewer, found.studio, agent) {
            // Asked now: what anybody makes up would take the room of what others look at.
            let photos = &photos[..photos.len().min(OPENED_AT_ONCE)];
            let photos = queries::seen(&mut found.tx, (found.id, found.client), photos).await?;
            self.0.tally.opened(found.id, &photos, self.0.clock.now());
        }
        Ok(())
    }

    /// Forgets who was counted on days that are over: from then on nobody can find out.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn sweep(&self, now: DateTime<Utc>) -> Result<()> {
        let mut tx = self.0.db.system().await?;
        queries::forget_visitors(&mut tx, (now - DAY_VISITORS).date_naive()).await?;
        Ok(tx.commit().await?)
    }
}

fn counts(viewer: &Viewer, studio: StudioId, agent: &str) -> bool {
    viewer.role_in(studio).is_none() && !is_robot(agent)
}

/// A gallery, a quarter of an hour, and who or what was seen in it. Time zones differ by whole quarters, so a quarter lies
/// in one day wherever the studio is.
type Quarter = (GalleryId, DateTime<Utc>);
