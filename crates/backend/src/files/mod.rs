//! Where bytes are kept: a folder or a bucket, through one interface.
//!
//! A put is whole or absent: written aside, synced, renamed.

use std::{fmt, path::Path, sync::Arc};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures::{StreamExt, TryStreamExt, stream::BoxStream};
use object_store::{GetOptions, ObjectStore, ObjectStoreExt, PutPayload, WriteMultipart, local::LocalFileSystem};
pub use object_store::{GetRange, path::Path as Key};
use sha2::{Digest, Sha256};
use tokio::io::AsyncReadExt;

mod keys;
mod parts;

pub use keys::PhotoKeys;

use crate::error::{Error, Result};

/// How much of a file is in memory at once while it is stored, in bytes. S3 wants parts of at least 5 MiB.
const PART: usize = 8 * 1024 * 1024;

/// The store. Cloning shares it.
#[derive(Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    /// Where it is, if it is a folder.
    folder: Option<Arc<Path>>,
}

/// An object being read.
pub struct Object {
    /// Its bytes, in pieces.
    pub stream: BoxStream<'static, std::result::Result<Bytes, object_store::Error>>,
    /// The size of the whole, in bytes.
    pub size: u64,
    /// The bytes that follow, as a range of the whole.
    pub range: std::ops::Range<u64>,
}

/// An object in a list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its name.
    pub key: Key,
    /// When it was stored, by the store's clock.
    pub stored_at: DateTime<Utc>,
}

impl Files {
    /// A folder, made if it is not there. Every put is synced to the disk before it is visible.
    ///
    /// # Errors
    /// [`Error::Internal`] when the folder cannot be made.
    pub fn folder(path: &Path) -> Result<Self> {
        std::fs::create_dir_all(path).map_err(Error::internal)?;
        let store = LocalFileSystem::new_with_prefix(path).map_err(Error::internal)?;
        let store = Arc::new(store.with_fsync(true).with_automatic_cleanup(true));
        Ok(Self { store, folder: Some(path.into()) })
    }

    /// Stores `bytes` under `key`.
    ///
    /// # Errors
    /// [`Error::StorageFull`], or [`Error::Unavailable`] when the store does not take it; nothing is visible then.
    pub async fn put(&self, key: &Key, bytes: Bytes) -> Result<()> {
        self.store.put(key, PutPayload::from_bytes(bytes)).await.map_err(store_error)?;
        Ok(())
    }

    /// Stores the file at `path` under `key`, a part at a time.
    ///
    /// # Errors
    /// As [`Files::put`].
    pub async fn put_file(&self, key: &Key, path: &Path) -> Result<()> {
        let mut file = tokio::fs::File::open(path).await.map_err(Error::internal)?;
        let upload = self.store.put_multipart(key).await.map_err(store_error)?;
        let mut writer = WriteMultipart::new_with_chunk_size(upload, PART);
        loop {
            let mut part = Vec::with_capacity(PART);
            let read = (&mut file).take(PART as u64).read_to_end(&mut part).await;
            let read = match read {
                Ok(read) => read,
                Err(error) => {
                    writer.abort().await.map_err(store_error)?;
                    return Err(Error::internal(error));
                }
            };
            if read == 0 {
                break;
            }
            writer.wait_for_capacity(1).await.map_err(store_error)?;
            writer.put(Bytes::from(part));
        }
        // `finish` aborts by itself when a part fails.
        writer.finish().await.map_err(store_error)?;
        Ok(())
    }

    /// Reads `range` of an object, or all of it; `None` when there is none.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the store does not answer.
    pub async fn get(&self, key: &Key, range: Option<GetRange>) -> Result<Option<Object>> {
        let options = GetOptions { range, ..GetOptions::default() };
        match self.store.get_opts(key, options).await {
            Ok(found) => {
                let (size, range) = (found.meta.size, found.range.clone());
                Ok(Some(Object { stream: found.into_stream(), size, range }))
            }
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(store_error(error)),
        }
    }

