//! The sets' SQL. All but the list runs while the gallery is held.

use chrono::{DateTime, Utc};
use domain::{GalleryId, SetId, SetName, StudioId, problem::Problem};
use uuid::Uuid;

use super::PhotoSet;
use crate::{
    database::Tx,
    error::{Error, OnConstraint, Result},
};

/// In order.
pub(crate) async fn list(tx: &mut Tx, gallery: GalleryId) -> Result<Vec<PhotoSet>> {
    let rows = sqlx::query!(
        r#"SELECT s.id, s.name, s.hidden, s.client_only,
                  (SELECT count(*) FROM photos p WHERE p.set_id = s.id AND p.trashed_at IS NULL) AS "photos!"
           FROM photo_sets s WHERE s.gallery_id = $1 ORDER BY s.position"#,
        gallery.0,
    )
    .fetch_all(&mut **tx)
    .await?;
    let sets = rows.into_iter().map(|row| PhotoSet {
        id: SetId(row.id),
        name: row.name,
        hidden: row.hidden,
        client_only: row.client_only,
        photos: row.photos,
    });
    Ok(sets.collect())
}

/// 0 when there is none.
pub(super) async fn last_position(tx: &mut Tx, gallery: GalleryId) -> Result<i32> {
    let last = sqlx::query_scalar!(
        r#"SELECT coalesce(max(position), 0) AS "last!" FROM photo_sets WHERE gallery_id = $1"#,
        gallery.0,
    );
    Ok(last.fetch_one(&mut **tx).await?)
}

pub(super) async fn insert(
    tx: &mut Tx,
    (studio, gallery, set): (StudioId, GalleryId, SetId),
    name: &SetName,
    position: i32,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO photo_sets (id, studio_id, gallery_id, name, position, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
        set.0,
        studio.0,
        gallery.0,
        name.as_str(),
        position,
        now,
    )
    .execute(&mut **tx)
    .await
    .on_constraint("photo_sets_name_once", || Error::invalid("name", Problem::SetNameTaken))?;
    Ok(())
}

/// Whether there is such a set.
pub(super) async fn rename(tx: &mut Tx, gallery: GalleryId, set: SetId, name: &SetName) -> Result<bool> {
    let done = sqlx::query!(
        "UPDATE photo_sets SET name = $3 WHERE gallery_id = $1 AND id = $2",
        gallery.0,
        set.0,
        name.as_str(),
    )
    .execute(&mut **tx)
    .await
    .on_constraint("photo_sets_name_once", || Error::invalid("name", Problem::SetNameTaken))?;
    Ok(done.rows_affected() > 0)
}

/// Whether there is such a set.
pub(super) async fn hide(tx: &mut Tx, gallery: GalleryId, set: SetId, hidden: bool) -> Result<bool> {
    let done =
        sqlx::query!("UPDATE photo_sets SET hidden = $3 WHERE gallery_id = $1 AND id = $2", gallery.0, set.0, hidden)
            .execute(&mut **tx)
            .await?;
    Ok(done.rows_affected() > 0)
}

/// Whether there is such a set.
pub(super) async fn keep_for_client(tx: &mut Tx, gallery: GalleryId, set: SetId, client_only: bool) -> Result<bool> {
    let done = sqlx::query!(
        "UPDATE photo_sets SET client_only = $3 WHERE gallery_id = $1 AND id = $2",
        gallery.0,
        set.0,
        client_only,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() > 0)
}

pub(super) async fn arrange(tx: &mut Tx, gallery: GalleryId, sets: &[SetId]) -> Result<()> {
    let ids: Vec<Uuid> = sets.iter().map(|set| set.0).collect();
    sqlx::query!(
        "UPDATE photo_sets s SET position = wanted.position
         FROM unnest($2::uuid[]) WITH ORDINALITY AS wanted (id, position)
         WHERE s.gallery_id = $1 AND s.id = wanted.id",
        gallery.0,
        &ids,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The name it had; those behind it move up. What visitors did not see, or the client alone, they do not see now.
pub(super) async fn delete(tx: &mut Tx, gallery: GalleryId, set: SetId) -> Result<Option<String>> {
    sqlx::query!(
        "UPDATE photos p SET set_id = NULL, hidden = p.hidden OR s.hidden OR s.client_only FROM photo_sets s
         WHERE p.gallery_id = $1 AND p.set_id = $2 AND s.id = $2",
        gallery.0,
        set.0,
    )
    .execute(&mut **tx)
    .await?;
    let gone = sqlx::query!(
        "DELETE FROM photo_sets WHERE gallery_id = $1 AND id = $2 RETURNING name, position",
        gallery.0,
        set.0,
    );
    let Some(gone) = gone.fetch_optional(&mut **tx).await? else { return Ok(None) };
    sqlx::query!(
        "UPDATE photo_sets SET position = position - 1 WHERE gallery_id = $1 AND position > $2",
        gallery.0,
        gone.position,
    )
    .execute(&mut **tx)
    .await?;
    Ok(Some(gone.name))
}

/// Writes what follows from the sets for the photographs in them; whether anything did.
pub(super) async fn place_photos(tx: &mut Tx, gallery: GalleryId) -> Result<bool> {
    let done = sqlx::query!(
        "UPDATE photos p
         SET set_place = s.position, shown = NOT p.hidden AND s.for_all, for_client = NOT p.hidden AND s.for_one
         FROM (SELECT id, position, NOT hidden AND NOT client_only AS for_all, NOT hidden AND client_only AS for_one
               FROM photo_sets WHERE gallery_id = $1) AS s
         WHERE p.gallery_id = $1 AND s.id = p.set_id
           AND (p.set_place, p.shown, p.for_client)
               IS DISTINCT FROM (s.position, NOT p.hidden AND s.for_all, NOT p.hidden AND s.for_one)",
        gallery.0,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() > 0)
}
