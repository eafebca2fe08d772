//! The last byte has come.

use std::path::PathBuf;

use domain::{GalleryId, Viewer};

use super::{Conflict, Upload, Uploads, queries};
use crate::{
    Backend, drill,
    error::{Error, Result},
    imports::NewImport,
    photos::{Arrival, Arrived},
};

/// Stores a file whose bytes are all here. `lock` keeps other writers away until it is done.
pub(super) async fn settle(
    backend: Backend,
    viewer: Viewer,
    gallery: GalleryId,
    mut row: queries::Row,
    lock: tokio::fs::File,
) -> Result<Upload> {
    let path = Uploads(&backend).part(row.id);
    drill::reach("uploads::complete");
    if let Some(unpack) = row.unpack {
        let new = NewImport { upload: row.id, name: row.file_name.clone(), unpack, set: row.set };
        // What takes it apart wants the lock, and may be quick.
        drop(lock);
        row.import = Some(backend.imports().begin(&viewer, gallery, &new).await?);
        return Ok(row.as_upload(row.bytes));
    }
    let arrived = match Arrived::look(&path).await {
        Err(error @ Error::File(_)) => {
            forget(&backend, &viewer, &row, path).await?;
            return Err(error);
        }
        arrived => arrived?,
    };
    if row.sha256.is_some_and(|announced| announced != arrived.sha256) {
        // Nobody knows which piece is wrong.
        lock.set_len(0).await?;
        return Err(Conflict::Checksum.into());
    }
    let arrival = Arrival {
        name: row.file_name.clone(),
        storage_key: row.storage_key.clone(),
        upload: Some(row.id),
        replaces: row.replaces,
        set: row.set,
        path: path.clone(),
        arrived,
    };
    row.stored = Some(backend.photos().take_in(&viewer, gallery, &arrival).await?);
    drill::reach("uploads::stored");
    remove(path).await;
    Ok(row.as_upload(row.bytes))
}

async fn forget(backend: &Backend, viewer: &Viewer, row: &queries::Row, path: PathBuf) -> Result<()> {
    let studio = viewer.membership.as_ref().map(|membership| membership.studio).ok_or(Error::NOT_FOUND)?;
    let mut tx = backend.db.studio(studio).await?;
    queries::delete(&mut tx, row.id).await?;
    tx.commit().await?;
    remove(path).await;
    Ok(())
}

/// What cannot be removed now is removed by the sweep.
pub(super) async fn remove(path: PathBuf) {
    if let Err(error) = tokio::fs::remove_file(&path).await
        && error.kind() != std::io::ErrorKind::NotFound
    {
        tracing::warn!(%error, "a staged file could not be removed");
    }
}
