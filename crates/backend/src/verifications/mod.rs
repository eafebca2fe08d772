//! Comparisons of photographs and files, remembered with what they found: those of the clock, of operators, and of
//! `lumora verify`. What is compared and how stands in `photos`.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Backend,
    photos::{Finding, Trouble, Verified},
};

mod ask;
mod jobs;
mod look;
mod queries;
mod run;
#[cfg(test)]
mod tests;

pub use jobs::{ScheduleVerification, VerifyStore};

/// The verbs.
pub struct Verifications<'a>(pub(crate) &'a Backend);

/// Who asked for a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nobody: it was time.
    Clock,
    /// An operator on their page.
    Operator,
    /// Somebody at a terminal: `lumora verify`.
    Terminal,
}

impl Origin {
    /// The word stored in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Clock => "clock",
            Self::Operator => "operator",
            Self::Terminal => "terminal",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [Self::Clock, Self::Operator, Self::Terminal].into_iter().find(|origin| origin.as_str() == word)
    }
}

/// How a comparison stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It is to be done.
    Waiting,
    /// It is being done.
    Running,
    /// It got to its end.
    Done,
    /// It did not, and why.
    Failed(String),
    /// It did not, because it was killed.
    Interrupted,
}

impl Stage {
    /// Whether it is being done or still will be.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Waiting | Self::Running)
    }
}

/// How many of what was found wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Objects that photographs have lost.
    pub missing: u64,
    /// Originals that are not what was uploaded.
    pub damaged: u64,
    /// Objects that belong to no photograph.
    pub orphaned: u64,
    /// Photographs that wait for their sizes in vain.
    pub lost: u64,
}

impl Tally {
    /// All of it together.
    pub fn sum(self) -> u64 {
        self.missing + self.damaged + self.orphaned + self.lost
    }

    fn add(&mut self, trouble: Trouble) {
        let count = match trouble {
            Trouble::Missing => &mut self.missing,
            Trouble::Damaged => &mut self.damaged,
            Trouble::Orphaned => &mut self.orphaned,
            Trouble::Lost => &mut self.lost,
        };
        *count += 1;
    }
}

/// A comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// Its identity.
    pub id: Uuid,
    /// Who asked for it.
    pub origin: Origin,
    /// So many originals are read, drawn by lot; without, all are.
    pub sample: Option<u32>,
    /// How it stands.
    pub stage: Stage,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// Photographs there were when it began.
    pub expected: u64,
    /// What was looked at until now.
    pub verified: Verified,
    /// What was found until now.
    pub tally: Tally,
}

/// A finding with the names of what it is about, as far as they are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The finding.
    pub finding: Finding,
    /// The studio's name.
    pub studio: Option<String>,
    /// The gallery's title.
    pub gallery: Option<String>,
    /// What the photograph was called when it came.
    pub photo: Option<String>,
}

/// The comparisons of late.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recent {
    /// At most ten, the newest first.
    pub runs: Vec<Verification>,
    /// What the newest of those that are over found; the first [`crate::limits::FINDINGS_KEPT`] of it.
    pub findings: Vec<Named>,
}

impl Recent {
    /// The newest of those that are over.
    pub fn last(&self) -> Option<&Verification> {
        self.runs.iter().find(|run| !run.stage.is_open())
    }
}
