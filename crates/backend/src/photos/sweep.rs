//! What time does to photographs.

use chrono::{DateTime, Utc};
use domain::{PhotoId, StudioId};

use super::{CopyPhoto, DeleteObjects, DevelopPhoto, Photos, queries};
use crate::{error::Result, jobs, limits::TRASH};

impl Photos<'_> {
    /// Deletes for good what has been in the trash for [`TRASH`], with jobs that delete its objects.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn sweep(&self, now: DateTime<Utc>) -> Result<()> {
        let mut tx = self.0.db.system().await?;
        for (studio, storage_key) in queries::delete_long_trashed(&mut tx, now - TRASH).await? {
            jobs::enqueue(&mut tx, &DeleteObjects { studio, storage_key }, None).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Says of photographs whose job was given up without a word, its worker killed at the last attempt, that they
    /// failed.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn fail_lost(&self) -> Result<()> {
        for (studio, photo) in self.lost().await? {
            tracing::warn!(%photo, "a photograph waited without a job");
            self.fail(studio, photo, "failed").await?;
        }
        Ok(())
    }

    /// The photographs that wait for their sizes without a job that will make them.
    pub(super) async fn lost(&self) -> Result<Vec<(StudioId, PhotoId)>> {
        // In this order: a job that is done in between leaves no photograph that can be failed.
        let mut waiting = queries::processing(&mut self.0.db.system().await?).await?;
        let mut served = jobs::pending::<DevelopPhoto>(self.0, "photo").await?;
        served.extend(jobs::pending::<CopyPhoto>(self.0, "photo").await?);
        waiting.retain(|(_, photo)| !served.contains(&photo.0));
        Ok(waiting)
    }
}
