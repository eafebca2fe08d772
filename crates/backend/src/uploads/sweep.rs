//! What time does to uploads.

use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use domain::UploadId;

use super::{PART, Uploads, queries, settle::remove};
use crate::error::Result;

/// A file without a row is left alone for this long: it may have been announced a moment ago.
const YOUNG: Duration = Duration::from_secs(3600);

impl Uploads<'_> {
    /// Forgets what nobody went on with, and removes files that no row knows.
    ///
    /// # Errors
    /// Those of the database and of the staging folder.
    pub async fn sweep(&self, now: DateTime<Utc>) -> Result<()> {
        let mut tx = self.0.db.system().await?;
        let expired = queries::delete_expired(&mut tx, now).await?;
        tx.commit().await?;
        for id in expired {
            remove(self.part(id)).await;
        }
        let old = self.old_files(now).await?;
        let known = queries::known(&mut self.0.db.system().await?, &old).await?;
        for id in old.into_iter().filter(|id| !known.contains(id)) {
            remove(self.part(id)).await;
        }
        Ok(())
    }

    async fn old_files(&self, now: DateTime<Utc>) -> Result<Vec<UploadId>> {
        let mut old = Vec::new();
        let mut folder = tokio::fs::read_dir(&self.0.staging).await?;
        while let Some(entry) = folder.next_entry().await? {
            let name = entry.file_name();
            let id: Option<UploadId> =
                name.to_str().and_then(|name| name.strip_suffix(PART)).and_then(|id| id.parse().ok());
            let age = entry.metadata().await.and_then(|file| file.modified());
            let age = age.ok().and_then(|at| SystemTime::from(now).duration_since(at).ok()).unwrap_or_default();
            old.extend(id.filter(|_| age > YOUNG));
        }
        Ok(old)
    }
}
