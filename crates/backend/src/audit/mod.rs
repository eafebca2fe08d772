//! The audit log: who did what to which record, from where. Written in the transaction of the deed, never changed, read by
//! the owners of the studio.

use chrono::{DateTime, Utc};
use domain::{StudioId, Viewer};
use serde_json::Value;
use uuid::Uuid;

use crate::{Backend, database::Tx, error::Result};

mod export;
mod queries;
mod read;
#[cfg(test)]
mod tests;

pub use read::{AuditPage, AuditWanted, Logged, Record};

/// The verbs.
pub struct Audit<'a>(pub(crate) &'a Backend);

/// One deed.
pub(crate) struct Entry<'a> {
    /// Verb and thing, as `gallery.publish`.
    pub action: &'static str,
    /// The record it was done to.
    pub subject: Uuid,
    /// What else will be asked later: the old and the new, never a secret.
    pub detail: Value,
    /// Who did it.
    pub viewer: &'a Viewer,
}

/// Writes `entry` for `studio`.
pub(crate) async fn write(tx: &mut Tx, studio: StudioId, now: DateTime<Utc>, entry: Entry<'_>) -> Result<()> {
    queries::insert(tx, studio, now, entry).await
}
