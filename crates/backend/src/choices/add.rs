//! Photographs that were selected come onto a list together.

use domain::{ListId, ListStanding, Need, PhotoId, Viewer, live::GalleryEvent, problem::Problem};

use super::{Choices, hash, known, queries};
use crate::{
    error::{Error, Result},
    galleries::access,
    limits::PHOTOS_IN_ONE_DEED,
    live,
};

impl Choices<'_> {
    /// Puts photographs on a list, all of them or none, and answers with the whole list. Those that are on it stay where
    /// they are; those that cannot be seen any more are left out.
    ///
    /// # Errors
    /// As for [`Choices::set`]; [`Error::Invalid`] on `list` also when it has no room for all of them, and on `photos` for
    /// more than [`PHOTOS_IN_ONE_DEED`].
    pub async fn add(
        &self,
        viewer: &Viewer,
        token: &str,
        key: &str,
        list: ListId,
        photos: &[PhotoId],
    ) -> Result<Vec<PhotoId>> {
        let token = token.parse().map_err(|()| Error::NOT_FOUND)?;
        let mut found = access::lock_by_token(self.0, viewer, &token).await?.check(Need::Open)?;
        found.open_to_clients()?;
        let key = hash(key)?;
        if photos.len() > PHOTOS_IN_ONE_DEED {
            return Err(Error::invalid("photos", Problem::TooManyPhotos));
        }
        let (place, now) = ((found.id, found.client), self.0.clock.now());
        let visitor = queries::visitor(&mut found.tx, found.id, key).await?;
        let standing = queries::standing(&mut found.tx, place, list, visitor).await?.ok_or(Error::NOT_FOUND)?;
        let new = queries::not_on(&mut found.tx, place, (visitor, list), photos).await?;
        if let Some(last) = (new.len() as u32).checked_sub(1) {
            // The last of them must still find room.
            let last = ListStanding { count: standing.count.saturating_add(last), ..standing };
            last.add().map_err(|error| Error::invalid("list", Problem::from(error)))?;
            let visitor = known(self.0, &mut found, key).await?;
            queries::seen(&mut found.tx, visitor, now).await?;
            queries::add(&mut found.tx, (found.studio, found.id), visitor, list, &new, now).await?;
            live::announce(&mut found.tx, found.studio, found.id, GalleryEvent::HeartsChanged, now).await?;
        }
        let visitor = queries::visitor(&mut found.tx, found.id, key).await?;
        let photos = queries::entries(&mut found.tx, (visitor, found.client), list).await?;
        found.tx.commit().await?;
        Ok(photos)
    }
}
