//! Before a gallery closes, its studio and its client are told: a week before, and on the last day but one.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{Email, GalleryId, Locale, StudioId};
use serde::{Deserialize, Serialize};

use super::{
    Galleries,
    letters::{self, Closing},
    queries,
};
use crate::{
    Backend,
    error::Result,
    jobs::{Job, JobError},
    mailer,
};

/// Looks every day for galleries that close soon, and writes the mails.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RemindOfExpiry {}

impl Job for RemindOfExpiry {
    const NAME: &'static str = "remind_of_expiry";

    async fn run(self, backend: &Backend) -> std::result::Result<(), JobError> {
        Ok(backend.galleries().remind(backend.clock.now()).await?)
    }
}

/// A gallery of which somebody is to be reminded.
pub(super) struct Due {
    pub(super) studio: StudioId,
    pub(super) gallery: GalleryId,
    pub(super) studio_name: String,
    pub(super) locale: Locale,
    pub(super) title: String,
    pub(super) link: String,
    /// The client's address, if the studio gave it.
    pub(super) client: Option<Email>,
    /// Whether the client has a code of their own.
    pub(super) own: bool,
    pub(super) last_day: NaiveDate,
    /// Which of the reminders: so many days before.
    pub(super) days: i32,
}

impl Galleries<'_> {
    /// Writes the reminders that are due at `now` and were not written: to the owners of the studio in their languages, and
    /// to the client in the studio's. One transaction a gallery: what was written stays written if another one fails.
    ///
    /// # Errors
    /// The last of those of the database, when all were tried.
    pub async fn remind(&self, now: DateTime<Utc>) -> Result<()> {
        let due = queries::due(&mut self.0.db.system().await?, &self.0.links, now).await?;
        let mut outcome = Ok(());
        for due in due {
            if let Err(error) = self.remind_of(&due, now).await {
                tracing::warn!(gallery = %due.gallery, %error, "could not remind that it closes");
                outcome = Err(error);
            }
        }
        outcome
    }

    async fn remind_of(&self, due: &Due, now: DateTime<Utc>) -> Result<()> {
        let mut tx = self.0.db.system().await?;
        if !queries::remember(&mut tx, due, now).await? {
            // Written meanwhile.
            return Ok(());
        }
        let settings = self.0.links.settings(due.gallery);
        let closing = |link| Closing { studio: &due.studio_name, title: &due.title, last_day: due.last_day, link };
        for (email, locale) in queries::owners(&mut tx, due.studio).await? {
            let letter = letters::closes_for_studio(locale, &closing(&settings));
            mailer::post(&mut tx, now, &email, &letter).await?;
        }
        if let Some(client) = &due.client {
            let link = if due.own { format!("{}?client", due.link) } else { due.link.clone() };
            let letter = letters::closes_for_client(due.locale, &closing(&link));
            mailer::post(&mut tx, now, client, &letter).await?;
        }
        tx.commit().await?;
        tracing::info!(gallery = %due.gallery, days = due.days, "reminded that it closes");
        Ok(())
    }
}