    /// The size of an object in bytes; `None` when there is none.
    ///
    /// # Errors
    /// As [`Files::get`].
    pub async fn size(&self, key: &Key) -> Result<Option<u64>> {
        match self.store.head(key).await {
            Ok(found) => Ok(Some(found.size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(store_error(error)),
        }
    }

    /// Reads all of a small object; `None` when there is none.
    ///
    /// # Errors
    /// As [`Files::get`].
    pub async fn read(&self, key: &Key) -> Result<Option<Bytes>> {
        match self.store.get(key).await {
            Ok(found) => Ok(Some(found.bytes().await.map_err(store_error)?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(store_error(error)),
        }
    }

    /// The SHA-256 of an object, read piece by piece; `None` when there is none.
    ///
    /// # Errors
    /// As [`Files::get`].
    pub async fn sha256(&self, key: &Key) -> Result<Option<[u8; 32]>> {
        let Some(object) = self.get(key, None).await? else { return Ok(None) };
        let hash = object.stream.try_fold(Sha256::new(), async |mut hash, piece| {
            hash.update(&piece);
            Ok(hash)
        });
        Ok(Some(hash.await.map_err(store_error)?.finalize().into()))
    }

    /// What is stored below `prefix`, in no order. No more than a page of it is in memory.
    pub fn list(&self, prefix: &Key) -> BoxStream<'static, Result<Listed>> {
        let listed = self.store.list(Some(prefix)).map_err(store_error);
        listed.map_ok(|meta| Listed { key: meta.location, stored_at: meta.last_modified }).boxed()
    }

    /// Removes what was being stored before `before` and never ended, because we were killed. In a bucket that is for a
    /// rule of the bucket (`AbortIncompleteMultipartUpload`).
    ///
    /// # Errors
    /// [`Error::Internal`] when the folder cannot be read.
    pub async fn remove_parts(&self, before: DateTime<Utc>) -> Result<usize> {
        let Some(folder) = self.folder.clone() else { return Ok(0) };
        let removed = tokio::task::spawn_blocking(move || parts::remove(&folder, before.into()));
        removed.await.map_err(Error::internal)?.map_err(Error::internal)
    }

    /// Deletes an object; one that is not there is fine.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the store does not answer.
    pub async fn delete(&self, key: &Key) -> Result<()> {
        match self.store.delete(key).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(store_error(error)),
        }
    }

    /// Whether the store takes and gives back a few bytes, for the health page.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when it does not.
    pub async fn ping(&self) -> Result<()> {
        let key = Key::from("health/ping");
        self.put(&key, Bytes::from_static(b"ping")).await?;
        self.read(&key).await?.map(drop).ok_or_else(|| Error::internal("what was stored is not there"))
    }
}

fn store_error(error: object_store::Error) -> Error {
    let full = std::iter::successors(Some(&error as &(dyn std::error::Error + 'static)), |error| error.source())
        .filter_map(|error| error.downcast_ref::<std::io::Error>())
        .any(|error| matches!(error.kind(), std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded));
    if full { Error::StorageFull } else { Error::Unavailable(error.into()) }
}

impl fmt::Debug for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Files({})", self.store)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_comes_back_as_it_went_in() {
        let folder = tempfile::tempdir().expect("a folder");
        let files = Files::folder(folder.path()).expect("a store");
        let source = folder.path().join("source");
        let bytes: Vec<u8> = (0..PART + 12_345).map(|i| (i % 251) as u8).collect();
        std::fs::write(&source, &bytes).expect("written");
        let key = Key::from("originals/x/y");
        files.put_file(&key, &source).await.expect("stored");
        assert_eq!(files.read(&key).await.expect("read").as_deref(), Some(&bytes[..]));
        files.delete(&key).await.expect("deleted");
        files.delete(&key).await.expect("deleting what is gone is fine");
        assert!(files.read(&key).await.expect("read").is_none());
    }

    #[tokio::test]
    async fn a_range_is_a_part_of_the_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let files = Files::folder(folder.path()).expect("a store");
        let key = Key::from("x");
        files.put(&key, Bytes::from_static(b"0123456789")).await.expect("stored");
        let object = files.get(&key, Some(GetRange::Bounded(2..5))).await.expect("read").expect("there");
        assert_eq!((object.size, object.range), (10, 2..5));
    }
}
