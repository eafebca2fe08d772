//! Visitors' hearts: no account, only a key that the browser keeps.

use domain::{Need, PhotoId, SessionKey, Viewer, live::GalleryEvent, problem::Problem};

use crate::{
    Backend,
    error::{Error, Result},
    galleries::access::{self, Found},
    limits::VISITORS_PER_GALLERY,
    live, sha256,
};

mod queries;
#[cfg(test)]
mod tests;

/// The verbs.
pub struct Favorites<'a>(pub(crate) &'a Backend);

/// When a full gallery may have room again. It never has by itself; this keeps a script from asking every second.
const FULL: u64 = 24 * 60 * 60;

impl Favorites<'_> {
    /// The photographs this key has hearted, first hearts first; only those that can be seen.
    ///
    /// # Errors
    /// Refused as [`Need::Open`] says; [`Error::Invalid`] on `key`.
    pub async fn list(&self, viewer: &Viewer, token: &str, key: &str) -> Result<Vec<PhotoId>> {
        let token = token.parse().map_err(|()| Error::NOT_FOUND)?;
        let mut found = access::by_token(self.0, viewer, &token).await?.check(Need::Open)?;
        let key = hash(key)?;
        queries::list(&mut found.tx, found.id, key).await
    }

    /// Sets or takes away one heart, however often it is asked, and answers with the whole list.
    ///
    /// # Errors
    /// Refused as [`Need::Open`] says, and to members while clients are; not found when the photograph cannot be seen
    /// in this gallery; [`Error::Invalid`] on `key`; [`Error::TooMany`] when the gallery has all the visitors it takes.
    pub async fn set(&self, viewer: &Viewer, token: &str, key: &str, photo: PhotoId, on: bool) -> Result<Vec<PhotoId>> {
        let token = token.parse().map_err(|()| Error::NOT_FOUND)?;
        // The lock makes visitors be numbered one after another.
        let mut found = access::lock_by_token(self.0, viewer, &token).await?.check(Need::Open)?;
        found.open_to_clients()?;
        let key = hash(key)?;
        if !queries::visible(&mut found.tx, found.id, photo).await? {
            return Err(Error::NOT_FOUND);
        }
        if self.change(&mut found, key, photo, on).await? {
            let now = self.0.clock.now();
            live::announce(&mut found.tx, found.studio, found.id, GalleryEvent::HeartsChanged, now).await?;
        }
        let hearts = queries::list(&mut found.tx, found.id, key).await?;
        found.tx.commit().await?;
        Ok(hearts)
    }

    /// Whether there was anything to change.
    async fn change(&self, found: &mut Found, key: [u8; 32], photo: PhotoId, on: bool) -> Result<bool> {
        let now = self.0.clock.now();
        if !on {
            return queries::remove(&mut found.tx, found.id, key, photo, now).await;
        }
        let visitor = match queries::visitor(&mut found.tx, found.id, key).await? {
            Some(visitor) => visitor,
            None => {
                let number = queries::next_number(&mut found.tx, found.id, VISITORS_PER_GALLERY).await?;
                let number = number.ok_or(Error::TooMany { retry_after: FULL })?;
                let visitor = self.0.chance.id(now);
                queries::insert_visitor(&mut found.tx, (found.studio, found.id), visitor, key, number, now).await?;
                visitor
            }
        };
        queries::add(&mut found.tx, (found.studio, found.id), visitor, photo, now).await
    }
}

/// The form in which a key is stored: who reads the table cannot set hearts in somebody's name.
fn hash(key: &str) -> Result<[u8; 32]> {
    let key: SessionKey = key.parse().map_err(|error| Error::invalid("key", Problem::from(error)))?;
    Ok(sha256(key.as_str()))
}
