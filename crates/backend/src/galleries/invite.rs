//! The studio asks people to look at a gallery, by mail.

use chrono::{DateTime, Utc};
use domain::{
    Email, GalleryId, Need, Recipients, Role, Viewer,
    problem::{Check, Problem},
};
use serde_json::json;

use super::{
    Galleries, access,
    letters::{self, Asked},
    queries,
};
use crate::{
    audit,
    error::{Error, Result},
    limits::{INVITATIONS_BY_EMAIL, INVITATIONS_BY_STUDIO, NOTE_CHARS},
    mailer, throttle,
};

/// Somebody who was invited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// At which address.
    pub email: Email,
    /// By which member, as they were called then.
    pub member: String,
    /// When.
    pub sent_at: DateTime<Utc>,
}

impl Galleries<'_> {
    /// Mails the link, the code if it is asked, and a note to the addresses in `to`; answers how many. A password is never
    /// in a mail.
    ///
    /// # Errors
    /// Refused below editor, and while clients are refused; [`Error::Invalid`] on `to` and `note`; [`Error::TooMany`]
    /// after too many, and then nobody is written to.
    pub async fn invite(&self, viewer: &Viewer, id: GalleryId, to: &str, note: &str) -> Result<usize> {
        let now = self.0.clock.now();
        let mut found = access::lock_by_id(self.0, viewer, id).await?.check(Need::Gallery(Role::Editor))?;
        found.open_to_clients()?;
        let mut check = Check::default();
        let to = check.field("to", to.parse::<Recipients>().map_err(Problem::from));
        let note = check.lines("note", note, NOTE_CHARS);
        let (to, note) = check.finish(to.zip(note)).map_err(Error::Invalid)?;

        let (title, token, code) = queries::title_and_secrets(&mut found.tx, id).await?;
        let asked = Asked {
            studio: &found.studio_name,
            title: &title,
            code: found.gate.code.then_some(&code),
            password: found.gate.password,
            note: &note,
            link: self.0.links.gallery(&token),
        };
        let letter = letters::invitation(found.locale, &asked);
        let member = viewer.person.as_ref().map(|person| person.name.clone()).unwrap_or_default();
        for email in to.emails() {
            let (studio, address) = (format!("invite:{}", found.studio), format!("invite:{}:{email}", found.studio));
            throttle::attempt(&mut *found.tx, &studio, INVITATIONS_BY_STUDIO, now).await?;
            throttle::attempt(&mut *found.tx, &address, INVITATIONS_BY_EMAIL, now).await?;
            let sent = Invitation { email: email.clone(), member: member.clone(), sent_at: now };
            queries::insert_invitation(&mut found.tx, (found.studio, id), self.0.chance.id(now), &sent).await?;
            mailer::post(&mut found.tx, now, email, &letter).await?;
        }
        let detail = json!({ "invited": to.emails().len() });
        let entry = audit::Entry { action: "gallery.invite", subject: id.0, detail, viewer };
        audit::write(&mut found.tx, found.studio, now, entry).await?;
        found.tx.commit().await?;
        Ok(to.emails().len())
    }

    /// Those who were invited, the last first.
    ///
    /// # Errors
    /// Refused to all but members.
    pub async fn invitations(&self, viewer: &Viewer, id: GalleryId) -> Result<Vec<Invitation>> {
        let mut found = access::by_id(self.0, viewer, id).await?.check(Need::Gallery(Role::Viewer))?;
        queries::invitations(&mut found.tx, id).await
    }
}
