//! The SQL of brands.

use domain::StudioId;
use sqlx::PgConnection;

use super::BrandLogo;
use crate::{database::Tx, error::Result};

/// Answers with the name of the one before.
pub(super) async fn set_logo(tx: &mut Tx, logo: Option<&BrandLogo>) -> Result<Option<String>> {
    let side = |side: u32| i32::try_from(side).unwrap_or(i32::MAX);
    let former = sqlx::query_scalar!(
        "UPDATE studios s SET brand_key = $1, brand_width = $2, brand_height = $3
         FROM (SELECT studio_id, brand_key FROM studios WHERE studio_id = current_studio() FOR UPDATE) before
         WHERE s.studio_id = before.studio_id RETURNING before.brand_key",
        logo.map(|logo| &*logo.name),
        logo.map(|logo| side(logo.width)),
        logo.map(|logo| side(logo.height)),
    );
    Ok(former.fetch_one(&mut **tx).await?)
}

/// On a system connection: whose logo has this name.
pub(super) async fn studio_of(system: &mut PgConnection, name: &str) -> Result<Option<StudioId>> {
    let studio = sqlx::query_scalar!("SELECT studio_id FROM studios WHERE brand_key = $1", name);
    Ok(studio.fetch_optional(system).await?.map(StudioId))
}
