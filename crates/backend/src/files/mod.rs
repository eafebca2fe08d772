//! Where bytes are kept: a folder or a bucket, through one interface.
//!
//! A put is whole or absent: in a folder it is written aside, synced, renamed; in a bucket the last word makes it visible.

use std::{fmt, path::Path, sync::Arc};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures::{StreamExt, TryStreamExt, stream::BoxStream};
use object_store::{GetOptions, MultipartUpload, ObjectStore, ObjectStoreExt, PutPayload, local::LocalFileSystem};
pub use object_store::{GetRange, path::Path as Key};
use sha2::{Digest, Sha256};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncSeek, AsyncSeekExt};

mod bucket;
mod keys;
mod moving;
mod parts;
#[cfg(test)]
pub(crate) mod tests;
mod whole;

pub use bucket::{Bucket, Patience};
pub use keys::{PhotoKeys, Shelf};
pub(crate) use keys::{logo, logo_of};
pub use moving::Moved;

use crate::{
    drill,
    error::{Error, Result},
};

/// How much of a file is in memory at once while it is put into a bucket, in bytes. S3 wants parts of at least 5 MiB, some
/// of one size.
const PART: usize = 8 * 1024 * 1024;

/// How much of it while it is put into a folder.
const FOLDER_PART: usize = 1024 * 1024;

/// What buckets say that have no room: HTTP's status, and the codes of those who say it with another (Ceph 403, MinIO 400).
const FULL: [&str; 3] =
    ["507 Insufficient Storage", "<Code>QuotaExceeded</Code>", "<Code>XMinioAdminBucketQuotaExceeded</Code>"];

