//! Sizes and checksums of files: learned when a size is made, and else when it is first needed; kept from then on.

use std::collections::HashMap;

use bytes::Bytes;
use domain::{DownloadSize, PhotoId, RenditionKind, StudioId};
use futures::{StreamExt, TryStreamExt, stream};
use tokio::sync::Semaphore;

use super::{
    Downloads, FileKind,
    offer::Wish,
    part::File,
    queries::{self, Fact},
};
use crate::{
    Backend,
    database::Tx,
    error::{Error, Result},
    files::{Key, PhotoKeys, Shelf},
    limits::{ASKED_AT_ONCE, READ_AT_ONCE},
    media::{Rendition, discretion},
};

/// Files of which all is read at once, of all downloads together.
static READING: Semaphore = Semaphore::const_new(READ_AT_ONCE);

impl Downloads<'_> {
    /// The size of each file, in the order of what was chosen.
    pub(super) async fn measure(&self, wish: &Wish, size: DownloadSize) -> Result<Vec<u64>> {
        let kind = match size.rendition() {
            // What is written over an original does not change its length.
            None => return wish.chosen.iter().map(|c| u64::try_from(c.bytes).map_err(Error::internal)).collect(),
            Some(RenditionKind::Preview) => FileKind::Preview,
            Some(_) => FileKind::Full,
        };
        let keys: Vec<String> = wish.chosen.iter().map(|chosen| chosen.storage_key.clone()).collect();
        let known = queries::facts(&mut self.0.db.studio(wish.studio).await?, &keys, kind).await?;
        let unknown = wish.chosen.iter().filter(|chosen| !known.contains_key(&chosen.storage_key));
        let asked = unknown.map(|chosen| async move {
            let key = key_of(wish.studio, &chosen.storage_key, kind)?;
            let size = self.0.files.size(&key).await?.ok_or_else(|| Error::internal(format!("{key} is missing")))?;
            Ok::<_, Error>((chosen.photo, chosen.storage_key.clone(), size))
        });
        let learned: Vec<(PhotoId, String, u64)> =
            stream::iter(asked.collect::<Vec<_>>()).buffer_unordered(ASKED_AT_ONCE).try_collect().await?;
        if !learned.is_empty() {
            let mut tx = self.0.db.studio(wish.studio).await?;
            queries::sizes(&mut tx, wish.studio, kind, &learned).await?;
            tx.commit().await?;
        }
        let learned: HashMap<String, u64> = learned.into_iter().map(|(_, key, size)| (key, size)).collect();
        let size = |key: &String| known.get(key).map(|fact| fact.bytes).or_else(|| learned.get(key).copied());
        keys.iter().map(|key| size(key).ok_or_else(|| Error::internal("a size is not known"))).collect()
    }
}

/// The name of an object that is a size of a photograph.
pub(super) fn key_of(studio: StudioId, storage_key: &str, kind: FileKind) -> Result<Key> {
    let rendition = match kind {
        FileKind::Preview => RenditionKind::Preview,
        FileKind::Full => RenditionKind::Full,
        FileKind::Original | FileKind::Discreet => return Err(Error::internal("an original is no size")),
    };
    Ok(PhotoKeys::new(studio, storage_key).rendition(rendition))
}

/// The names under which a file may be found, in the order in which to look.
pub(super) fn keys_of(studio: StudioId, file: &File) -> Vec<Key> {
    match key_of(studio, &file.storage_key, file.kind) {
        Ok(key) => vec![key],
        Err(_) => PhotoKeys::new(studio, &*file.storage_key).originals(Shelf::Warm).to_vec(),
    }
}

/// Reads a file to its end, and keeps what is learned of it.
pub(super) async fn learn(backend: &Backend, studio: StudioId, file: &File) -> Result<Fact> {
    let _permit = READING.acquire().await.map_err(Error::internal)?;
    let mut found = None;
    for key in keys_of(studio, file) {
        found = backend.files.read(&key).await?;
        if found.is_some() {
            break;
        }
    }
    let bytes = found.filter(|bytes| bytes.len() as u64 == file.member.bytes);
    let bytes = bytes.ok_or_else(|| Error::internal("a file is missing, or has another size"))?;
    let (kind, format) = (file.kind, file.format);
    let fact = tokio::task::spawn_blocking(move || match kind {
        FileKind::Discreet => {
            let (patches, mut bytes) = (discretion(&bytes, format), bytes.to_vec());
            patches.iter().for_each(|patch| patch.lay_over(&mut bytes, 0));
            Fact { patches, ..fact_of(&bytes) }
        }
        _ => fact_of(&bytes),
    });
    let fact = fact.await.map_err(Error::internal)?;
    let mut tx = backend.db.studio(studio).await?;
    queries::note(&mut tx, studio, file.photo, &file.storage_key, file.kind, &fact).await?;
    tx.commit().await?;
    Ok(fact)
}

fn fact_of(bytes: &[u8]) -> Fact {
    Fact { bytes: bytes.len() as u64, crc32: Some(crc32fast::hash(bytes)), patches: Vec::new() }
}

/// What will be said of the sizes just made, as far as they are ever downloaded.
pub(crate) async fn weigh(renditions: &[Rendition]) -> Result<Vec<(FileKind, Fact)>> {
    let made: Vec<(FileKind, Bytes)> = renditions
        .iter()
        .filter_map(|rendition| match rendition.kind {
            RenditionKind::Preview => Some((FileKind::Preview, rendition.bytes.clone())),
            RenditionKind::Full => Some((FileKind::Full, rendition.bytes.clone())),
            _ => None,
        })
        .collect();
    let weighed =
        tokio::task::spawn_blocking(move || made.iter().map(|(kind, bytes)| (*kind, fact_of(bytes))).collect());
    weighed.await.map_err(Error::internal)
}

/// Keeps it with the photograph.
pub(crate) async fn record(
    tx: &mut Tx,
    (studio, photo): (StudioId, PhotoId),
    storage_key: &str,
    weighed: &[(FileKind, Fact)],
) -> Result<()> {
    for (kind, fact) in weighed {
        queries::note(tx, studio, photo, storage_key, *kind, fact).await?;
    }
    Ok(())
}
