//! How a gallery looks to clients.

use chrono::{DateTime, Utc};
use domain::{GalleryId, Look};

use super::word;
use crate::{database::Tx, error::Result};

/// From its columns, in their order.
pub(super) fn look([layout, spacing, size, fonts, palette, cover, brand]: [&str; 7]) -> Result<Look> {
    Ok(Look {
        layout: word(layout)?,
        spacing: word(spacing)?,
        size: word(size)?,
        fonts: word(fonts)?,
        palette: word(palette)?,
        cover: word(cover)?,
        brand: word(brand)?,
    })
}

pub(in super::super) async fn look_of(tx: &mut Tx, id: GalleryId) -> Result<Look> {
    let row = sqlx::query!(
        "SELECT look_layout, look_spacing, look_size, look_fonts, look_palette, look_cover, look_brand
         FROM galleries WHERE id = $1",
        id.0,
    )
    .fetch_one(&mut **tx)
    .await?;
    look([
        &row.look_layout,
        &row.look_spacing,
        &row.look_size,
        &row.look_fonts,
        &row.look_palette,
        &row.look_cover,
        &row.look_brand,
    ])
}

pub(in super::super) async fn set_look(tx: &mut Tx, id: GalleryId, look: Look, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "UPDATE galleries SET look_layout = $2, look_spacing = $3, look_size = $4, look_fonts = $5, look_palette = $6,
             look_cover = $7, look_brand = $8, look_chosen_at = $9
         WHERE id = $1",
        id.0,
        look.layout.as_str(),
        look.spacing.as_str(),
        look.size.as_str(),
        look.fonts.as_str(),
        look.palette.as_str(),
        look.cover.as_str(),
        look.brand.as_str(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Gives a gallery the look that was chosen last in its studio, if any was.
pub(in super::super) async fn look_as_last(tx: &mut Tx, id: GalleryId) -> Result<()> {
    sqlx::query!(
        "UPDATE galleries g SET look_layout = l.look_layout, look_spacing = l.look_spacing, look_size = l.look_size,
             look_fonts = l.look_fonts, look_palette = l.look_palette, look_cover = l.look_cover,
             look_brand = l.look_brand
         FROM (SELECT * FROM galleries WHERE studio_id = current_studio() AND look_chosen_at IS NOT NULL
               ORDER BY look_chosen_at DESC, id DESC LIMIT 1) l
         WHERE g.id = $1",
        id.0,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
