//! A file on its way in: written to the disk of this machine as it arrives, hashed as it is written.

use std::{
    fs::OpenOptions,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use bytes::Bytes;
use domain::MAX_PHOTO_BYTES;
use sha2::{Digest, Sha256};
use tokio::{fs::File, io::AsyncWriteExt};

use super::Photos;
use crate::error::{Error, Result};

/// A file that has not been accepted. It is removed when this is dropped, whatever happened.
#[derive(Debug)]
pub struct Incoming {
    path: PathBuf,
    file: File,
    hash: Sha256,
    bytes: u64,
}

/// A file that has arrived.
pub(super) struct Arrived {
    pub(super) sha256: [u8; 32],
    pub(super) bytes: u64,
    /// Keeps the file until it is dropped.
    staged: Staged,
}

struct Staged(PathBuf);

impl Photos<'_> {
    /// Makes room for a file.
    ///
    /// # Errors
    /// [`Error::StorageFull`], or [`Error::Internal`] when the staging folder cannot be written.
    pub async fn receive(&self) -> Result<Incoming> {
        let path = self.0.staging.join(crate::hex(&self.0.chance.bytes::<16>()));
        let open = move || -> Result<Incoming> {
            let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
            Ok(Incoming { path, file: File::from_std(file), hash: Sha256::new(), bytes: 0 })
        };
        // The whole of it elsewhere: whoever leaves while the file is made leaves none.
        tokio::task::spawn_blocking(open).await.map_err(Error::internal)?
    }
}

impl Incoming {
    /// Appends what has come.
    ///
    /// # Errors
    /// [`Error::TooLarge`] as soon as it is, [`Error::StorageFull`].
    pub async fn write(&mut self, chunk: Bytes) -> Result<()> {
        self.bytes += chunk.len() as u64;
        if self.bytes > MAX_PHOTO_BYTES {
            return Err(Error::TooLarge);
        }
        self.hash.update(&chunk);
        Ok(self.file.write_all(&chunk).await?)
    }

    /// Whether nothing has come.
    pub fn is_empty(&self) -> bool {
        self.bytes == 0
    }

    /// All has come.
    pub(super) async fn finish(mut self) -> Result<Arrived> {
        self.file.flush().await?;
        let (hash, path) = (std::mem::take(&mut self.hash), std::mem::take(&mut self.path));
        Ok(Arrived { sha256: hash.finalize().into(), bytes: self.bytes, staged: Staged(path) })
    }
}

impl Arrived {
    pub(super) fn path(&self) -> &Path {
        &self.staged.0
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if !self.path.as_os_str().is_empty() {
            drop(Staged(std::mem::take(&mut self.path)));
        }
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.0) {
            tracing::warn!(%error, "a staged file could not be removed");
        }
    }
}
