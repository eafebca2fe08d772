//! What is past keeping. In system transactions.

use chrono::{DateTime, Utc};
use domain::{GalleryId, StudioId};

use crate::{database::Tx, error::Result};

pub(in super::super) async fn long_trashed(tx: &mut Tx, before: DateTime<Utc>) -> Result<Vec<(StudioId, GalleryId)>> {
    let rows = sqlx::query!("SELECT studio_id, id FROM galleries WHERE trashed_at <= $1 ORDER BY trashed_at", before)
        .fetch_all(&mut **tx)
        .await?;
    Ok(rows.into_iter().map(|row| (StudioId(row.studio_id), GalleryId(row.id))).collect())
}

/// Whether it still is; then no photograph can be added to it any more.
pub(in super::super) async fn lock_long_trashed(
    tx: &mut Tx,
    gallery: GalleryId,
    before: DateTime<Utc>,
) -> Result<bool> {
    let row = sqlx::query!("SELECT id FROM galleries WHERE id = $1 AND trashed_at <= $2 FOR UPDATE", gallery.0, before)
        .fetch_optional(&mut **tx)
        .await?;
    Ok(row.is_some())
}

pub(in super::super) async fn storage_keys(tx: &mut Tx, gallery: GalleryId) -> Result<Vec<String>> {
    let keys = sqlx::query_scalar!("SELECT storage_key FROM photos WHERE gallery_id = $1", gallery.0)
        .fetch_all(&mut **tx)
        .await?;
    Ok(keys)
}

/// With all that hangs on it.
pub(in super::super) async fn delete(tx: &mut Tx, gallery: GalleryId) -> Result<()> {
    sqlx::query!("DELETE FROM galleries WHERE id = $1", gallery.0).execute(&mut **tx).await?;
    Ok(())
}

pub(in super::super) async fn forget_changes(tx: &mut Tx, before: DateTime<Utc>) -> Result<()> {
    sqlx::query!("DELETE FROM gallery_changes WHERE at < $1", before).execute(&mut **tx).await?;
    Ok(())
}
