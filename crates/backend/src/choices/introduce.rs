//! A visitor says who they are, as far as the studio asks.

use domain::{
    Asks, Email, Need, Viewer,
    live::GalleryEvent,
    problem::{Check, Problem},
};
use uuid::Uuid;

use super::{Choices, hash, known, letters, queries};
use crate::{
    error::{Error, Result},
    galleries::{
        self,
        access::{self, Found},
    },
    limits::{MAIL_BY_EMAIL, MAIL_BY_SOURCE, NAME_CHARS, VISITOR_LINK},
    live, mailer, sha256, throttle,
};

impl Choices<'_> {
    /// Keeps the name or the address that the gallery asks for; where it asks for nothing, nothing is kept. To an address
    /// goes a link that joins the browser in which it is opened to whoever has confirmed that address, or to this visitor
    /// if nobody has. The answer is the same either way.
    ///
    /// # Errors
    /// Refused as [`Need::Open`] says, and to members while clients are; [`Error::Invalid`] on `key` and `who`;
    /// [`Error::TooMany`] after too many mails, or when the gallery has all the visitors it takes.
    pub async fn introduce(&self, viewer: &Viewer, token: &str, key: &str, who: &str) -> Result<()> {
        let link = token.parse().map_err(|()| Error::NOT_FOUND)?;
        let mut found = access::lock_by_token(self.0, viewer, &link).await?.check(Need::Open)?;
        found.open_to_clients()?;
        let key = hash(key)?;
        match queries::rules(&mut found.tx, found.id).await?.asks {
            Asks::Nothing => return Ok(()),
            Asks::Name => {
                let mut check = Check::default();
                let name = check.text("who", who, NAME_CHARS);
                let name = check.finish(name).map_err(Error::Invalid)?;
                let visitor = known(self.0, &mut found, key).await?;
                queries::set_name(&mut found.tx, visitor, &name).await?;
            }
            Asks::Email => {
                let email: Email = who.parse().map_err(|error| Error::invalid("who", Problem::from(error)))?;
                self.address(&mut found, viewer, key, &email, token).await?;
            }
        }
        let now = self.0.clock.now();
        live::announce(&mut found.tx, found.studio, found.id, GalleryEvent::HeartsChanged, now).await?;
        found.tx.commit().await?;
        Ok(())
    }

    async fn address(
        &self,
        found: &mut Found,
        viewer: &Viewer,
        key: [u8; 32],
        email: &Email,
        token: &str,
    ) -> Result<()> {
        let now = self.0.clock.now();
        let visitor = known(self.0, found, key).await?;
        self.mail_link(found, viewer, visitor, email, token).await?;
        queries::set_email(&mut found.tx, visitor, email).await?;
        if let Some(browser) = viewer.visitor {
            // A gallery that asks those who come does not ask again.
            galleries::introduced(&mut found.tx, (found.studio, found.id), browser, visitor, now).await?;
        }
        Ok(())
    }

    /// Mails the link that joins a browser.
    pub(super) async fn mail_link(
        &self,
        found: &mut Found,
        viewer: &Viewer,
        visitor: Uuid,
        email: &Email,
        token: &str,
    ) -> Result<()> {
        let now = self.0.clock.now();
        throttle::attempt(&mut *found.tx, &format!("visitor-mail:{}", viewer.source), MAIL_BY_SOURCE, now).await?;
        throttle::attempt(&mut *found.tx, &letters::counted_as(email), MAIL_BY_EMAIL, now).await?;
        let (secret, ends) = (self.0.chance.secret(), now + VISITOR_LINK);
        queries::insert_link(&mut found.tx, (found.studio, found.id), visitor, email, (&sha256(&secret), ends)).await?;
        let letter = letters::join(found.locale, self.0.links.join(token, &secret));
        mailer::post(&mut found.tx, now, email, &letter).await
    }
}
