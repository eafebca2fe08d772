//! People: registering, signing in, verifying an address, choosing a password, the devices they are signed in on, the
//! tokens of their scripts.
//!
//! Nothing answered here tells a stranger whether an address has an account. A person precedes their studios, so the
//! verbs run in system transactions.

mod api_tokens;
mod devices;
mod letters;
mod operator;
pub(crate) mod password;
mod profile;
mod queries;
mod register;
mod reset;
mod sessions;
mod sign_in;
mod sweep;
#[cfg(test)]
mod tests;
mod tokens;
mod verify;
mod viewer;

use domain::{Email, Membership, Need, Person, Refusal, StudioId, UserId, Viewer};
use serde_json::Value;

use crate::{
    Backend, audit,
    database::Tx,
    error::{Error, Result},
    limits::{self, Limit},
    throttle,
};

pub use api_tokens::IssuedToken;
pub use devices::{Device, device_name};
pub use register::Registration;
pub use sessions::StoredSession;

/// The verbs.
pub struct Accounts<'a>(pub(crate) &'a Backend);

/// Who is to be signed in, in a session with a new identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// The person.
    pub user: UserId,
    /// The studio they act for at first; `None` when they belong to none.
    pub studio: Option<StudioId>,
}

impl Accounts<'_> {
    /// Counts an attempt under each key in turn, up to the first that is over its limit. The count stands whatever
    /// becomes of the attempt; a count that cannot be written refuses it.
    async fn count(&self, attempts: &[(String, Limit)]) -> Result<()> {
        let now = self.0.clock.now();
        let mut tx = self.0.db.system().await?;
        let mut verdict = Ok(());
        for (key, limit) in attempts {
            if verdict.is_ok() {
                verdict = throttle::attempt(&mut *tx, key, *limit, now).await;
            }
        }
        tx.commit().await?;
        verdict
    }

    /// Counts a mail to be sent to `email` because somebody at the viewer's source asked.
    async fn count_mail(&self, email: &Email, viewer: &Viewer) -> Result<()> {
        self.count(&[
            (format!("mail:source:{}", viewer.source), limits::MAIL_BY_SOURCE),
            (format!("mail:email:{email}"), limits::MAIL_BY_EMAIL),
        ])
        .await
    }

    /// Who the viewer is.
    fn own(&self, viewer: &Viewer) -> Result<UserId> {
        Need::SignedIn.check(viewer, None)?;
        viewer.person.as_ref().map(|person| person.id).ok_or(Error::Refused(Refusal::SignIn))
    }

    /// Notes what the viewer did to their own account, in the studio they act for.
    async fn note_own(&self, tx: &mut Tx, viewer: &Viewer, action: &'static str, detail: Value) -> Result<()> {
        let Some(person) = viewer.person.clone() else { return Ok(()) };
        self.note(tx, (person, viewer.membership.clone()), viewer, action, detail).await
    }

    /// Notes in the log of the person's studio what they did to their account; those without a studio have no log.
    async fn note(
        &self,
        tx: &mut Tx,
        who: (Person, Option<Membership>),
        viewer: &Viewer,
        action: &'static str,
        detail: Value,
    ) -> Result<()> {
        let (person, Some(membership)) = who else { return Ok(()) };
        let (studio, subject) = (membership.studio, person.id.0);
        let viewer = Viewer { person: Some(person), membership: Some(membership), ..viewer.clone() };
        audit::write(tx, studio, self.0.clock.now(), audit::Entry { action, subject, detail, viewer: &viewer }).await
    }
}

/// Does `deed` in no less than [`limits::EVEN_ANSWER`]: how long the answer took does not tell whether there was more to
/// do.
async fn evenly<T>(deed: impl Future<Output = T>) -> T {
    tokio::join!(deed, tokio::time::sleep(limits::EVEN_ANSWER)).0
}
