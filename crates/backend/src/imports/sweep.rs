//! What time does to imports.

use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use domain::ImportId;

use super::{ARCHIVE, Imports, queries};
use crate::{error::Result, limits::IMPORT_KEPT};

/// An archive without an import is left alone for this long: it may have come a moment ago.
const YOUNG: Duration = Duration::from_secs(3600);

impl Imports<'_> {
    /// Forgets imports that are long over, and removes archives that no import waits for.
    ///
    /// # Errors
    /// Those of the database and of the staging folder.
    pub async fn sweep(&self, now: DateTime<Utc>) -> Result<()> {
        let mut tx = self.0.db.system().await?;
        queries::delete_ended(&mut tx, now - IMPORT_KEPT).await?;
        tx.commit().await?;
        let old = self.old_archives(now).await?;
        let wanted = queries::open(&mut self.0.db.system().await?, &old).await?;
        for id in old.into_iter().filter(|id| !wanted.contains(id)) {
            self.remove(id).await;
        }
        Ok(())
    }

    async fn old_archives(&self, now: DateTime<Utc>) -> Result<Vec<ImportId>> {
        let mut old = Vec::new();
        let mut folder = tokio::fs::read_dir(&self.0.staging).await?;
        while let Some(entry) = folder.next_entry().await? {
            let name = entry.file_name();
            let id: Option<ImportId> =
                name.to_str().and_then(|name| name.strip_suffix(ARCHIVE)).and_then(|id| id.parse().ok());
            let age = entry.metadata().await.and_then(|file| file.modified());
            let age = age.ok().and_then(|at| SystemTime::from(now).duration_since(at).ok()).unwrap_or_default();
            old.extend(id.filter(|_| age > YOUNG));
        }
        Ok(old)
    }

    /// What cannot be removed now is removed by the next sweep.
    pub(super) async fn remove(&self, id: ImportId) {
        if let Err(error) = tokio::fs::remove_file(self.path(id)).await
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "an archive could not be removed");
        }
    }
}
