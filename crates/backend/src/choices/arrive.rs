//! A gallery that asks who comes is told, before it shows anything.

use chrono::{DateTime, Utc};
use domain::{Asks, Email, GalleryId, GateStep, Need, Refusal, Role, Viewer, live::GalleryEvent, problem::Problem};

use super::{Choices, hash, known, queries};
use crate::{
    error::{Error, Result},
    galleries::{self, access},
    limits::ARRIVALS_BY_SOURCE,
    live, throttle,
};

/// A visitor who left an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guest {
    /// Their number within the gallery.
    pub number: i32,
    /// What they call themselves; may be empty.
    pub name: String,
    /// Where they get mail.
    pub email: Email,
    /// Whether they opened a link that was mailed there.
    pub confirmed: bool,
    /// When they first came.
    pub came_at: DateTime<Utc>,
}

impl Choices<'_> {
    /// Keeps the address of a visitor who comes, with the key of their browser. It is their word; only where the gallery asks for
    /// an address at the first heart, too, the link that goes there then goes there now.
    ///
    /// # Errors
    /// Not found without such a link, refused while the gallery is not open and while something else is to be given
    /// first; [`Error::Invalid`] on `key` and `email`; [`Error::TooMany`] after too many from one source, or when the
    /// gallery has all the visitors it takes.
    pub async fn arrive(&self, viewer: &Viewer, token: &str, key: &str, email: &str) -> Result<()> {
        let (text, token) = (token, token.parse().map_err(|()| Error::NOT_FOUND)?);
        let browser = viewer.visitor.ok_or_else(|| Error::internal("a visitor without a cookie cannot be let in"))?;
        let mut found = access::lock_by_token(self.0, viewer, &token).await?.check(Need::Link)?;
        found.open_to_clients()?;
        match found.wants {
            Some(GateStep::Code | GateStep::Password) => return Err(Refusal::Locked.into()),
            Some(GateStep::Email) => {}
            None => return Ok(()),
        }
        let email: Email = email.parse().map_err(|error| Error::invalid("email", Problem::from(error)))?;
        let (key, now) = (hash(key)?, self.0.clock.now());
        let counted = format!("arrive:{}:{}", found.id, viewer.source);
        throttle::attempt(&mut *found.tx, &counted, ARRIVALS_BY_SOURCE, now).await?;
        let visitor = known(self.0, &mut found, key).await?;
        queries::set_email(&mut found.tx, visitor, &email).await?;
        galleries::introduced(&mut found.tx, (found.studio, found.id), browser, visitor, now).await?;
        if queries::rules(&mut found.tx, found.id).await?.asks == Asks::Email {
            match self.mail_link(&mut found, viewer, visitor, &email, text).await {
                // They come in all the same.
                Err(Error::TooMany { .. }) => {}
                mailed => mailed?,
            }
        }
        live::announce(&mut found.tx, found.studio, found.id, GalleryEvent::HeartsChanged, now).await?;
        found.tx.commit().await?;
        Ok(())
    }

    /// Those who left an address, in the order they came.
    ///
    /// # Errors
    /// Refused to all but members.
    pub async fn guests(&self, viewer: &Viewer, gallery: GalleryId) -> Result<Vec<Guest>> {
        let mut found = access::by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Viewer))?;
        queries::guests(&mut found.tx, gallery).await
    }
}
