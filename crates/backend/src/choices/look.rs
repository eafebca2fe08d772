//! A visitor comes back to what they chose.

use domain::{Asks, ListId, Need, PhotoId, Viewer};
use uuid::Uuid;

use super::{Choices, Choosing, hash, queries};
use crate::{
    error::{Error, Result},
    galleries::access::{self, Found},
};

impl Choices<'_> {
    /// All lists of this key, with what is on them; only what can be seen.
    ///
    /// # Errors
    /// Refused as [`Need::Open`] says; [`Error::Invalid`] on `key`.
    pub async fn look(&self, viewer: &Viewer, token: &str, key: &str) -> Result<Choosing> {
        let token = token.parse().map_err(|()| Error::NOT_FOUND)?;
        let mut found = access::by_token(self.0, viewer, &token).await?.check(Need::Open)?;
        let visitor = queries::visitor(&mut found.tx, found.id, hash(key)?).await?;
        choosing(&mut found, visitor).await
    }

    /// What this key has on one list, hearts without, first chosen first; only what can be seen.
    ///
    /// # Errors
    /// As [`Self::look`].
    pub async fn list(&self, viewer: &Viewer, token: &str, key: &str, list: Option<ListId>) -> Result<Vec<PhotoId>> {
        let token = token.parse().map_err(|()| Error::NOT_FOUND)?;
        let mut found = access::by_token(self.0, viewer, &token).await?.check(Need::Open)?;
        let list = list.unwrap_or(ListId::hearts(found.id));
        let visitor = queries::visitor(&mut found.tx, found.id, hash(key)?).await?;
        queries::entries(&mut found.tx, (visitor, found.client), list).await
    }
}

/// What a visitor chooses with, in a gallery that was found open.
pub(super) async fn choosing(found: &mut Found, visitor: Option<Uuid>) -> Result<Choosing> {
    let rules = queries::rules(&mut found.tx, found.id).await?;
    let lists = queries::lists(&mut found.tx, (found.id, found.client), visitor).await?;
    let known = match visitor {
        // Who only left an address at the gate was not asked for a name.
        Some(visitor) if rules.asks == Asks::Name => !queries::only_arrived(&mut found.tx, visitor).await?,
        visitor => visitor.is_some(),
    };
    Ok(Choosing { lists, rules, known })
}
