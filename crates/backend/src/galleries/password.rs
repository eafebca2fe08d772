//! A gallery's password: set by its studio, given by those who come.

use domain::{GalleryId, GalleryPassword, GateStep, Need, Refusal, Role, Viewer, live::GalleryEvent, problem::Problem};
use serde_json::json;

use super::{Galleries, access, guess::Guess, queries};
use crate::{
    accounts::password,
    audit,
    error::{Error, Result},
    live,
};

impl Galleries<'_> {
    /// Sets the password, another one, or none when `typed` is empty. Whatever was given before, codes included, is to be
    /// given again.
    ///
    /// # Errors
    /// Refused below editor; [`Error::Invalid`] on `password`.
    pub async fn set_password(&self, viewer: &Viewer, id: GalleryId, typed: &str) -> Result<()> {
        // Whether they may is asked before anything is hashed, and once more when it is stored.
        drop(access::by_id(self.0, viewer, id).await?.check(Need::Gallery(Role::Editor))?);
        let hash = match typed.trim() {
            "" => None,
            typed => {
                let read: GalleryPassword =
                    typed.parse().map_err(|error| Error::invalid("password", Problem::from(error)))?;
                Some(password::hash_of_gallery(read).await?)
            }
        };
        let now = self.0.clock.now();
        let mut found = access::lock_by_id(self.0, viewer, id).await?.check(Need::Gallery(Role::Editor))?;
        if hash.is_none() && !found.gate.password {
            return Ok(());
        }
        queries::set_password(&mut found.tx, id, hash.as_deref()).await?;
        queries::raise_epoch(&mut found.tx, id).await?;
        let action = if hash.is_some() { "gallery.password" } else { "gallery.no_password" };
        let entry = audit::Entry { action, subject: id.0, detail: json!({}), viewer };
        audit::write(&mut found.tx, found.studio, now, entry).await?;
        live::announce(&mut found.tx, found.studio, id, GalleryEvent::AccessChanged, now).await?;
        live::announce(&mut found.tx, found.studio, id, GalleryEvent::GalleryChanged, now).await?;
        found.tx.commit().await?;
        Ok(())
    }

    /// Notes that this browser gave the password, if it is right: for this gallery, until its epoch is raised.
    ///
    /// # Errors
    /// Not found without such a link, refused while the gallery is not open and while the code is to be given first;
    /// [`Error::TooMany`] after too many wrong ones; [`Error::Invalid`] on `password`.
    pub async fn give_password(&self, viewer: &Viewer, token: &str, typed: &str) -> Result<()> {
        let token = token.parse().map_err(|()| Error::NOT_FOUND)?;
        let visitor = viewer.visitor.ok_or_else(|| Error::internal("a visitor without a cookie cannot be let in"))?;
        let found = access::by_token(self.0, viewer, &token).await?.check(Need::Link)?;
        found.open_to_clients()?;
        match found.wants {
            Some(GateStep::Code) => return Err(Refusal::Locked.into()),
            Some(GateStep::Password) => {}
            Some(GateStep::Email) | None => return Ok(()),
        }
        let (id, studio) = (found.id, found.studio);
        // Nobody's connection waits while hashes are compared.
        drop(found);

        let guess = Guess::at("password", id, &viewer.source);
        let now = self.0.clock.now();
        guess.count(self.0, studio, now).await?;
        let wrong = || Error::invalid("password", Problem::WrongPassword);
        let given: GalleryPassword = typed.parse().map_err(|_| wrong())?;
        let mut tx = self.0.db.studio(studio).await?;
        let Some((stored, epoch)) = queries::password(&mut tx, id).await? else { return Ok(()) };
        drop(tx);
        if !password::fits(given.expose(), Some(&stored)).await? {
            return Err(wrong());
        }
        let mut tx = self.0.db.studio(studio).await?;
        // Bound to the epoch the hash was read with: raised meanwhile, it opens nothing.
        queries::password_given(&mut tx, (studio, id), visitor, epoch, now).await?;
        guess.was_right(&mut tx, true).await?;
        tx.commit().await?;
        Ok(())
    }
}
