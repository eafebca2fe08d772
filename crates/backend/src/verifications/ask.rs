//! Asking for a comparison, which a worker then makes; and forgetting old ones.

use chrono::{DateTime, Utc};
use domain::{Need, Viewer};
use uuid::Uuid;

use super::{Origin, Verifications, VerifyStore, queries};
use crate::{
    error::{Error, OnConstraint, Result},
    jobs,
    limits::{VERIFICATIONS, VERIFY_SAMPLE},
};

impl Verifications<'_> {
    /// Has photographs and files compared: with every original read, or some of them drawn by lot.
    ///
    /// # Errors
    /// Refused to all but operators; [`Error::Conflict`] while another waits or goes on.
    pub async fn ask(&self, viewer: &Viewer, whole: bool) -> Result<()> {
        Need::Operator.check(viewer, None)?;
        self.enqueue(Origin::Operator, (!whole).then_some(VERIFY_SAMPLE)).await
    }

    /// Has some originals read because it is time; nothing follows while another comparison waits or goes on.
    ///
    /// # Errors
    /// Those of the database.
    pub(super) async fn ask_by_clock(&self) -> Result<()> {
        match self.enqueue(Origin::Clock, Some(VERIFY_SAMPLE)).await {
            Err(Error::Conflict) => Ok(()),
            outcome => outcome,
        }
    }

    async fn enqueue(&self, origin: Origin, sample: Option<u32>) -> Result<()> {
        let (id, now) = (self.new_id(), self.0.clock.now());
        let mut tx = self.0.db.system().await?;
        queries::close_interrupted(&mut tx, now).await?;
        queries::insert(&mut tx, id, origin, sample, now)
            .await
            .on_constraint("verifications_one_open", || Error::Conflict)?;
        jobs::enqueue(&mut tx, &VerifyStore { verification: id }, None).await?;
        Ok(tx.commit().await?)
    }

    pub(super) fn new_id(&self) -> Uuid {
        self.0.chance.id(self.0.clock.now())
    }

    /// Forgets comparisons older than [`VERIFICATIONS`].
    ///
    /// # Errors
    /// Those of the database.
    pub async fn sweep(&self, now: DateTime<Utc>) -> Result<()> {
        let mut tx = self.0.db.system().await?;
        queries::forget(&mut tx, now - VERIFICATIONS).await?;
        Ok(tx.commit().await?)
    }
}
