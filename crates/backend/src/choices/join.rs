//! A mailed link joins a browser to a visitor's lists.

use domain::{Need, Viewer, live::GalleryEvent, problem::Problem};

use super::{Choices, Choosing, hash, look, queries};
use crate::{
    error::{Error, Result},
    galleries::access,
    live, sha256,
};

impl Choices<'_> {
    /// Takes the secret of a mailed link: from now on this key is that visitor's. What it chose before comes along, but
    /// for lists with a limit or with the studio: those stay with who made them.
    ///
    /// # Errors
    /// Refused as [`Need::Open`] says, and to members while clients are; [`Error::Invalid`] on `key`, and as a whole when
    /// the link was used, is too old, or is not of this gallery.
    pub async fn join(&self, viewer: &Viewer, token: &str, key: &str, secret: &str) -> Result<Choosing> {
        let token = token.parse().map_err(|()| Error::NOT_FOUND)?;
        let mut found = access::lock_by_token(self.0, viewer, &token).await?.check(Need::Open)?;
        found.open_to_clients()?;
        let (key, now) = (hash(key)?, self.0.clock.now());
        let taken = queries::take_link(&mut found.tx, found.id, &sha256(secret), now).await?;
        let (asked, email) = taken.ok_or_else(|| Error::invalid("", Problem::LinkUsedOrExpired))?;
        let visitor = match queries::confirmed(&mut found.tx, found.id, &email).await? {
            Some(visitor) => visitor,
            None => {
                queries::confirm(&mut found.tx, asked, &email, now).await?;
                asked
            }
        };
        let before = queries::visitor(&mut found.tx, found.id, key).await?;
        if before != Some(visitor) {
            queries::join(&mut found.tx, (found.studio, found.id), key, visitor, now).await?;
            if let Some(before) = before {
                queries::bring(&mut found.tx, before, visitor).await?;
            }
        }
        live::announce(&mut found.tx, found.studio, found.id, GalleryEvent::HeartsChanged, now).await?;
        let choosing = look::choosing(&mut found, Some(visitor)).await?;
        found.tx.commit().await?;
        Ok(choosing)
    }

    /// Forgets links that are over at `now`.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn sweep(&self, now: chrono::DateTime<chrono::Utc>) -> Result<()> {
        let mut tx = self.0.db.system().await?;
        queries::sweep_links(&mut tx, now).await?;
        Ok(tx.commit().await?)
    }
}
