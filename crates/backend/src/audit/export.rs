//! The log as a table.

use domain::{AuditPlace, Locale, StudioId, Viewer, export};
use futures::{
    StreamExt,
    stream::{self, BoxStream},
};

use super::{Audit, AuditWanted, Logged, queries, read::owned};
use crate::{
    Backend,
    error::{Error, Result},
    limits::AUDIT_AT_ONCE,
};

impl Audit<'_> {
    /// All entries that are wanted as a table for spreadsheets, the newest first, some lines at a time. It ends in an error
    /// where it does not go on to the end.
    ///
    /// # Errors
    /// Refused to all but owners.
    pub async fn export(
        &self,
        viewer: &Viewer,
        wanted: &AuditWanted,
        locale: Locale,
    ) -> Result<BoxStream<'static, Result<String>>> {
        let (studio, end) = (owned(viewer)?, self.end());
        let head = export::head(
            locale,
            &match locale {
                Locale::En => ["Time (UTC)", "Who", "What", "Gallery", "Record", "From", "Details"],
                Locale::Hr => ["Vrijeme (UTC)", "Tko", "Što", "Galerija", "Zapis", "Odakle", "Pojedinosti"],
            },
        );
        let reading = Reading { backend: self.0.clone(), studio, wanted: wanted.clone(), end };
        let first = reading.some().await?;
        let lines = stream::try_unfold((reading, Some(first)), move |(mut reading, entries)| async move {
            let Some(entries) = entries else { return Ok::<_, Error>(None) };
            let text = entries.iter().map(|entry| row(locale, entry)).collect::<String>();
            let next = if reading.go_on(&entries) { Some(reading.some().await?) } else { None };
            Ok(Some((text, (reading, next))))
        });
        Ok(stream::once(async move { Ok(head) }).chain(lines).boxed())
    }
}

/// How far the log was read.
struct Reading {
    backend: Backend,
    studio: StudioId,
    wanted: AuditWanted,
    end: AuditPlace,
}

impl Reading {
    /// The next entries.
    async fn some(&self) -> Result<Vec<Logged>> {
        let mut tx = self.backend.db.studio(self.studio).await?;
        queries::entries(&mut tx, &self.wanted, self.end, AUDIT_AT_ONCE).await
    }

    /// Goes on behind these, if there may be more.
    fn go_on(&mut self, entries: &[Logged]) -> bool {
        let last = entries.last().filter(|_| entries.len() as i64 >= AUDIT_AT_ONCE);
        self.wanted.after = last.map(|last| AuditPlace { at: last.at, id: last.id });
        last.is_some()
    }
}

fn row(locale: Locale, entry: &Logged) -> String {
    let gallery = entry.record.gallery.as_ref().map(|(_, title)| title.as_str()).unwrap_or_default();
    let record = match &entry.record.photo {
        Some((_, name)) => name.clone(),
        None => entry.record.id.map(|id| id.to_string()).unwrap_or_default(),
    };
    let at = entry.at.format("%Y-%m-%d %H:%M:%S").to_string();
    let detail = entry.detail.to_string();
    export::line(locale, &[&at, &entry.actor, &entry.action, gallery, &record, &entry.source, &detail])
}