/// The store. Cloning shares it.
#[derive(Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    /// Where it is, if it is a folder.
    folder: Option<Arc<Path>>,
    /// How much of a file is in memory at once, in bytes.
    part: usize,
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
    /// Its size in bytes.
    pub size: u64,
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
        Ok(Self { store, folder: Some(path.into()), part: FOLDER_PART })
    }

    /// Any store, for tests of what is done with one.
    #[cfg(test)]
    pub(crate) fn over(store: impl ObjectStore) -> Self {
        Self { store: Arc::new(store), folder: None, part: PART }
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
        self.put_all(key, tokio::fs::File::open(path).await.map_err(Error::internal)?).await
    }

    /// Stores all that `source` holds. When the answer to the last word is lost, the put is repeated from the beginning:
    /// some buckets have forgotten the upload by then and cannot say that it succeeded. Names are drawn beforehand and
    /// nobody else writes under them, so what comes of it is the same object, never a second one.
    async fn put_all(&self, key: &Key, mut source: impl AsyncRead + AsyncSeek + Unpin) -> Result<()> {
        let Err(error) = self.put_parts(key, &mut source).await? else { return Ok(()) };
        tracing::warn!(%key, %error, "the end of a put was not confirmed; it is repeated");
        source.rewind().await.map_err(Error::internal)?;
        self.put_parts(key, &mut source).await?.map_err(store_error)
    }

    /// The inner error is that of the last word: everything was sent, and whether it became an object is not known.
    async fn put_parts(
        &self,
        key: &Key,
        source: &mut (impl AsyncRead + Unpin),
    ) -> Result<Result<(), object_store::Error>> {
        let first = read_part(source, self.part).await?;
        if first.len() < self.part {
            return self.put(key, first).await.map(Ok);
        }
        let mut upload = self.store.put_multipart(key).await.map_err(store_error)?;
        let outcome = match send_parts(upload.as_mut(), first, source, self.part).await {
            Ok(()) => match upload.complete().await {
                Ok(_) => return Ok(Ok(())),
                Err(error) => Ok(Err(error)),
            },
            Err(error) => Err(error),
        };
        if let Err(error) = upload.abort().await {
            tracing::warn!(%key, %error, "the parts of a put that did not succeed may stay behind");
        }
        outcome
    }

    /// Reads `range` of an object, or all of it; `None` when there is none. The stream gives all of it or ends in an error.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the store does not answer.
    pub async fn get(&self, key: &Key, range: Option<GetRange>) -> Result<Option<Object>> {
        let options = GetOptions { range, ..GetOptions::default() };
        match self.store.get_opts(key, options).await {
            Ok(found) => {
                let (size, range) = (found.meta.size, found.range.clone());
                let stream = whole::or_error(found.into_stream(), range.end - range.start);
                Ok(Some(Object { stream, size, range }))
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

    /// The first of `keys` that is there, and its size in bytes.
    ///
    /// # Errors
    /// As [`Files::get`].
    pub async fn first(&self, keys: [Key; 2]) -> Result<Option<(Key, u64)>> {
        for key in keys {
            if let Some(size) = self.size(&key).await? {
                return Ok(Some((key, size)));
            }
        }
        Ok(None)
    }

    /// Reads all of a small object; `None` when there is none.
    ///
    /// # Errors
    /// As [`Files::get`].
    pub async fn read(&self, key: &Key) -> Result<Option<Bytes>> {
        match self.store.get(key).await {
            Ok(found) => {
                let size = found.meta.size;
                let bytes = found.bytes().await.map_err(store_error)?;
                whole::check(bytes.len() as u64, size).map_err(store_error)?;
                Ok(Some(bytes))
            }
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
        listed.map_ok(|meta| Listed { key: meta.location, size: meta.size, stored_at: meta.last_modified }).boxed()
    }

    /// Removes what was being stored before `before` and never ended, because we were killed. In a bucket that is for a
    /// rule of the bucket (`AbortIncompleteMultipartUpload`, in README.md).
    ///
    /// # Errors
    /// [`Error::Internal`] when the folder cannot be read.
    pub async fn remove_parts(&self, before: DateTime<Utc>) -> Result<usize> {
        let Some(folder) = self.folder.clone() else { return Ok(0) };
        let removed = tokio::task::spawn_blocking(move || parts::remove(&folder, before.into()));
        removed.await.map_err(Error::internal)?.map_err(Error::internal)
    }

    /// Gives an object a second name, in place of what has that name, without a byte going through here; `false` when there
    /// is none. A folder has the bytes once for both, a bucket twice.
    ///
    /// # Errors
    /// As [`Files::put`].
    pub async fn copy(&self, from: &Key, to: &Key) -> Result<bool> {
        match self.store.copy(from, to).await {
            Ok(()) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(store_error(error)),
        }
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

    /// Whether the store answers, for the health page: a folder takes and gives back a few bytes; a bucket, where every put
    /// is paid for, still has those of the first time.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when it does not.
    pub async fn ping(&self) -> Result<()> {
        let key = Key::from("health/ping");
        if self.folder.is_none() && self.size(&key).await?.is_some() {
            return Ok(());
        }
        self.put(&key, Bytes::from_static(b"ping")).await?;
        self.read(&key).await?.map(drop).ok_or_else(|| Error::internal("what was stored is not there"))
    }
}

/// Sends `part` and what follows it in `source`, in parts of `length` bytes, one at a time.
async fn send_parts(
    upload: &mut dyn MultipartUpload,
    mut part: Bytes,
    source: &mut (impl AsyncRead + Unpin),
    length: usize,
) -> Result<()> {
    while !part.is_empty() {
        upload.put_part(part.into()).await.map_err(store_error)?;
        drill::reach("files::part");
        part = read_part(source, length).await?;
    }
    Ok(())
}

/// The next `length` bytes; fewer at the end.
async fn read_part(source: &mut (impl AsyncRead + Unpin), length: usize) -> Result<Bytes> {
    let mut part = Vec::with_capacity(length);
    source.take(length as u64).read_to_end(&mut part).await.map_err(Error::internal)?;
    Ok(part.into())
}

/// What a store says, as a verb says it.
pub(crate) fn store_error(error: object_store::Error) -> Error {
    let full = std::iter::successors(Some(&error as &(dyn std::error::Error + 'static)), |error| error.source())
        .filter_map(|error| error.downcast_ref::<std::io::Error>())
        .any(|error| matches!(error.kind(), std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded));
    // What a bucket answered is to be had as text alone.
    let text = error.to_string();
    if full || FULL.iter().any(|full| text.contains(full)) {
        Error::StorageFull
    } else {
        Error::Unavailable(error.into())
    }
}

impl fmt::Debug for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Files({})", self.store)
    }
}
