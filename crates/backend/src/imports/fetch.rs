//! Getting a file from a source to this disk.

use domain::{MAX_PHOTO_BYTES, Refused, SourceFolder};
use futures::TryStreamExt;
use tokio::time::timeout;

use super::Imports;
use crate::{
    error::{Error, Result},
    limits::{SOURCE_STALLS, SOURCE_TRIES},
    media,
    photos::Staged,
    sources::{Found, Pieces, Reading, Source},
};

/// Bytes by which a photograph is known.
const MARK: usize = 12;

impl Imports<'_> {
    /// Writes a file of a source into one of our own, or says why not. What is too large, or begins as no photograph does, is
    /// not read to its end.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the source does not answer, [`Error::StorageFull`].
    pub(super) async fn fetch(
        &self,
        source: &Source,
        folder: &SourceFolder,
        found: &Found,
    ) -> Result<Result<Staged, Refused>> {
        if found.size.is_some_and(|size| size > MAX_PHOTO_BYTES) {
            return Ok(Err(Refused::TooLarge));
        }
        for _ in 0..SOURCE_TRIES {
            let (size, pieces) = match source.read(folder, &found.path).await? {
                Reading::Refused(why) => return Ok(Err(why)),
                Reading::Bytes(size, _) if size > MAX_PHOTO_BYTES => return Ok(Err(Refused::TooLarge)),
                Reading::Bytes(size, pieces) => (size, pieces),
            };
            // An answer that is cut short may be whole by its own account.
            let as_listed = found.size.is_none_or(|listed| listed == size);
            if as_listed && let Some(fetched) = self.write_down(size, pieces).await? {
                return Ok(fetched);
            }
        }
        Ok(Err(Refused::Unread))
    }

    /// `None` when something else came than `size` bytes.
    async fn write_down(&self, size: u64, mut pieces: Pieces) -> Result<Option<Result<Staged, Refused>>> {
        let mut incoming = self.0.photos().receive().await?;
        let mut came = 0;
        loop {
            let next = timeout(SOURCE_STALLS, pieces.try_next()).await;
            let piece = match next.map_err(|_| Error::Unavailable("a source sends nothing more".into()))? {
                Ok(Some(piece)) => piece,
                Ok(None) => break,
                Err(error) => {
                    tracing::warn!(%error, "a file of a source did not come whole");
                    return Ok(None);
                }
            };
            if came == 0 && piece.len() >= MARK && !media::begins_well(&piece) {
                return Ok(Some(Err(Refused::Unsupported)));
            }
            came += piece.len() as u64;
            match incoming.write(piece).await {
                Err(Error::TooLarge) => return Ok(Some(Err(Refused::TooLarge))),
                written => written?,
            }
        }
        if came != size {
            return Ok(None);
        }
        Ok(Some(Ok(incoming.finish().await?)))
    }
}
