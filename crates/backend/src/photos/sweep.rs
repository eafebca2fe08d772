//! What time does to photographs.

use chrono::{DateTime, TimeDelta, Utc};

use super::{DeleteObjects, Photos, queries};
use crate::{error::Result, jobs, limits::TRASH};

/// A photograph that waits longer than this has lost its job: its worker was killed at each attempt.
const LOST: TimeDelta = TimeDelta::days(7);

impl Photos<'_> {
    /// Deletes for good what has been in the trash for [`TRASH`], with jobs that delete its objects, and says of
    /// photographs that wait in vain that they failed.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn sweep(&self, now: DateTime<Utc>) -> Result<()> {
        let mut tx = self.0.db.system().await?;
        for (studio, storage_key) in queries::delete_long_trashed(&mut tx, now - TRASH).await? {
            jobs::enqueue(&mut tx, &DeleteObjects { studio, storage_key }, None).await?;
        }
        let lost = queries::waiting_since(&mut tx, now - LOST).await?;
        tx.commit().await?;
        for (studio, photo) in lost {
            self.fail(studio, photo, "failed").await?;
        }
        Ok(())
    }
}
