//! A gallery's settings.

use chrono::NaiveDate;
use domain::{
    AccessCode, GalleryId, Need, Role, Title, Viewer,
    live::GalleryEvent,
    parse_day,
    problem::{Check, Problem},
};
use serde_json::json;

use super::{Galleries, access, queries};
use crate::{
    audit,
    error::{Error, Result},
    live, version,
};

/// A gallery's settings, as typed.
#[derive(Clone, Debug, Default)]
pub struct GallerySettings {
    /// Its name.
    pub title: String,
    /// What clients read above the photographs: lines, 2,000 characters at most.
    pub description: String,
    /// The day the photographs were taken, `2026-09-12` or nothing.
    pub taken_on: String,
    /// The last day clients see it, `2026-09-12` or nothing.
    pub expires_on: String,
    /// What opens it.
    pub access_code: String,
    /// The [`version`](super::GalleryDetail::version) the form was filled from; empty to write over whatever is there.
    pub loaded: String,
}

/// Names these very settings, so that a form can tell whether they are still those it was filled from.
pub(super) fn version(
    title: &str,
    description: &str,
    taken_on: Option<NaiveDate>,
    expires_on: Option<NaiveDate>,
    access_code: &str,
) -> String {
    version::of(&json!([title, description, taken_on, expires_on, access_code]))
}

/// Also the database's limit.
const DESCRIPTION_LENGTH: usize = 2000;

impl Galleries<'_> {
    /// Changes the settings and answers with their new version. A new code shuts out everybody at once, until they give
    /// it.
    ///
    /// # Errors
    /// Refused below editor; [`Error::Conflict`] when others changed the settings since they were loaded;
    /// [`Error::Invalid`] on the fields.
    pub async fn edit(&self, viewer: &Viewer, id: GalleryId, settings: &GallerySettings) -> Result<String> {
        let now = self.0.clock.now();
        let mut found = access::lock_by_id(self.0, viewer, id).await?.check(Need::Gallery(Role::Editor))?;
        let stored = queries::stored_settings(&mut found.tx, id).await?;
        version::check(&settings.loaded, &stored.version())?;

        let mut check = Check::default();
        let title = check.field("title", settings.title.parse::<Title>());
        let description = check.lines("description", &settings.description, DESCRIPTION_LENGTH);
        let taken_on = check.field("taken_on", parse_day(&settings.taken_on));
        let expires_on = check.field("expires_on", parse_day(&settings.expires_on));
        let code = check.field("access_code", settings.access_code.parse::<AccessCode>());
        if let Some(Some(day)) = expires_on
            && Some(day) != stored.expires_on
            && queries::end_of(&mut found.tx, day).await? <= now
        {
            check.refuse("expires_on", Problem::DateInPast);
        }
        let parsed = title.zip(description).zip(taken_on).zip(expires_on).zip(code);
        let ((((title, description), taken_on), expires_on), code) = check.finish(parsed).map_err(Error::Invalid)?;

        let new_code = code.as_str() != stored.access_code;
        let row = queries::Settings { title: &title, description: &description, taken_on, expires_on, code: &code };
        queries::update(&mut found.tx, id, row).await?;
        queries::forget_reminders(&mut found.tx, id, expires_on).await?;
        let version = version(title.as_str(), &description, taken_on, expires_on, code.as_str());
        let detail = json!({
            "from": { "title": stored.title, "expires_on": stored.expires_on },
            "to": { "title": title.as_str(), "expires_on": expires_on },
            "new_code": new_code,
        });
        let entry = audit::Entry { action: "gallery.edit", subject: id.0, detail, viewer };
        audit::write(&mut found.tx, found.studio, now, entry).await?;
        if new_code {
            queries::raise_epoch(&mut found.tx, id).await?;
            live::announce(&mut found.tx, found.studio, id, GalleryEvent::AccessChanged, now).await?;
        }
        live::announce(&mut found.tx, found.studio, id, GalleryEvent::GalleryChanged, now).await?;
        found.tx.commit().await?;
        Ok(version)
    }
}
