//! Writing down what was counted.

use std::collections::BTreeSet;

use tokio_util::sync::CancellationToken;

use super::{Insights, queries, tally::Batch};
use crate::{error::Result, limits::COUNTED_EVERY};

impl Insights<'_> {
    /// Writes down what was counted, every few seconds, until `stop`. While the database is away it is kept, up to a
    /// limit. What is counted after `stop` is for [`Self::flush`], once nobody is answered any more.
    pub async fn keep_counting(&self, stop: CancellationToken) {
        while stop.run_until_cancelled(tokio::time::sleep(COUNTED_EVERY)).await.is_some() {
            if let Err(error) = self.flush().await {
                tracing::warn!(%error, "what visitors look at is written down later");
            }
        }
    }

    /// Writes down what was counted until now. An answer of the database that is lost on its way may count twice.
    ///
    /// # Errors
    /// Those of the database; then it is all kept for the next time.
    pub async fn flush(&self) -> Result<()> {
        let batch = self.0.tally.take();
        if batch.dropped > 0 {
            tracing::warn!(looks = batch.dropped, "looks were not counted: there was no room for them");
        }
        let batch = Batch { dropped: 0, ..batch };
        if batch.len() == 0 {
            return Ok(());
        }
        let written = self.write(&batch).await;
        if written.is_err() {
            self.0.tally.give_back(batch);
        }
        written
    }

    async fn write(&self, batch: &Batch) -> Result<()> {
        let mut tx = self.0.db.system().await?;
        queries::salt_days(&mut tx, batch, &self.0.chance.bytes()).await?;
        queries::add_views(&mut tx, batch).await?;
        // A photograph has one row for each quarter of an hour: two of one month are not one statement's.
        let quarters: BTreeSet<_> = batch.photos.keys().map(|((_, quarter), _)| *quarter).collect();
        for quarter in quarters {
            queries::add_photos(&mut tx, batch, quarter).await?;
        }
        Ok(tx.commit().await?)
    }
}
