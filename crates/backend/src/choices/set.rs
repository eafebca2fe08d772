//! A photograph comes onto a list, or is taken from it.

use domain::{ListId, Need, PhotoId, Viewer, live::GalleryEvent, problem::Problem};
use uuid::Uuid;

use super::{Choices, hash, known, queries};
use crate::{
    error::{Error, Result},
    galleries::{
        self,
        access::{self, Found},
    },
    live,
};

/// What is wanted.
struct Wish {
    list: ListId,
    photo: PhotoId,
    on: bool,
}

impl Choices<'_> {
    /// Puts a photograph on a list (hearts without one) or takes it away, however often it is asked, and answers with
    /// the whole list.
    ///
    /// # Errors
    /// Refused as [`Need::Open`] says, and to members while clients are; not found when the photograph cannot be seen in
    /// this gallery, or the list is not this visitor's; [`Error::Invalid`] on `key`, and on `list` when it is full or was
    /// sent to the studio; [`Error::TooMany`] when the gallery has all the visitors it takes.
    pub async fn set(
        &self,
        viewer: &Viewer,
        token: &str,
        key: &str,
        list: Option<ListId>,
        (photo, on): (PhotoId, bool),
    ) -> Result<Vec<PhotoId>> {
        let token = token.parse().map_err(|()| Error::NOT_FOUND)?;
        let mut found = access::lock_by_token(self.0, viewer, &token).await?.check(Need::Open)?;
        found.open_to_clients()?;
        let key = hash(key)?;
        if !galleries::visible(&mut found.tx, (found.id, found.client), photo).await? {
            return Err(Error::NOT_FOUND);
        }
        let wish = Wish { list: list.unwrap_or(ListId::hearts(found.id)), photo, on };
        let visitor = queries::visitor(&mut found.tx, found.id, key).await?;
        if self.change(&mut found, key, visitor, &wish).await? {
            let now = self.0.clock.now();
            live::announce(&mut found.tx, found.studio, found.id, GalleryEvent::HeartsChanged, now).await?;
        }
        let visitor = queries::visitor(&mut found.tx, found.id, key).await?;
        let photos = queries::entries(&mut found.tx, (visitor, found.client), wish.list).await?;
        found.tx.commit().await?;
        Ok(photos)
    }

    /// Whether there was anything to change.
    async fn change(&self, found: &mut Found, key: [u8; 32], visitor: Option<Uuid>, wish: &Wish) -> Result<bool> {
        let Wish { list, photo, on } = *wish;
        let place = (found.id, found.client);
        let standing = queries::standing(&mut found.tx, place, list, visitor).await?.ok_or(Error::NOT_FOUND)?;
        let there = match visitor {
            Some(visitor) => queries::is_on(&mut found.tx, visitor, list, photo).await?,
            None => false,
        };
        if there == on {
            return Ok(false);
        }
        let allowed = if on { standing.add() } else { standing.remove() };
        allowed.map_err(|error| Error::invalid("list", Problem::from(error)))?;
        let now = self.0.clock.now();
        let visitor = known(self.0, found, key).await?;
        queries::seen(&mut found.tx, visitor, now).await?;
        if on {
            queries::add(&mut found.tx, (found.studio, found.id), visitor, list, &[photo], now).await?;
        } else {
            queries::remove(&mut found.tx, visitor, list, photo).await?;
        }
        Ok(true)
    }
}
