//! The log, page by page.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::{AuditActor, AuditPlace, GalleryId, Need, PhotoId, Refusal, Role, StudioId, UserId, Viewer, parse_day};
use serde_json::Value;
use uuid::Uuid;

use super::{Audit, queries};
use crate::{
    error::{Error, Result},
    limits::AUDIT_LISTED,
};

/// Which entries are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditWanted {
    /// Whose deeds.
    pub actor: AuditActor,
    /// Of which kind, as `gallery.publish`; all without.
    pub action: Option<String>,
    /// On which day, in the studio's time zone; all without.
    pub day: Option<NaiveDate>,
    /// After which entry, the newest first; the newest without.
    pub after: Option<AuditPlace>,
}

impl AuditWanted {
    /// As an address says it; what is empty narrows nothing.
    ///
    /// # Errors
    /// Not found where it says nothing that there could be.
    pub fn parse(person: &str, action: &str, day: &str, after: &str) -> Result<Self> {
        let word = |c: char| c.is_ascii_lowercase() || matches!(c, '.' | '_');
        if !action.chars().all(word) {
            return Err(Error::NOT_FOUND);
        }
        Ok(Self {
            actor: person.parse().map_err(|()| Error::NOT_FOUND)?,
            action: (!action.is_empty()).then(|| action.to_owned()),
            day: parse_day(day).map_err(|_| Error::NOT_FOUND)?,
            after: if after.is_empty() { None } else { Some(after.parse().map_err(|()| Error::NOT_FOUND)?) },
        })
    }
}

/// A page of the log, and what it can be narrowed to.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditPage {
    /// The entries, the newest first.
    pub entries: Vec<Logged>,
    /// Where the next page begins; none after the last.
    pub next: Option<AuditPlace>,
    /// Who is in the log, as they were called last.
    pub people: Vec<(UserId, String)>,
    /// The kinds of deeds in the log.
    pub actions: Vec<String>,
}

/// A deed that was done.
#[derive(Clone, Debug, PartialEq)]
pub struct Logged {
    /// Which.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Who, unless a visitor did it.
    pub person: Option<UserId>,
    /// What they were called then.
    pub actor: String,
    /// Verb and thing, as `gallery.publish`.
    pub action: String,
    /// What it was done to.
    pub record: Record,
    /// What else was noted.
    pub detail: Value,
    /// From where: an address of the network.
    pub source: String,
}

/// The record of a deed, as far as it is still there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Its identity.
    pub id: Option<Uuid>,
    /// The gallery that it is or belongs to, and its name.
    pub gallery: Option<(GalleryId, String)>,
    /// Whether that gallery has a page: in the trash it has none.
    pub there: bool,
    /// The photograph that it is, and its name.
    pub photo: Option<(PhotoId, String)>,
}

impl Audit<'_> {
    /// A page of [`AUDIT_LISTED`] entries.
    ///
    /// # Errors
    /// Refused to all but owners.
    pub async fn read(&self, viewer: &Viewer, wanted: &AuditWanted) -> Result<AuditPage> {
        let studio = owned(viewer)?;
        let mut tx = self.0.db.studio(studio).await?;
        let end = self.end();
        let mut entries = queries::entries(&mut tx, wanted, end, AUDIT_LISTED + 1).await?;
        let most = usize::try_from(AUDIT_LISTED).unwrap_or(usize::MAX);
        let more = entries.len() > most;
        entries.truncate(most);
        let next = entries.last().filter(|_| more).map(|last| AuditPlace { at: last.at, id: last.id });
        let people = queries::people(&mut tx).await?;
        let actions = queries::actions(&mut tx).await?;
        Ok(AuditPage { entries, next, people, actions })
    }

    /// A place before the newest entry, however the clocks of several servers differ.
    pub(super) fn end(&self) -> AuditPlace {
        AuditPlace { at: self.0.clock.now() + TimeDelta::days(1), id: Uuid::max() }
    }
}

/// The studio of which the viewer is an owner.
pub(super) fn owned(viewer: &Viewer) -> Result<StudioId> {
    Need::Studio(Role::Owner).check(viewer, None)?;
    Ok(viewer.membership.as_ref().ok_or(Refusal::Forbidden)?.studio)
}
