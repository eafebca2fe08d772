//! Making a comparison: how far it is, what it found and how it ended is written down, whoever asked for it.

use std::{
    convert::Infallible,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use uuid::Uuid;

use super::{Origin, Tally, Verifications, queries};
use crate::{
    error::{Error, OnConstraint, Result},
    limits::FINDINGS_KEPT,
    photos::{Finding, Verified},
};

/// Between two words about how far it is.
const TELL_EVERY: Duration = Duration::from_secs(5);

/// What a comparison came to until now.
#[derive(Clone, Debug, Default)]
pub(super) struct SoFar {
    pub(super) verified: Verified,
    pub(super) tally: Tally,
    /// The first of them.
    pub(super) findings: Vec<Finding>,
}

impl SoFar {
    fn found(&mut self, finding: &Finding) {
        self.tally.add(finding.trouble);
        if self.findings.len() < FINDINGS_KEPT {
            self.findings.push(finding.clone());
        }
    }
}

impl Verifications<'_> {
    /// Compares photographs and files now, for somebody at a terminal; `tell` hears of each finding. All originals are
    /// read, or `sample` of them.
    ///
    /// # Errors
    /// Those of the store and the database.
    pub async fn run_now(&self, sample: Option<u32>, tell: impl FnMut(Finding)) -> Result<Verified> {
        let (id, now) = (self.new_id(), self.0.clock.now());
        let mut tx = self.0.db.system().await?;
        queries::insert(&mut tx, id, Origin::Terminal, sample, now).await?;
        tx.commit().await?;
        self.run(id, tell).await?.ok_or_else(|| Error::internal("the comparison has just been made"))
    }

    /// Makes the comparison `id`, from its beginning; `None` when it was made.
    ///
    /// # Errors
    /// Those of the store and the database; [`Error::Conflict`] when it had failed and another goes on.
    pub(super) async fn run(&self, id: Uuid, mut tell: impl FnMut(Finding)) -> Result<Option<Verified>> {
        let mut tx = self.0.db.system().await?;
        let begun = queries::begin(&mut tx, id, self.0.clock.now())
            .await
            .on_constraint("verifications_one_open", || Error::Conflict)?;
        let Some(sample) = begun else { return Ok(None) };
        tx.commit().await?;

        let so_far = Mutex::new(SoFar::default());
        let photos = self.0.photos();
        let comparing = photos.verify(sample, |verified, finding| {
            let mut so_far = lock(&so_far);
            so_far.verified = *verified;
            if let Some(finding) = finding {
                so_far.found(&finding);
                drop(so_far);
                tell(finding);
            }
        });
        let outcome = tokio::select! {
            outcome = comparing => outcome,
            never = self.keep_telling(id, &so_far) => match never {},
        };
        let failure = outcome.as_ref().err().map(ToString::to_string);
        let so_far = lock(&so_far).clone();
        let mut tx = self.0.db.system().await?;
        queries::end(&mut tx, id, &so_far, failure.as_deref(), self.0.clock.now()).await?;
        tx.commit().await?;
        outcome.map(Some)
    }

    /// Writes down how far it is, again and again.
    async fn keep_telling(&self, id: Uuid, so_far: &Mutex<SoFar>) -> Infallible {
        loop {
            tokio::time::sleep(TELL_EVERY).await;
            let so_far = lock(so_far).clone();
            if let Err(error) = self.tell_progress(id, &so_far).await {
                tracing::warn!(%error, "how far a comparison is could not be written down");
            }
        }
    }

    async fn tell_progress(&self, id: Uuid, so_far: &SoFar) -> Result<()> {
        let mut tx = self.0.db.system().await?;
        queries::set_progress(&mut tx, id, so_far, self.0.clock.now()).await?;
        Ok(tx.commit().await?)
    }
}

fn lock(so_far: &Mutex<SoFar>) -> MutexGuard<'_, SoFar> {
    so_far.lock().unwrap_or_else(PoisonError::into_inner)
}
