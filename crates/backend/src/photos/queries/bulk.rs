//! What is done with many photographs of a gallery at once, while the gallery is held.

use domain::{FileName, GalleryId, PhotoId, SetId, problem::Problem};
use uuid::Uuid;

use super::ids;
use crate::{
    database::Tx,
    error::{Error, OnConstraint, Result},
};

/// How many of them are in the gallery, not in its trash.
pub(in super::super) async fn there(tx: &mut Tx, gallery: GalleryId, photos: &[PhotoId]) -> Result<usize> {
    let there = sqlx::query_scalar!(
        r#"SELECT count(*) AS "there!" FROM photos WHERE gallery_id = $1 AND id = ANY($2) AND trashed_at IS NULL"#,
        gallery.0,
        &ids(photos),
    );
    Ok(usize::try_from(there.fetch_one(&mut **tx).await?).unwrap_or_default())
}

/// `false` when the gallery has no such set.
pub(in super::super) async fn put(
    tx: &mut Tx,
    gallery: GalleryId,
    photos: &[PhotoId],
    set: Option<SetId>,
) -> Result<bool> {
    let set = set.map(|set| set.0);
    let known = sqlx::query_scalar!(
        r#"SELECT $2::uuid IS NULL OR EXISTS (SELECT FROM photo_sets WHERE gallery_id = $1 AND id = $2) AS "known!""#,
        gallery.0,
        set,
    );
    if !known.fetch_one(&mut **tx).await? {
        return Ok(false);
    }
    sqlx::query!("UPDATE photos SET set_id = $3 WHERE gallery_id = $1 AND id = ANY($2)", gallery.0, &ids(photos), set)
        .execute(&mut **tx)
        .await?;
    Ok(true)
}

/// Those that were not so before.
pub(in super::super) async fn hide(
    tx: &mut Tx,
    gallery: GalleryId,
    photos: &[PhotoId],
    hidden: bool,
) -> Result<Vec<Uuid>> {
    let changed = sqlx::query_scalar!(
        "UPDATE photos SET hidden = $3 WHERE gallery_id = $1 AND id = ANY($2) AND hidden <> $3 RETURNING id",
        gallery.0,
        &ids(photos),
        hidden,
    );
    Ok(changed.fetch_all(&mut **tx).await?)
}

/// The name a photograph has.
pub(in super::super) async fn name_of(tx: &mut Tx, gallery: GalleryId, photo: PhotoId) -> Result<Option<FileName>> {
    let name = sqlx::query_scalar!(
        "SELECT file_name FROM photos WHERE gallery_id = $1 AND id = $2 AND trashed_at IS NULL",
        gallery.0,
        photo.0,
    );
    Ok(name.fetch_optional(&mut **tx).await?.map(|name| FileName::tame(&name)))
}

pub(in super::super) async fn rename(tx: &mut Tx, photo: PhotoId, name: &FileName) -> Result<()> {
    sqlx::query!("UPDATE photos SET file_name = $2 WHERE id = $1", photo.0, name.as_str()).execute(&mut **tx).await?;
    Ok(())
}

/// Gives a keyword to those that lack it, or takes it from those that have it: these.
pub(in super::super) async fn keyword(
    tx: &mut Tx,
    gallery: GalleryId,
    photos: &[PhotoId],
    keyword: &str,
    on: bool,
) -> Result<Vec<Uuid>> {
    let changed = sqlx::query_scalar!(
        "UPDATE photos SET keywords = CASE WHEN $4 THEN array_append(keywords, $3::text) ELSE array_remove(keywords, $3) END
         WHERE gallery_id = $1 AND id = ANY($2) AND ($3 = ANY(keywords)) <> $4 RETURNING id",
        gallery.0,
        &ids(photos),
        keyword,
        on,
    );
    let changed = changed.fetch_all(&mut **tx).await;
    changed.on_constraint("photos_keywords_range", || Error::invalid("keyword", Problem::TooManyKeywords))
}
