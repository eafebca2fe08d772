//! The next piece of a file.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{Seek, SeekFrom},
    os::unix::fs::OpenOptionsExt,
};

use bytes::Bytes;
use domain::{GalleryId, UploadId, Viewer};
use sha1::Sha1;
use sha2::Sha256;
use tokio::io::AsyncWriteExt;

use super::{Conflict, Upload, Uploads, archives, queries};
use crate::{
    Backend, digest_of, drill,
    error::{Error, Result},
    limits::UPLOAD,
};

/// Bytes of an archive after which the disk is asked again: a piece may be all of it.
const ASKED_EVERY: u64 = 64_000_000;

/// A writer of one file; the only one, until it is dropped.
#[derive(Debug)]
pub struct Appending {
    backend: Backend,
    viewer: Viewer,
    gallery: GalleryId,
    row: queries::Row,
    file: tokio::fs::File,
    /// Where this piece begins.
    from: u64,
    received: u64,
    /// How much had come when the disk was asked for room.
    asked: u64,
}

/// What a piece should come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Checksum {
    /// The one every server of the protocol knows.
    Sha1([u8; 20]),
    /// A better one.
    Sha256([u8; 32]),
}

impl Uploads<'_> {
    /// Goes on with a file at `offset`.
    ///
    /// # Errors
    /// Refused to all but editors; not found when it expired; [`Conflict::Busy`] while another request is sending it;
    /// [`Conflict::Offset`]; [`Error::StorageFull`] when the disk has no room any more for what is missing of an archive.
    pub async fn append(&self, viewer: &Viewer, gallery: GalleryId, id: UploadId, offset: u64) -> Result<Appending> {
        let (found, row) = self.row(viewer, gallery, id).await?;
        // The connection is not kept while bytes trickle in.
        drop(found);
        if row.is_over() && offset != row.bytes {
            return Err(Conflict::Offset { received: row.bytes }.into());
        }
        let path = self.part(id);
        let opened = tokio::task::spawn_blocking(move || open(&path)).await.map_err(Error::internal)?;
        let (file, received) = opened?;
        let received = if row.is_over() { row.bytes } else { received };
        if received != offset {
            return Err(Conflict::Offset { received }.into());
        }
        let missing = row.bytes.saturating_sub(received);
        // Others may have been announced when this one was.
        if row.unpack.is_some() && missing > 0 {
            archives::room(self.0, missing).await?;
        }
        Ok(Appending {
            backend: self.0.clone(),
            viewer: viewer.clone(),
            gallery,
            row,
            file: tokio::fs::File::from_std(file),
            from: offset,
            received,
            asked: received,
        })
    }
}

impl Appending {
    /// How much may still come.
    pub fn missing(&self) -> u64 {
        self.row.bytes - self.received
    }

    /// Appends what has come.
    ///
    /// # Errors
    /// [`Conflict::TooLong`], [`Error::StorageFull`].
    pub async fn write(&mut self, chunk: Bytes) -> Result<()> {
        if chunk.len() as u64 > self.missing() {
            return Err(Conflict::TooLong.into());
        }
        if self.row.unpack.is_some() && self.received - self.asked >= ASKED_EVERY {
            self.asked = self.received;
            archives::room(&self.backend, self.missing()).await?;
        }
        self.file.write_all(&chunk).await?;
        drill::reach("uploads::piece");
        self.received += chunk.len() as u64;
        Ok(())
    }

    /// The piece is over. With a checksum it is kept if it matches; when it is the last one, the file is stored, which
    /// goes on even if nobody waits for the answer any more.
    ///
    /// # Errors
    /// [`Conflict::Checksum`]; [`Error::File`] when it is no photograph, and then it is forgotten; those of storing.
    pub async fn finish(mut self, checksum: Option<Checksum>) -> Result<Upload> {
        self.file.flush().await?;
        if let Some(checksum) = checksum
            && !self.matches(checksum).await?
        {
            self.take_back().await?;
            return Err(Conflict::Checksum.into());
        }
        self.touch().await?;
        if self.missing() > 0 || self.row.is_over() {
            return Ok(self.row.as_upload(self.received));
        }
        tokio::spawn(super::settle::settle(self.backend, self.viewer, self.gallery, self.row, self.file))
            .await
            .map_err(Error::internal)?
    }

    /// The piece broke off. What came of it is kept, unless it has a checksum that now nobody can check.
    ///
    /// # Errors
    /// [`Error::StorageFull`].
    pub async fn break_off(mut self, keep: bool) -> Result<()> {
        self.file.flush().await?;
        if keep { self.touch().await } else { self.take_back().await }
    }

    async fn touch(&mut self) -> Result<()> {
        let studio = self.viewer.membership.as_ref().map(|membership| membership.studio).ok_or(Error::NOT_FOUND)?;
        self.row.expires_at = self.backend.clock.now() + UPLOAD;
        let mut tx = self.backend.db.studio(studio).await?;
        queries::touch(&mut tx, self.row.id, self.row.expires_at).await?;
        Ok(tx.commit().await?)
    }

    async fn take_back(&mut self) -> Result<()> {
        Ok(self.file.set_len(self.from).await?)
    }

    async fn matches(&self, checksum: Checksum) -> Result<bool> {
        let (mut file, from) = (self.file.try_clone().await?.into_std().await, self.from);
        let hashed = tokio::task::spawn_blocking(move || -> Result<bool> {
            file.seek(SeekFrom::Start(from))?;
            Ok(match checksum {
                Checksum::Sha1(wanted) => digest_of::<Sha1>(file)?[..] == wanted,
                Checksum::Sha256(wanted) => digest_of::<Sha256>(file)?[..] == wanted,
            })
        });
        hashed.await.map_err(Error::internal)?
    }
}

/// Opens the file for its one writer, at its end.
pub(super) fn open(path: &std::path::Path) -> Result<(File, u64)> {
    let file = OpenOptions::new().read(true).append(true).create(true).mode(0o600).open(path)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(Conflict::Busy.into()),
        Err(TryLockError::Error(error)) => return Err(error.into()),
    }
    let length = file.metadata()?.len();
    Ok((file, length))
}
