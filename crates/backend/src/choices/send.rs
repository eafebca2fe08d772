//! A visitor sends a list to the studio: from then on it stays as it is, and the studio is told.

use domain::{
    Email, ListId, Locale, Need, SubmissionId, Viewer,
    live::Deed,
    problem::{Check, Problem},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::{Choices, Choosing, hash, letters, look, queries};
use crate::{
    Backend, audit,
    error::{Error, Result},
    galleries::access,
    jobs::{self, Job, JobError},
    limits::{MAIL_BY_EMAIL, MESSAGE_CHARS, SENDS_BY_SOURCE},
    live, mailer, throttle,
};

impl Choices<'_> {
    /// Sends a list with an optional message.
    ///
    /// # Errors
    /// Refused as [`Need::Open`] says, and to members while clients are; not found when the list is not this visitor's;
    /// [`Error::Invalid`] on `key` and `message`, and on `list` when it is empty or was sent already.
    pub async fn send(&self, viewer: &Viewer, token: &str, key: &str, list: ListId, message: &str) -> Result<Choosing> {
        let token = token.parse().map_err(|()| Error::NOT_FOUND)?;
        let mut found = access::lock_by_token(self.0, viewer, &token).await?.check(Need::Open)?;
        found.open_to_clients()?;
        let key = hash(key)?;
        let mut check = Check::default();
        let message = check.lines("message", message, MESSAGE_CHARS);
        let message = check.finish(message).map_err(Error::Invalid)?;
        let visitor = queries::visitor(&mut found.tx, found.id, key).await?;
        let place = (found.id, found.client);
        let standing = queries::standing(&mut found.tx, place, list, visitor).await?.ok_or(Error::NOT_FOUND)?;
        standing.send().map_err(|error| Error::invalid("list", Problem::from(error)))?;
        let visitor = visitor.ok_or_else(|| Error::internal("a list of nobody has photographs"))?;

        let now = self.0.clock.now();
        // Each is a mail to everybody in the studio.
        let counted = format!("choices:{}:{}", found.id, viewer.source);
        throttle::attempt(&mut *found.tx, &counted, SENDS_BY_SOURCE, now).await?;
        let submission = SubmissionId(self.0.chance.id(now));
        let round = queries::Round { submission, list, visitor, photos: standing.count, message: &message };
        queries::insert_submission(&mut found.tx, (found.studio, found.id), &round, now).await?;
        let detail = json!({ "list": list, "visitor": visitor, "photos": standing.count });
        let entry = audit::Entry { action: "choices.send", subject: submission.0, detail, viewer };
        audit::write(&mut found.tx, found.studio, now, entry).await?;
        let who = queries::who(&mut found.tx, visitor).await?;
        let deed = Deed::Sent { who, list: queries::list_name(&mut found.tx, list).await? };
        live::announce_deed(&mut found.tx, found.studio, found.id, &deed, now).await?;
        jobs::enqueue(&mut found.tx, &TellOfList { submission: submission.0 }, None).await?;
        let choosing = look::choosing(&mut found, Some(visitor)).await?;
        found.tx.commit().await?;
        Ok(choosing)
    }
}

/// Writes the mails about a list that was sent: to those who work in the studio, and to the visitor. A job, because a
/// visitor's transaction knows nobody's address.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TellOfList {
    /// Which.
    pub submission: Uuid,
}

/// A list that was sent, as the mails tell of it.
pub(super) struct Sent {
    /// The name of the list; hearts have none.
    pub list: String,
    /// Who sent it: a name or an address, or only a number.
    pub who: Result<String, i32>,
    /// Where they get mail.
    pub email: Option<Email>,
    /// The gallery's name.
    pub gallery: String,
    /// How many photographs.
    pub photos: u32,
    /// What they wrote.
    pub message: String,
    /// The studio's language.
    pub locale: Locale,
    /// The gallery in the studio.
    pub studio_link: String,
    /// The gallery for clients.
    pub client_link: String,
    /// Those who work in the studio, with their languages.
    pub studio: Vec<(Email, Locale)>,
}

impl Job for TellOfList {
    const NAME: &'static str = "tell_of_list";

    async fn run(self, backend: &Backend) -> Result<(), JobError> {
        let now = backend.clock.now();
        let mut tx = backend.db.system().await?;
        let Some(sent) = queries::sent(&mut tx, SubmissionId(self.submission), &backend.links, now).await? else {
            // Told already, or deleted meanwhile.
            return Ok(());
        };
        for (email, locale) in &sent.studio {
            mailer::post(&mut tx, now, email, &letters::to_studio(*locale, &sent)).await?;
        }
        if let Some(email) = &sent.email {
            let room = throttle::attempt(&mut *tx, &letters::counted_as(email), MAIL_BY_EMAIL, now).await;
            match room {
                Ok(()) => mailer::post(&mut tx, now, email, &letters::to_visitor(sent.locale, &sent)).await?,
                Err(Error::TooMany { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        tx.commit().await.map_err(Error::from)?;
        Ok(())
    }
}
