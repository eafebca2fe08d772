//! Originals that nobody needed for long lie on a shelf of their own, and come back when they are needed.
//!
//! A move copies, looks whether the copy is whole, commits where the original is from now on, and deletes the first. Whoever
//! is killed in between leaves two copies, and the row names a whole one; the other is for the sweep. The row is held while
//! files are copied or deleted: there is one move at a time, and nobody deletes the copy that another has just made.

use chrono::{DateTime, Utc};
use tokio::time::timeout;

use super::{Photos, queries};
use crate::{
    error::{Error, Result},
    files::{Key, PhotoKeys, Shelf},
    limits::{COOLED_AT_ONCE, HELD},
    watermarks,
};

/// So many originals in a row that the store did not answer for are not the fault of originals.
pub(super) const GIVE_UP: u32 = 3;

impl Photos<'_> {
    /// Moves originals that nobody needed since `before` to the cold shelf, at most [`COOLED_AT_ONCE`] of them; answers how
    /// many. Studios take turns. Those of failed photographs and of those in the trash stay.
    ///
    /// # Errors
    /// Those of the database; and of the store, when it has not answered several times. Done again it goes on.
    pub async fn cool(&self, before: DateTime<Utc>) -> Result<u64> {
        let due = queries::to_cool(&mut self.0.db.system().await?, before, COOLED_AT_ONCE).await?;
        let (mut moved, mut in_a_row) = (0, 0);
        for keys in due {
            match self.shelve(&keys, Shelf::Cold).await {
                Ok(done) => {
                    moved += u64::from(done);
                    in_a_row = 0;
                }
                Err(error) => {
                    tracing::warn!(key = %keys.original(), %error, "an original stays where it is");
                    if !matches!(error, Error::Unavailable(_) | Error::StorageFull) {
                        self.put_off(&keys).await?;
                        continue;
                    }
                    in_a_row += 1;
                    if in_a_row >= GIVE_UP {
                        return Err(error);
                    }
                }
            }
        }
        if moved > 0 {
            tracing::info!(moved, "originals that nobody needed are on the cold shelf");
        }
        Ok(moved)
    }

    /// Has an original wait as long as one that was just needed: one that is lost would be first in line every hour.
    async fn put_off(&self, keys: &PhotoKeys) -> Result<()> {
        let mut tx = self.0.db.studio(keys.studio()).await?;
        queries::set_shelf(&mut tx, keys, Shelf::Warm, self.0.clock.now()).await?;
        Ok(tx.commit().await?)
    }

    /// Has an original where it came, because it is needed.
    ///
    /// # Errors
    /// Those of the store and the database; it is where it was then.
    pub(super) async fn bring_back(&self, keys: &PhotoKeys) -> Result<()> {
        self.shelve(keys, Shelf::Warm).await?;
        Ok(())
    }

    /// `false` when it is there already, or no photograph has it any more.
    async fn shelve(&self, keys: &PhotoKeys, to: Shelf) -> Result<bool> {
        let (target, former) = (keys.original_on(to), keys.original_on(to.other()));
        let mut tx = self.0.db.studio(keys.studio()).await?;
        let held = queries::hold_original(&mut tx, keys).await?;
        let Some(held) = held.filter(|held| held.shelf != to) else { return Ok(false) };
        let copied = async {
            // What is not whole takes the place of nothing.
            if self.has(&former, held.bytes).await? {
                self.0.files.copy(&former, &target).await?;
            }
            self.has(&target, held.bytes).await
        };
        if !in_time(copied).await? {
            return Err(Error::internal("the original is missing, or its copy is not whole"));
        }
        queries::set_shelf(&mut tx, keys, to, self.0.clock.now()).await?;
        tx.commit().await?;
        // What is left when this does not succeed is found by the sweep.
        if let Err(error) = self.let_go(keys, &former).await {
            tracing::warn!(key = %former, %error, "an original that moved is left where it was, too");
        }
        Ok(true)
    }

    /// Deletes an object unless its photograph needs it; answers whether it is gone. The last copy of an original always
    /// stays: one that has a photograph goes only when a whole one is where the row says. Marked sizes go unless they are of
    /// now.
    pub(super) async fn let_go(&self, keys: &PhotoKeys, key: &Key) -> Result<bool> {
        let mut tx = self.0.db.studio(keys.studio()).await?;
        let held = queries::hold_original(&mut tx, keys).await?;
        let generation = keys.generation_of(key);
        let marks = if generation.is_some() { watermarks::marks_of(&mut tx, keys).await? } else { None };
        in_time(async {
            if generation.is_some() {
                if marks == generation {
                    return Ok(false);
                }
            } else if let Some(held) = held {
                let copy = *key == keys.original_on(held.shelf.other());
                if !copy || !self.has(&keys.original_on(held.shelf), held.bytes).await? {
                    return Ok(false);
                }
            }
            self.0.files.delete(key).await?;
            Ok(true)
        })
        .await
    }

    /// Whether this is the only whole copy of an original, where its row does not say: after the tables were restored from
    /// before a move.
    pub(super) async fn is_last_copy(&self, keys: &PhotoKeys, key: &Key) -> Result<bool> {
        let mut tx = self.0.db.studio(keys.studio()).await?;
        let Some(held) = queries::hold_original(&mut tx, keys).await? else { return Ok(false) };
        let copy = *key == keys.original_on(held.shelf.other());
        Ok(copy && !self.has(&keys.original_on(held.shelf), held.bytes).await? && self.has(key, held.bytes).await?)
    }

    async fn has(&self, key: &Key, bytes: i64) -> Result<bool> {
        Ok(self.0.files.size(key).await?.is_some_and(|size| i64::try_from(size) == Ok(bytes)))
    }
}

/// `work`, unless it takes longer than a row may be held.
async fn in_time<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    timeout(HELD, work).await.map_err(|late| Error::Unavailable(late.into()))?
}
