//! What is asked of an archive before it comes, and of the disk while it does.

use domain::{Refusal, Viewer};
use nix::sys::statvfs::statvfs;

use crate::{
    Backend,
    error::{Error, Result},
    limits::STAGING_RESERVE,
};

/// Whether an archive of so many bytes may come.
///
/// # Errors
/// [`Refusal::Forbidden`] to scripts: they send files; [`Error::ArchiveTooLarge`]; [`Error::StorageFull`].
pub(super) async fn may_begin(backend: &Backend, viewer: &Viewer, bytes: u64) -> Result<()> {
    if viewer.scope.is_some() {
        return Err(Refusal::Forbidden.into());
    }
    if bytes > backend.archives {
        return Err(Error::ArchiveTooLarge { most: backend.archives });
    }
    room(backend, bytes).await
}

/// Whether the disk has room for so many bytes of an archive.
///
/// # Errors
/// [`Error::StorageFull`].
pub(super) async fn room(backend: &Backend, bytes: u64) -> Result<()> {
    let staging = backend.staging.clone();
    let asked = tokio::task::spawn_blocking(move || statvfs(&staging)).await.map_err(Error::internal)?;
    let disk = asked.map_err(Error::internal)?;
    let free = disk.blocks_available().saturating_mul(disk.fragment_size());
    if free < bytes.saturating_add(STAGING_RESERVE) { Err(Error::StorageFull) } else { Ok(()) }
}
