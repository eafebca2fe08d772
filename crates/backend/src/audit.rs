//! The audit log: who did what to which record, from where. Written in the transaction of the deed.

use chrono::{DateTime, Utc};
use domain::{StudioId, Viewer};
use serde_json::Value;
use uuid::Uuid;

use crate::{clock::Chance, database::Tx, error::Result};

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
    let person = entry.viewer.person.as_ref();
    sqlx::query!(
        "INSERT INTO audit_entries (id, studio_id, at, user_id, actor, action, subject, detail, source)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        Chance.id(now),
        studio.0,
        now,
        person.map(|person| person.id.0),
        person.map_or("visitor", |person| &person.name),
        entry.action,
        entry.subject,
        entry.detail,
        entry.viewer.source,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
