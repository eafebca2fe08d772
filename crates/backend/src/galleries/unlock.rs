//! A client gives the code.

use domain::{AccessCode, GalleryId, Need, Viewer, problem::Problem};
use subtle::ConstantTimeEq;

use super::{Galleries, access, queries};
use crate::{
    error::{Error, Result},
    limits::{CODE_BY_GALLERY, CODE_BY_SOURCE},
    sha256, throttle,
};

impl Galleries<'_> {
    /// Lets this browser in, if the code is right: into this gallery, until its epoch is raised.
    ///
    /// # Errors
    /// Not found without such a link, refused while the gallery is not open; [`Error::TooMany`] after too many wrong
    /// codes; [`Error::Invalid`] on `code`.
    pub async fn unlock(&self, viewer: &Viewer, token: &str, code: &str) -> Result<()> {
        let token = token.parse().map_err(|()| Error::NOT_FOUND)?;
        let visitor = viewer.visitor.ok_or_else(|| Error::internal("a visitor without a cookie cannot be let in"))?;
        let found = access::by_token(self.0, viewer, &token).await?.check(Need::Link)?;
        found.open_to_clients()?;
        let (id, studio) = (found.id, found.studio);
        // Its connection is wanted for the next transaction.
        drop(found);

        let keys = Keys::of(id, &viewer.source);
        let now = self.0.clock.now();
        // Counted before judged, and for good: a transaction of its own.
        let mut tx = self.0.db.studio(studio).await?;
        throttle::attempt(&mut *tx, &keys.source, CODE_BY_SOURCE, now).await?;
        throttle::attempt(&mut *tx, &keys.gallery, CODE_BY_GALLERY, now).await?;
        tx.commit().await?;

        let mut tx = self.0.db.studio(studio).await?;
        let (stored, epoch) = queries::code(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
        let given: AccessCode = code.parse().map_err(|_| wrong_code())?;
        // Hashes are of one length, so that not even the length of the code is to be timed.
        if !bool::from(sha256(given.as_str()).ct_eq(&sha256(stored))) {
            return Err(wrong_code());
        }
        // Bound to the epoch the code was read with: raised meanwhile, it opens nothing.
        queries::let_in(&mut tx, (studio, id), visitor, epoch, now).await?;
        throttle::forgive(&mut *tx, &keys.source).await?;
        // A right code was no guess: a crowd of guests does not lock the gallery for those who come after them.
        throttle::take_back(&mut *tx, &keys.gallery).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Under which names attempts are counted.
struct Keys {
    source: String,
    gallery: String,
}

impl Keys {
    fn of(gallery: GalleryId, source: &str) -> Self {
        Self { source: format!("code:{gallery}:{source}"), gallery: format!("code:{gallery}") }
    }
}

fn wrong_code() -> Error {
    Error::invalid("code", Problem::WrongCode)
}
