//! What time does to galleries.

use chrono::{DateTime, Utc};

use super::{Galleries, queries};
use crate::{
    error::Result,
    jobs,
    limits::{CHANGES, TRASH},
    photos::DeleteObjects,
};

impl Galleries<'_> {
    /// Deletes for good what has been in the trash for [`TRASH`], with jobs that delete its objects, and forgets live
    /// messages older than [`CHANGES`]. One transaction a gallery: what was done stays done if the next one fails.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn sweep(&self, now: DateTime<Utc>) -> Result<()> {
        let due = queries::long_trashed(&mut self.0.db.system().await?, now - TRASH).await?;
        for (studio, gallery) in due {
            let mut tx = self.0.db.system().await?;
            // Restored in the meantime?
            if !queries::lock_long_trashed(&mut tx, gallery, now - TRASH).await? {
                continue;
            }
            for storage_key in queries::storage_keys(&mut tx, gallery).await? {
                jobs::enqueue(&mut tx, &DeleteObjects { studio, storage_key }, None).await?;
            }
            queries::delete(&mut tx, gallery).await?;
            tx.commit().await?;
            tracing::info!(%studio, %gallery, "deleted from the trash for good");
        }
        let mut tx = self.0.db.system().await?;
        queries::forget_changes(&mut tx, now - CHANGES).await?;
        tx.commit().await?;
        Ok(())
    }
}
