//! Moving everything from one store to another.

use std::{cell::Cell, future::ready, io::Cursor, pin::pin};

use futures::{StreamExt, TryStreamExt};

use super::{Files, Key, Listed};
use crate::{
    error::{Error, Result},
    sha256,
};

/// Objects on their way at once: what hides the way to a bucket, and is at most a fifth of a gigabyte.
const AT_ONCE: usize = 4;

/// So many failures in a row are not the fault of objects.
const GIVE_UP: u64 = 10;

/// How far a move has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Objects that are in the other store, read back and compared.
    pub objects: u64,
    /// Their sizes together, in bytes.
    pub bytes: u64,
    /// Objects that could not be moved; they are where they were.
    pub failed: u64,
    /// Whether it ended before the end, after ten failures in a row: the rest was not tried.
    pub given_up: bool,
}

impl Files {
    /// Moves every object to `other`; with `keep` it stays here too. An object is moved when it was read back from there
    /// and has the SHA-256 of what was read here, and only then deleted here. `uploaded` says which one it ought to have,
    /// where that is known: what is damaged here is not put there. `tell` hears how far it is, and what could not be moved
    /// and why.
    ///
    /// Done again it goes on: what is there already is compared, not sent.
    ///
    /// # Errors
    /// When the objects cannot be listed.
    pub async fn move_to(
        &self,
        other: &Self,
        keep: bool,
        uploaded: impl AsyncFn(&Key) -> Result<Option<[u8; 32]>>,
        mut tell: impl FnMut(&Moved, Option<(&Key, &Error)>),
    ) -> Result<Moved> {
        let (mut moved, mut in_a_row) = (Moved::default(), 0);
        let given_up = Cell::new(false);
        let uploaded = &uploaded;
        let moving = self
            .list(&Key::default())
            .take_while(|_| ready(!given_up.get()))
            .map_ok(|Listed { key, .. }| async move {
                let outcome = self.move_one(other, &key, keep, uploaded).await;
                Ok((key, outcome))
            })
            .try_buffer_unordered(AT_ONCE);
        let mut moving = pin!(moving);
        while let Some((key, outcome)) = moving.try_next().await? {
            match outcome {
                // Somebody deleted it meanwhile.
                Ok(None) => {}
                Ok(Some(bytes)) => {
                    moved.objects += 1;
                    moved.bytes += bytes;
                    in_a_row = 0;
                    tell(&moved, None);
                }
                Err(error) => {
                    moved.failed += 1;
                    in_a_row += 1;
                    tell(&moved, Some((&key, &error)));
                }
            }
            given_up.set(given_up.get() || in_a_row >= GIVE_UP);
        }
        Ok(Moved { given_up: given_up.get(), ..moved })
    }

    /// The size of what was moved; `None` when it is not here any more.
    async fn move_one(
        &self,
        other: &Self,
        key: &Key,
        keep: bool,
        uploaded: impl AsyncFn(&Key) -> Result<Option<[u8; 32]>>,
    ) -> Result<Option<u64>> {
        let Some(bytes) = self.read(key).await? else { return Ok(None) };
        let size = bytes.len() as u64;
        let hashed = bytes.clone();
        let hash = tokio::task::spawn_blocking(move || sha256(hashed)).await.map_err(Error::internal)?;
        if uploaded(key).await?.is_some_and(|uploaded| uploaded != hash) {
            return Err(Error::internal("it is not what was uploaded"));
        }
        let there = other.size(key).await? == Some(size) && other.sha256(key).await? == Some(hash);
        if !there {
            other.put_all(key, Cursor::new(bytes)).await?;
            if other.sha256(key).await? != Some(hash) {
                other.delete(key).await?;
                return Err(Error::internal("the copy was not the same"));
            }
        }
        if !keep {
            self.delete(key).await?;
        }
        Ok(Some(size))
    }
}
