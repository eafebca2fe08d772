//! What the page asks the server.

#[cfg(feature = "ssr")]
use backend::audit::{self, AuditWanted, Logged};
use domain::{GalleryId, PhotoId};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{error::AppError, ui::Moment};
#[cfg(feature = "ssr")]
use crate::{server, viewer::locale};

/// A page of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditView {
    /// The newest first.
    pub lines: Vec<Line>,
    /// Where the next page begins; empty after the last.
    pub next: String,
    /// Who is in the log: identity and name.
    pub people: Vec<(String, String)>,
    /// The kinds of deeds in it.
    pub actions: Vec<String>,
}

/// A deed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Which.
    pub id: Uuid,
    /// When.
    pub at: Moment,
    /// Who of the studio; a visitor without.
    pub member: Option<String>,
    /// Verb and thing, as `gallery.publish`.
    pub action: String,
    /// The gallery it was done to or in, and its name.
    pub gallery: Option<(GalleryId, String)>,
    /// Whether that gallery has a page.
    pub there: bool,
    /// The photograph it was done to, and its name.
    pub photo: Option<(PhotoId, String)>,
    /// From where.
    pub source: String,
}

/// The entries after `after`, of one person, one kind or one day; what is empty narrows nothing.
#[server(name = ReadAudit, prefix = "/api", endpoint = "dashboard/audit", input = GetUrl)]
pub async fn read_audit(
    /// An identity, or `visitors`.
    #[server(default)]
    person: String,
    /// As `gallery.publish`.
    #[server(default)]
    action: String,
    /// `2026-09-12`
    #[server(default)]
    day: String,
    /// Where the page before ended.
    #[server(default)]
    after: String,
) -> Result<AuditView, AppError> {
    let wanted = AuditWanted::parse(&person, &action, &day, &after)?;
    Ok(server::backend()?.audit().read(&server::viewer(), &wanted).await?.into())
}

#[cfg(feature = "ssr")]
impl From<audit::AuditPage> for AuditView {
    fn from(page: audit::AuditPage) -> Self {
        Self {
            lines: page.entries.into_iter().map(Into::into).collect(),
            next: page.next.map(|next| next.to_string()).unwrap_or_default(),
            people: page.people.into_iter().map(|(id, name)| (id.to_string(), name)).collect(),
            actions: page.actions,
        }
    }
}

#[cfg(feature = "ssr")]
impl From<Logged> for Line {
    fn from(logged: Logged) -> Self {
        Self {
            id: logged.id,
            at: Moment { iso: logged.at.to_rfc3339(), text: domain::format::moment(locale(), logged.at) },
            member: logged.person.is_some().then_some(logged.actor),
            action: logged.action,
            gallery: logged.record.gallery,
            there: logged.record.there,
            photo: logged.record.photo,
            source: logged.source,
        }
    }
}
