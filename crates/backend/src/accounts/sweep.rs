//! Forgetting what expired.

use chrono::{DateTime, Utc};

use super::{Accounts, queries};
use crate::{error::Result, limits};

impl Accounts<'_> {
    /// Deletes sessions, tokens and counters that are over at `now` (those of scripts after a while), and registrations
    /// that nobody went on with. None of them counts any more; this only makes room.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn sweep(&self, now: DateTime<Utc>) -> Result<()> {
        let mut tx = self.0.db.system().await?;
        queries::sweep_sessions(&mut tx, now).await?;
        queries::sweep_tokens(&mut tx, now).await?;
        queries::sweep_api_tokens(&mut tx, now - limits::EXPIRED_TOKENS).await?;
        queries::sweep_throttles(&mut tx, now).await?;
        queries::sweep_unverified(&mut tx, now - limits::UNVERIFIED, now).await?;
        Ok(tx.commit().await?)
    }
}
