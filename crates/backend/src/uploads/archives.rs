//! What is asked of an archive before it comes, and of the disk while it does.

use std::path::Path;

use chrono::TimeDelta;
use domain::{Refusal, Viewer};
use nix::sys::statvfs::statvfs;

use super::queries;
use crate::{
    Backend,
    database::Tx,
    error::{Error, Result},
    limits::STAGING_RESERVE,
};

/// Room on the disk is kept for a file that was announced for this long after anything came of it: a night without network.
/// Afterwards it has to find room anew.
pub(super) const PROMISED: TimeDelta = TimeDelta::hours(12);

/// Whether an archive of so many bytes may come.
///
/// # Errors
/// [`Refusal::Forbidden`] to scripts: they send files; [`Error::ArchiveTooLarge`].
pub(super) fn may_begin(backend: &Backend, viewer: &Viewer, bytes: u64) -> Result<()> {
    if viewer.scope.is_some() {
        return Err(Refusal::Forbidden.into());
    }
    if bytes > backend.archives {
        return Err(Error::ArchiveTooLarge { most: backend.archives });
    }
    Ok(())
}

/// Whether the disk has room for so many bytes of another archive besides what others were promised. Nobody else is
/// promised any until `tx` ends.
///
/// # Errors
/// [`Error::StorageFull`].
pub(super) async fn promise(backend: &Backend, tx: &mut Tx, bytes: u64) -> Result<()> {
    queries::hold_promises(tx).await?;
    let under_way = queries::under_way(&mut *backend.db.glance().await?, backend.clock.now()).await?;
    let parts: Vec<_> = under_way.into_iter().map(|(id, bytes)| (backend.uploads().part(id), bytes)).collect();
    let missing = tokio::task::spawn_blocking(move || {
        let here = |path: &Path| std::fs::metadata(path).map_or(0, |file| file.len());
        parts.iter().map(|(path, bytes)| bytes.saturating_sub(here(path))).fold(0, u64::saturating_add)
    });
    room(backend, bytes.saturating_add(missing.await.map_err(Error::internal)?)).await
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

#[cfg(test)]
mod tests {
    use domain::{Role, Unpack};

    use super::*;
    use crate::{testing::TestBackend, uploads::NewUpload};

    #[tokio::test]
    async fn what_others_were_promised_is_not_free() {
        let backend = TestBackend::start().await;
        let (mirna, petra) = (backend.studio("Mirna", Role::Editor).await, backend.studio("Petra", Role::Editor).await);
        let (hers, theirs) = (backend.gallery(&mirna, "Ana").await, backend.gallery(&petra, "Iva").await);
        let generous = Backend { archives: u64::MAX, ..(*backend).clone() };
        let disk = statvfs(&backend.staging).expect("a disk");
        let free = disk.blocks_available() * disk.fragment_size() - STAGING_RESERVE;
        let most = NewUpload {
            name: "wedding.zip".into(),
            bytes: free / 10 * 6,
            unpack: Some(Unpack::Sets),
            ..NewUpload::default()
        };
        let first = generous.uploads().begin(&mirna, hers, &most).await.expect("there is room for one");
        let second = generous.uploads().begin(&petra, theirs, &most).await;
        assert!(matches!(second, Err(Error::StorageFull)), "{second:?}");
        let small = NewUpload { bytes: free / 10, ..most.clone() };
        generous.uploads().begin(&petra, theirs, &small).await.expect("there is room for this one, too");
        generous.uploads().cancel(&mirna, hers, first.id).await.expect("cancelled");
        generous.uploads().begin(&petra, theirs, &most).await.expect("now there is");
        assert!(generous.uploads().begin(&mirna, hers, &most).await.is_err());
        backend.clock.advance(PROMISED + TimeDelta::minutes(1));
        generous.uploads().begin(&mirna, hers, &most).await.expect("nothing came of the others");
    }
}
