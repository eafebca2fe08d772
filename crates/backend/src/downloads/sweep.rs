//! What time does to downloads.

use chrono::{DateTime, Utc};

use super::{Downloads, queries};
use crate::error::Result;

impl Downloads<'_> {
    /// Forgets what addresses led to whose time is over. That there was such a download stays.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn sweep(&self, now: DateTime<Utc>) -> Result<()> {
        let mut tx = self.0.db.system().await?;
        queries::forget_plans(&mut tx, now).await?;
        Ok(tx.commit().await?)
    }
}
