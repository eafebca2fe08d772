//! A file on its way in: written to the disk of this machine as it arrives, looked at when all of it is here.

use std::{
    fs::{File, OpenOptions},
    io::{BufReader, Seek},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use bytes::Bytes;
use domain::MAX_PHOTO_BYTES;
use sha2::Sha256;
use tokio::io::AsyncWriteExt;

use super::Photos;
use crate::{
    digest_of,
    error::{Error, Result},
    media::{self, Format},
};

/// A file that has not been accepted. It is removed when this is dropped, whatever happened.
#[derive(Debug)]
pub struct Incoming {
    staged: Staged,
    file: tokio::fs::File,
    bytes: u64,
}

/// What a file is, now that all of it is here.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arrived {
    pub(crate) sha256: [u8; 32],
    pub(crate) bytes: u64,
    pub(crate) format: Format,
}

/// A file that goes when this does.
#[derive(Debug)]
pub(crate) struct Staged(pub(crate) PathBuf);

impl Photos<'_> {
    /// Makes room for a file.
    ///
    /// # Errors
    /// [`Error::StorageFull`], or [`Error::Internal`] when the staging folder cannot be written.
    pub async fn receive(&self) -> Result<Incoming> {
        let path = self.0.staging.join(crate::hex(&self.0.chance.bytes::<16>()));
        let open = move || -> Result<Incoming> {
            let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
            Ok(Incoming { staged: Staged(path), file: tokio::fs::File::from_std(file), bytes: 0 })
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
        Ok(self.file.write_all(&chunk).await?)
    }

    /// Whether nothing has come.
    pub fn is_empty(&self) -> bool {
        self.bytes == 0
    }

    /// All has come.
    pub(crate) async fn finish(mut self) -> Result<Staged> {
        self.file.flush().await?;
        Ok(self.staged)
    }
}

impl Arrived {
    /// Hashes the file at `path` and tells from its content what it is.
    ///
    /// # Errors
    /// [`Error::File`] when it is none we can show.
    pub(crate) async fn look(path: &Path) -> Result<Self> {
        let path = path.to_owned();
        let looked = tokio::task::spawn_blocking(move || -> Result<Self> {
            let mut file = File::open(path)?;
            // What we refuse need not be hashed.
            let header = media::inspect(BufReader::new(&file)).map_err(Error::File)?;
            file.rewind()?;
            let bytes = file.metadata()?.len();
            let sha256 = digest_of::<Sha256>(file)?.try_into().map_err(|_| Error::internal("a hash of 32 bytes"))?;
            Ok(Self { sha256, bytes, format: header.format })
        });
        looked.await.map_err(Error::internal)?
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.0) {
            tracing::warn!(%error, "a staged file could not be removed");
        }
    }
}
