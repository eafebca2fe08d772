//! Outgoing mail: written as a row in the transaction that causes it, sent by the queue, kept in the outbox.

use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::{Email, Need, Viewer};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message as SmtpMessage, Tokio1Executor,
    message::{Mailbox, MultiPart},
};
use serde::{Deserialize, Serialize};
use tokio::time::timeout;
use uuid::Uuid;

use crate::{
    Backend,
    clock::Chance,
    database::Tx,
    error::{Error, Result},
    jobs::{self, Job, JobError},
};

mod letter;
mod queries;
#[cfg(test)]
mod tests;

pub use letter::{Letter, LetterText};

/// How mail leaves.
#[derive(Clone, Debug)]
pub struct Mailer {
    transport: Option<AsyncSmtpTransport<Tokio1Executor>>,
    from: Mailbox,
    patience: Duration,
}

/// A mail in the outbox.
#[derive(Clone, Debug)]
pub struct OutboxMail {
    /// Its identity.
    pub id: Uuid,
    /// To whom.
    pub recipient: String,
    /// Its subject.
    pub subject: String,
    /// As plain text; empty once a server has taken it.
    pub body_text: String,
    /// As HTML; empty once a server has taken it.
    pub body_html: String,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When a server took it.
    pub sent_at: Option<DateTime<Utc>>,
    /// Why it was not taken the last time.
    pub last_error: Option<String>,
}

impl Mailer {
    /// Mail that stays in the outbox, where it can be read in the browser.
    ///
    /// # Errors
    /// [`Error::Internal`] when `from` is no mailbox.
    pub fn outbox(from: &str) -> Result<Self> {
        Ok(Self { transport: None, from: from.parse().map_err(Error::internal)?, patience: Duration::ZERO })
    }

    /// Mail through a server, `smtp://user:password@host:port` or `smtps://…`, which gets `patience` to take one.
    ///
    /// # Errors
    /// [`Error::Internal`] when the address or `from` cannot be read.
    pub fn smtp(url: &str, from: &str, patience: Duration) -> Result<Self> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(Error::internal)?
            .timeout(Some(patience))
            .build();
        Ok(Self { transport: Some(transport), from: from.parse().map_err(Error::internal)?, patience })
    }

    /// Whether mail stays in the outbox.
    pub fn keeps(&self) -> bool {
        self.transport.is_none()
    }

    /// Whether the server answers, for the health page; `None` without a server.
    pub async fn ping(&self) -> Option<bool> {
        match &self.transport {
            None => None,
            Some(transport) => {
                let answer = timeout(self.patience, transport.test_connection()).await;
                Some(answer.is_ok_and(|answer| answer.unwrap_or(false)))
            }
        }
    }
}

/// Writes `letter` to `recipient` and enqueues its sending, in the caller's transaction.
///
/// # Errors
/// Those of the database.
pub(crate) async fn post(tx: &mut Tx, now: DateTime<Utc>, recipient: &Email, letter: &Letter) -> Result<()> {
    let id = Chance.id(now);
    let text = letter.render()?;
    queries::insert(tx, id, recipient, &text, now).await?;
    jobs::enqueue(tx, &SendMail { mail: id }, None).await
}

/// Reads the outbox, newest first, at most 100.
///
/// # Errors
/// Refused to all but operators, unless `anyone` (a server without settings, asked from its own machine).
pub async fn read_outbox(backend: &Backend, viewer: &Viewer, anyone: bool) -> Result<Vec<OutboxMail>> {
    if !anyone {
        Need::Operator.check(viewer, None)?;
    }
    let mut tx = backend.db.system().await?;
    queries::newest(&mut tx).await
}

/// How many messages no mail server has taken.
///
/// # Errors
/// Refused to all but operators.
pub async fn waiting(backend: &Backend, viewer: &Viewer) -> Result<i64> {
    Need::Operator.check(viewer, None)?;
    let mut tx = backend.db.system().await?;
    queries::waiting(&mut tx).await
}

/// How the outbox stands.
#[derive(Clone, Copy, Debug)]
pub struct MailStanding {
    /// Messages no mail server has taken.
    pub waiting: i64,
    /// Those of them that one refused or that did not get there, the last time.
    pub failed: i64,
}

/// How the outbox stands, for those who look after the server; `None` where mail is meant to stay in it.
///
/// # Errors
/// Those of the database.
pub async fn standing(backend: &Backend) -> Result<Option<MailStanding>> {
    if backend.mailer.keeps() {
        return Ok(None);
    }
    let mut tx = backend.db.system().await?;
    queries::standing(&mut tx).await.map(Some)
}

/// Sends one mail. Repeated after a crash it may arrive twice, with the same Message-ID.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SendMail {
    /// Which.
    pub mail: Uuid,
}

impl Job for SendMail {
    const NAME: &'static str = "send_mail";
    const PRIORITY: i32 = -10;

    async fn run(self, backend: &Backend) -> Result<(), JobError> {
        let Some(transport) = &backend.mailer.transport else {
            return Ok(());
        };
        let mut tx = backend.db.system().await?;
        let Some(mail) = queries::unsent(&mut tx, self.mail).await? else {
            return Ok(());
        };
        drop(tx);
        let outcome = match compose(backend, &mail) {
            // The library's own limit is for connecting only.
            Ok(message) => match timeout(backend.mailer.patience, transport.send(message)).await {
                Ok(Ok(_)) => Ok(()),
                Ok(Err(error)) if error.is_permanent() => Err(JobError::Fail(error.to_string())),
                Ok(Err(error)) => Err(JobError::Retry(error.to_string())),
                Err(_) => Err(JobError::Retry("the mail server takes too long".into())),
            },
            Err(error) => Err(JobError::Fail(error.to_string())),
        };
        let mut tx = backend.db.system().await?;
        match &outcome {
            Ok(()) => queries::taken(&mut tx, self.mail, backend.clock.now()).await?,
            Err(error) => queries::not_taken(&mut tx, self.mail, &error.to_string()).await?,
        }
        tx.commit().await.map_err(Error::from)?;
        outcome
    }
}

fn compose(backend: &Backend, mail: &OutboxMail) -> Result<SmtpMessage> {
    let host = backend.links.base().split("//").last().unwrap_or("lumora").split([':', '/']).next().unwrap_or("lumora");
    SmtpMessage::builder()
        .message_id(Some(format!("<{}@{host}>", mail.id)))
        .date(mail.created_at.into())
        .from(backend.mailer.from.clone())
        .to(mail.recipient.parse().map_err(Error::internal)?)
        .subject(&mail.subject)
        .multipart(MultiPart::alternative_plain_html(mail.body_text.clone(), mail.body_html.clone()))
        .map_err(Error::internal)
}
