//! Comparisons of photographs and files, over the wire.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[cfg(feature = "ssr")]
use crate::server;
use crate::{error::AppError, ui::Moment};

/// The comparisons of late.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilesView {
    /// At most ten, the newest first.
    pub runs: Vec<RunView>,
    /// What the newest of those that are over found; the first 200 of it.
    pub findings: Vec<FindingView>,
}

/// A comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunView {
    /// Its identity.
    pub id: Uuid,
    /// How it stands.
    pub stage: Stage,
    /// Why it did not get to its end.
    pub failure: String,
    /// Who asked for it.
    pub origin: Origin,
    /// Whether every original is read.
    pub whole: bool,
    /// When it was asked for.
    pub asked: Moment,
    /// Photographs there were when it began.
    pub expected: i64,
    /// How many of them were looked at.
    pub photographs: i64,
    /// How many originals were read to their end.
    pub read: i64,
    /// Objects that photographs have lost.
    pub missing: i64,
    /// Originals that are not what was uploaded.
    pub damaged: i64,
    /// Objects that belong to no photograph.
    pub orphaned: i64,
    /// Photographs that wait for their sizes in vain.
    pub lost: i64,
}

impl RunView {
    /// Whether it is being done or still will be.
    pub fn is_open(&self) -> bool {
        matches!(self.stage, Stage::Waiting | Stage::Running)
    }

    /// How much was found wrong.
    pub fn findings(&self) -> i64 {
        self.missing + self.damaged + self.orphaned + self.lost
    }
}

/// How a comparison stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// To be done.
    Waiting,
    /// Being done.
    Running,
    /// Got to its end.
    Done,
    /// Did not.
    Failed,
    /// Did not, because it was killed.
    Interrupted,
}

/// Who asked for a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Nobody: it was time.
    Clock,
    /// An operator on this page.
    Operator,
    /// Somebody at a terminal.
    Terminal,
}

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingView {
    /// What is wrong.
    pub trouble: Trouble,
    /// The name of the object; empty where none is concerned.
    pub object: String,
    /// What the photograph was called when it came.
    pub photo: Option<String>,
    /// The gallery's title.
    pub gallery: Option<String>,
    /// The studio's name.
    pub studio: Option<String>,
}

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// A photograph has lost an object.
    Missing,
    /// An original is not what was uploaded.
    Damaged,
    /// An object belongs to no photograph.
    Orphaned,
    /// A photograph waits for its sizes in vain.
    Lost,
}

/// Reads what comparisons found.
#[server(name = ReadFiles, prefix = "/api", endpoint = "operator/files", input = server_fn::codec::GetUrl)]
pub async fn files() -> Result<FilesView, AppError> {
    let recent = server::backend()?.verifications().recent(&server::viewer()).await?;
    let runs = recent.runs.into_iter().map(RunView::from).collect();
    let findings = recent.findings.into_iter().map(FindingView::from).collect();
    Ok(FilesView { runs, findings })
}

/// Has photographs and files compared.
#[server(name = VerifyFiles, prefix = "/api", endpoint = "operator/verify_files", input = server_fn::codec::Json)]
pub async fn verify_files(
    /// Whether every original is read; else some are, drawn by lot.
    whole: bool,
) -> Result<(), AppError> {
    Ok(server::backend()?.verifications().ask(&server::viewer(), whole).await?)
}

#[cfg(feature = "ssr")]
mod server_side {
    use backend::{photos, verifications};

    use super::{FindingView, Moment, Origin, RunView, Stage, Trouble};

    impl From<verifications::Verification> for RunView {
        fn from(run: verifications::Verification) -> Self {
            let locale = crate::viewer::boot().locale;
            let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
            let (stage, failure) = match run.stage {
                verifications::Stage::Waiting => (Stage::Waiting, String::new()),
                verifications::Stage::Running => (Stage::Running, String::new()),
                verifications::Stage::Done => (Stage::Done, String::new()),
                verifications::Stage::Failed(failure) => (Stage::Failed, failure),
                verifications::Stage::Interrupted => (Stage::Interrupted, String::new()),
            };
            let origin = match run.origin {
                verifications::Origin::Clock => Origin::Clock,
                verifications::Origin::Operator => Origin::Operator,
                verifications::Origin::Terminal => Origin::Terminal,
            };
            Self {
                id: run.id,
                stage,
                failure,
                origin,
                whole: run.sample.is_none(),
                asked: Moment { iso: run.asked_at.to_rfc3339(), text: domain::format::moment(locale, run.asked_at) },
                expected: count(run.expected),
                photographs: count(run.verified.photographs),
                read: count(run.verified.read),
                missing: count(run.tally.missing),
                damaged: count(run.tally.damaged),
                orphaned: count(run.tally.orphaned),
                lost: count(run.tally.lost),
            }
        }
    }

    impl From<verifications::Named> for FindingView {
        fn from(named: verifications::Named) -> Self {
            let verifications::Named { finding, studio, gallery, photo } = named;
            let trouble = match finding.trouble {
                photos::Trouble::Missing => Trouble::Missing,
                photos::Trouble::Damaged => Trouble::Damaged,
                photos::Trouble::Orphaned => Trouble::Orphaned,
                photos::Trouble::Lost => Trouble::Lost,
            };
            Self { trouble, object: finding.object, photo, gallery, studio }
        }
    }
}
