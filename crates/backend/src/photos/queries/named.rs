//! What the photographs of a gallery are called.

use domain::{GalleryId, PhotoId};

use crate::{database::Tx, error::Result};

/// All of them but those in the trash.
pub(in super::super) async fn names(tx: &mut Tx, gallery: GalleryId) -> Result<Vec<(PhotoId, String)>> {
    let rows = sqlx::query!(
        "SELECT id, file_name FROM photos WHERE gallery_id = $1 AND trashed_at IS NULL ORDER BY file_name, id",
        gallery.0,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (PhotoId(row.id), row.file_name)).collect())
}
