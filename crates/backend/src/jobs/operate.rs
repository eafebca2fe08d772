//! The queue as its operator sees it: what waits, what died and why, and once more from the start.

use chrono::{DateTime, Utc};
use domain::{Need, Viewer};

use super::queries;
use crate::{Backend, error::Result};

/// The queue's verbs.
pub struct Queue<'a>(pub(crate) &'a Backend);

/// How many jobs are in which state.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub struct QueueCounts {
    /// Being done.
    pub running: i64,
    /// To be done.
    pub waiting: i64,
    /// Given up.
    pub dead: i64,
}

/// How the jobs of a kind stand.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct KindStanding {
    /// Their kind.
    pub kind: String,
    /// Being done.
    pub running: i64,
    /// To be done.
    pub waiting: i64,
    /// Given up.
    pub dead: i64,
    /// For how many seconds the oldest has been due.
    pub oldest: f64,
}

/// A job in the queue.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct QueuedJob {
    /// Its number.
    pub id: i64,
    /// What it does.
    pub task: String,
    /// Its ids, as JSON.
    pub payload: String,
    /// How often it was tried.
    pub attempts: i32,
    /// How often it will be.
    pub max_attempts: i32,
    /// What went wrong the last time.
    pub last_error: Option<String>,
    /// When it runs next.
    pub run_at: DateTime<Utc>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// Whether it is being done now.
    pub running: bool,
    /// Whether it was given up.
    pub dead: bool,
}

impl Queue<'_> {
    /// Counts and up to 200 jobs, dead ones first.
    ///
    /// # Errors
    /// Refused to all but operators.
    pub async fn overview(&self, viewer: &Viewer) -> Result<(QueueCounts, Vec<QueuedJob>)> {
        Need::Operator.check(viewer, None)?;
        let pool = self.0.db.queue();
        Ok((queries::counts(pool).await?, queries::list(pool).await?))
    }

    /// Gives a dead job, or all of them, its attempts back; answers how many there were.
    ///
    /// # Errors
    /// Refused to all but operators.
    pub async fn retry(&self, viewer: &Viewer, id: Option<i64>) -> Result<u64> {
        Need::Operator.check(viewer, None)?;
        queries::retry(self.0.db.queue(), id, self.0.clock.now()).await
    }

    /// How many jobs are in which state, for the health page.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn counts(&self) -> Result<QueueCounts> {
        queries::counts(self.0.db.queue()).await
    }

    /// How the jobs of each kind stand, for those who look after the server.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn standing(&self) -> Result<Vec<KindStanding>> {
        queries::standing(self.0.db.queue()).await
    }
}
