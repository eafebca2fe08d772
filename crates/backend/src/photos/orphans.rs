//! Objects that belong to no photograph: bytes that were stored by somebody who was killed before the row was written.

use chrono::{DateTime, TimeDelta, Utc};
use futures::{Stream, StreamExt, TryStreamExt, stream};

use super::{Photos, queries};
use crate::{
    error::Result,
    files::{Key, Listed, PhotoKeys},
};

/// Objects compared with rows at once.
const PAGE: usize = 1000;

/// An object gets its row within seconds, and at worst when a hanging database lets go; nobody touches it before this.
const UNDER_WAY: TimeDelta = TimeDelta::hours(1);

impl Photos<'_> {
    /// Deletes the objects that no photograph has, what was left on one shelf by a move to the other, and what was never stored to its end. Objects of studios this database
    /// has never heard of are left alone: two servers may share a store by mistake.
    ///
    /// # Errors
    /// Those of the store and the database.
    pub async fn sweep_store(&self, now: DateTime<Utc>) -> Result<()> {
        let studios = queries::studios(&mut self.0.db.system().await?).await?;
        let prefixes = studios.iter().flat_map(|studio| PhotoKeys::KINDS.map(|kind| format!("{kind}/{studio}")));
        let mut orphans = Box::pin(self.orphans(prefixes.map(Key::from).collect(), now));
        let mut deleted = 0;
        while let Some(key) = orphans.try_next().await? {
            // What we did not name is not ours to delete; `verify` tells of it.
            if let Some(owner) = PhotoKeys::of(&key) {
                deleted += usize::from(self.let_go(&owner, &key).await?);
            }
        }
        let parts = self.0.files.remove_parts(now - UNDER_WAY).await?;
        if deleted + parts > 0 {
            tracing::info!(deleted, parts, "objects without a photograph are gone");
        }
        Ok(())
    }

    /// The objects below `prefixes` that no photograph has where they are, those aside that may be under way.
    pub(super) fn orphans(&self, prefixes: Vec<Key>, now: DateTime<Utc>) -> impl Stream<Item = Result<Key>> {
        let listed = stream::iter(prefixes).flat_map(|prefix| self.0.files.list(&prefix));
        let old = listed.try_filter(move |object| std::future::ready(object.stored_at <= now - UNDER_WAY));
        old.chunks(PAGE)
            .then(async |page| self.without_photograph(page.into_iter().collect::<Result<_>>()?).await)
            .map_ok(|keys| stream::iter(keys.into_iter().map(Ok)))
            .try_flatten()
    }

    async fn without_photograph(&self, mut page: Vec<Listed>) -> Result<Vec<Key>> {
        let owners: Vec<PhotoKeys> = page.iter().filter_map(|object| PhotoKeys::of(&object.key)).collect();
        let known = queries::stored(&mut self.0.db.system().await?, &owners).await?;
        page.retain(|object| {
            let owner = PhotoKeys::of(&object.key);
            let known = owner.as_ref().and_then(|owner| known.get(owner));
            let (Some(owner), Some((shelf, marks))) = (&owner, known) else { return true };
            // A copy on the other shelf is nobody's, and neither is a mark that is not of now.
            let generation = owner.generation_of(&object.key);
            object.key == owner.original_on(shelf.other()) || generation.is_some() && generation != *marks
        });
        Ok(page.into_iter().map(|object| object.key).collect())
    }
}
