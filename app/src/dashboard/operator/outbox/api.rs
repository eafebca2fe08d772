//! The outbox, over the wire.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[cfg(feature = "ssr")]
use crate::server;
use crate::{error::AppError, ui::Moment};

/// The outbox, and one message of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxView {
    /// Whether mail stays here, for want of a mail server.
    pub keeps: bool,
    /// The newest first, at most 100.
    pub mails: Vec<MailLine>,
    /// The one that is open; none only when there is none.
    pub open: Option<MailView>,
}

/// A message in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailLine {
    /// Its identity.
    pub id: Uuid,
    /// To whom.
    pub recipient: String,
    /// Its subject.
    pub subject: String,
    /// When it was written.
    pub written: Moment,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailView {
    /// Its line in the list.
    pub line: MailLine,
    /// When a mail server took it.
    pub sent: Option<Moment>,
    /// Why none took it the last time.
    pub error: Option<String>,
    /// As plain text.
    pub text: String,
    /// As HTML.
    pub html: String,
    /// The addresses in it.
    pub links: Vec<String>,
}

/// Reads the outbox with the message `message` open; without, or when it is not there, the newest.
#[server(name = ReadOutbox, prefix = "/api", endpoint = "operator/outbox", input = server_fn::codec::GetUrl)]
pub async fn outbox(
    /// The open one; the newest when empty.
    #[server(default)]
    message: String,
) -> Result<OutboxView, AppError> {
    let backend = server::backend()?;
    let anyone = crate::viewer::boot().outbox;
    let mut mails = backend::mailer::read_outbox(&backend, &server::viewer(), anyone).await?;
    let lines = mails.iter().map(MailLine::from).collect();
    let open = message.parse().ok().and_then(|id: Uuid| mails.iter().position(|mail| mail.id == id)).unwrap_or(0);
    let open = (open < mails.len()).then(|| MailView::from(mails.swap_remove(open)));
    Ok(OutboxView { keeps: backend.mailer.keeps(), mails: lines, open })
}

#[cfg(feature = "ssr")]
impl From<&backend::mailer::OutboxMail> for MailLine {
    fn from(mail: &backend::mailer::OutboxMail) -> Self {
        let locale = crate::viewer::locale();
        Self {
            id: mail.id,
            recipient: mail.recipient.clone(),
            subject: mail.subject.clone(),
            written: Moment {
                iso: mail.created_at.to_rfc3339(),
                text: domain::format::moment(locale, mail.created_at),
            },
        }
    }
}

#[cfg(feature = "ssr")]
impl From<backend::mailer::OutboxMail> for MailView {
    fn from(mail: backend::mailer::OutboxMail) -> Self {
        let locale = crate::viewer::locale();
        Self {
            line: MailLine::from(&mail),
            sent: mail.sent_at.map(|at| Moment { iso: at.to_rfc3339(), text: domain::format::moment(locale, at) }),
            links: links(&mail.body_text),
            error: mail.last_error,
            text: mail.body_text,
            html: mail.body_html,
        }
    }
}

/// The addresses in a text, each once. They stand alone or at the end of a line, as letters write them.
#[cfg(feature = "ssr")]
fn links(text: &str) -> Vec<String> {
    let mut links: Vec<String> = Vec::new();
    for word in text.split_whitespace().filter(|word| word.starts_with("https://") || word.starts_with("http://")) {
        let word = word.trim_end_matches(['.', ',', ')', '>']);
        if !links.iter().any(|link| link == word) {
            links.push(word.to_owned());
        }
    }
    links
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_once_and_without_the_stop() {
        let text = "Confirm address:\nhttps://a.example/verify?token=1&x=2\n\nor (http://b.example/).\nhttps://a.example/verify?token=1&x=2 javascript:alert(1)";
        assert_eq!(links(text), ["https://a.example/verify?token=1&x=2"]);
        assert_eq!(links("See https://a.example/x. Bye"), ["https://a.example/x"]);
    }
}
