//! A client gives the PIN for downloads.

use domain::{DownloadPin, Need, Viewer, problem::Problem};
use subtle::ConstantTimeEq;

use super::{Downloads, queries};
use crate::{
    error::{Error, Result},
    galleries::access,
    limits::{PIN_BY_GALLERY, PIN_BY_SOURCE},
    sha256, throttle,
};

impl Downloads<'_> {
    /// Lets this browser download, if the PIN is right: from this gallery, until the PIN is reset.
    ///
    /// # Errors
    /// Refused as [`Need::Open`] says; not found when no PIN is asked; [`Error::TooMany`] after too many wrong ones;
    /// [`Error::Invalid`] on `pin`.
    pub async fn give_pin(&self, viewer: &Viewer, token: &str, pin: &str) -> Result<()> {
        let token = token.parse().map_err(|()| Error::NOT_FOUND)?;
        let mut found = access::by_token(self.0, viewer, &token).await?.check(Need::Open)?;
        let (id, studio) = (found.id, found.studio);
        queries::terms(&mut found.tx, id, None).await?.pin.ok_or(Error::NOT_FOUND)?;
        // Its connection is wanted for the next transaction.
        drop(found);
        // Members are asked for none.
        let Some(visitor) = viewer.visitor else { return Ok(()) };

        let (source, gallery) = (format!("pin:{id}:{}", viewer.source), format!("pin:{id}"));
        let now = self.0.clock.now();
        // Counted before judged, and for good: a transaction of its own.
        let mut tx = self.0.db.studio(studio).await?;
        throttle::attempt(&mut *tx, &source, PIN_BY_SOURCE, now).await?;
        throttle::attempt(&mut *tx, &gallery, PIN_BY_GALLERY, now).await?;
        tx.commit().await?;

        let mut tx = self.0.db.studio(studio).await?;
        let terms = queries::terms(&mut tx, id, None).await?;
        let stored = terms.pin.ok_or(Error::NOT_FOUND)?;
        let given: DownloadPin = pin.parse().map_err(|error| Error::invalid("pin", Problem::from(error)))?;
        if !bool::from(sha256(given.as_str()).ct_eq(&sha256(stored.as_str()))) {
            return Err(Error::invalid("pin", Problem::WrongPin));
        }
        queries::pin_given(&mut tx, (studio, id), visitor, terms.pin_epoch, now).await?;
        throttle::forgive(&mut *tx, &source).await?;
        // A right PIN was no guess.
        throttle::take_back(&mut *tx, &gallery).await?;
        Ok(tx.commit().await?)
    }
}
