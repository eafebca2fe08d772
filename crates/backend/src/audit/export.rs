//! The log as a table.

use domain::{Locale, Viewer, export};

use super::{Audit, AuditWanted, Logged, queries, read::owned};
use crate::{error::Result, limits::AUDIT_EXPORTED};

impl Audit<'_> {
    /// The entries that are wanted as a table for spreadsheets, the newest first, at most [`AUDIT_EXPORTED`].
    ///
    /// # Errors
    /// Refused to all but owners.
    pub async fn export(&self, viewer: &Viewer, wanted: &AuditWanted, locale: Locale) -> Result<String> {
        let studio = owned(viewer)?;
        let mut tx = self.0.db.studio(studio).await?;
        let entries = queries::entries(&mut tx, wanted, self.end(), AUDIT_EXPORTED).await?;
        let head: [&str; 7] = match locale {
            Locale::En => ["Time (UTC)", "Who", "What", "Gallery", "Record", "From", "Details"],
            Locale::Hr => ["Vrijeme (UTC)", "Tko", "Što", "Galerija", "Zapis", "Odakle", "Pojedinosti"],
        };
        let mut text = format!("\u{feff}{}", export::line(&head));
        for entry in entries {
            text.push_str(&row(&entry));
        }
        Ok(text)
    }
}

fn row(entry: &Logged) -> String {
    let gallery = entry.record.gallery.as_ref().map(|(_, title)| title.as_str()).unwrap_or_default();
    let record = match &entry.record.photo {
        Some((_, name)) => name.clone(),
        None => entry.record.id.map(|id| id.to_string()).unwrap_or_default(),
    };
    let at = entry.at.format("%Y-%m-%d %H:%M:%S").to_string();
    let detail = entry.detail.to_string();
    export::line(&[&at, &entry.actor, &entry.action, gallery, &record, &entry.source, &detail])
}
