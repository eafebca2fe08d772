//! Studios, as whoever runs the server asks for them.

use domain::StudioId;

use crate::{database::Tx, error::Result};

/// All of them, by name.
pub(in crate::accounts) async fn studios(tx: &mut Tx) -> Result<Vec<(StudioId, String)>> {
    let rows =
        sqlx::query!("SELECT studio_id, name FROM studios ORDER BY name, studio_id").fetch_all(&mut **tx).await?;
    Ok(rows.into_iter().map(|row| (StudioId(row.studio_id), row.name)).collect())
}
