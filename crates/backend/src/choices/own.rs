//! Lists that visitors make for themselves.

use domain::{ListId, ListName, Need, Viewer, problem::Problem};

use super::{Choices, Choosing, hash, known, look, queries};
use crate::{
    error::{Error, Result},
    galleries::access,
    limits::OWN_LISTS,
};

impl Choices<'_> {
    /// Makes a list of the visitor's own.
    ///
    /// # Errors
    /// Refused as [`Need::Open`] says, and to members while clients are; [`Error::Invalid`] on `key` and `name`, and as a
    /// whole when the studio wants no such lists or the visitor has [`OWN_LISTS`]; [`Error::TooMany`] when the gallery
    /// has all the visitors it takes.
    pub async fn make(&self, viewer: &Viewer, token: &str, key: &str, name: &str) -> Result<Choosing> {
        let token = token.parse().map_err(|()| Error::NOT_FOUND)?;
        let mut found = access::lock_by_token(self.0, viewer, &token).await?.check(Need::Open)?;
        found.open_to_clients()?;
        let key = hash(key)?;
        let name: ListName = name.parse().map_err(|error| Error::invalid("name", Problem::from(error)))?;
        if !queries::rules(&mut found.tx, found.id).await?.own_lists {
            return Err(Error::invalid("", Problem::TooManyLists));
        }
        let now = self.0.clock.now();
        let visitor = known(self.0, &mut found, key).await?;
        if queries::count_lists(&mut found.tx, found.id, Some(visitor)).await? >= OWN_LISTS {
            return Err(Error::invalid("", Problem::TooManyLists));
        }
        let list = queries::NewList {
            id: ListId(self.0.chance.id(now)),
            visitor: Some(visitor),
            name: &name,
            most: domain::Most(None),
        };
        queries::insert_list(&mut found.tx, (found.studio, found.id), &list, now).await?;
        let choosing = look::choosing(&mut found, Some(visitor)).await?;
        found.tx.commit().await?;
        Ok(choosing)
    }

    /// Takes away a list of the visitor's own, with what is on it; one that was sent stays.
    ///
    /// # Errors
    /// Refused as [`Need::Open`] says, and to members while clients are; [`Error::Invalid`] on `key`, and on `list` when
    /// the studio has it.
    pub async fn discard(&self, viewer: &Viewer, token: &str, key: &str, list: ListId) -> Result<Choosing> {
        let token = token.parse().map_err(|()| Error::NOT_FOUND)?;
        let mut found = access::lock_by_token(self.0, viewer, &token).await?.check(Need::Open)?;
        found.open_to_clients()?;
        let visitor = queries::visitor(&mut found.tx, found.id, hash(key)?).await?;
        let place = (found.id, found.client);
        if let Some(visitor) = visitor
            && let Some(standing) = queries::standing(&mut found.tx, place, list, Some(visitor)).await?
        {
            standing.remove().map_err(|error| Error::invalid("list", Problem::from(error)))?;
            queries::delete_own_list(&mut found.tx, visitor, list).await?;
        }
        let choosing = look::choosing(&mut found, visitor).await?;
        found.tx.commit().await?;
        Ok(choosing)
    }
}
