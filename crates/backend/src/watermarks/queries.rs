//! The SQL of watermarks.

use std::collections::HashMap;

use domain::{GalleryId, PhotoId, StudioId, Watermark};
use serde_json::Value;
use uuid::Uuid;

use super::{GalleryMark, StudioMark};
use crate::{
    database::Tx,
    error::{Error, Result},
    files::PhotoKeys,
    hex, sha256,
};

/// A photograph whose marked sizes are to be made.
pub(super) struct Waiting {
    pub(super) storage_key: String,
    pub(super) watermark: Watermark,
    pub(super) studio_name: String,
    pub(super) logo_key: Option<String>,
    pub(super) generation: i32,
}

fn read(stored: Option<Value>) -> Result<Option<Watermark>> {
    stored.map(serde_json::from_value).transpose().map_err(Error::internal)
}

fn ids(galleries: &[GalleryId]) -> Vec<Uuid> {
    galleries.iter().map(|gallery| gallery.0).collect()
}

/// Of the studio of this transaction.
pub(super) async fn of_studio(tx: &mut Tx) -> Result<StudioMark> {
    let row = sqlx::query!("SELECT name, watermark, logo_key FROM studios WHERE studio_id = current_studio()")
        .fetch_one(&mut **tx)
        .await?;
    // The name itself is nobody's business.
    let logo = row.logo_key.map(|key| hex(&sha256(key)[..8]));
    Ok(StudioMark { watermark: read(row.watermark)?.unwrap_or_default(), name: row.name, logo })
}

pub(super) async fn of_gallery(tx: &mut Tx, gallery: GalleryId) -> Result<GalleryMark> {
    let row = sqlx::query!(
        r#"SELECT g.watermark, g.proofing, p.photos AS "photos!", p.marked AS "marked!",
                  p.failed AS "failed!"
           FROM galleries g
           CROSS JOIN LATERAL (
               SELECT count(*) AS photos, count(*) FILTER (WHERE marked_generation = g.mark_generation) AS marked,
                      count(*) FILTER (WHERE mark_failed) AS failed
               FROM photos WHERE gallery_id = g.id AND state = 'ready' AND trashed_at IS NULL) AS p
           WHERE g.id = $1"#,
        gallery.0,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(GalleryMark {
        studio: of_studio(tx).await?,
        own: read(row.watermark)?,
        picture: None,
        proofing: row.proofing,
        marked: row.marked,
        photos: row.photos,
        failed: row.failed,
    })
}

pub(super) async fn set_of_gallery(tx: &mut Tx, gallery: GalleryId, watermark: Option<&Watermark>) -> Result<()> {
    let watermark = watermark.map(serde_json::to_value).transpose().map_err(Error::internal)?;
    sqlx::query!("UPDATE galleries SET watermark = $2 WHERE id = $1", gallery.0, watermark).execute(&mut **tx).await?;
    Ok(())
}

pub(super) async fn set_of_studio(tx: &mut Tx, watermark: &Watermark) -> Result<()> {
    let watermark = serde_json::to_value(watermark).map_err(Error::internal)?;
    sqlx::query!("UPDATE studios SET watermark = $1 WHERE studio_id = current_studio()", watermark)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub(super) async fn logo_key(tx: &mut Tx) -> Result<Option<String>> {
    let key = sqlx::query_scalar!("SELECT logo_key FROM studios WHERE studio_id = current_studio()");
    Ok(key.fetch_one(&mut **tx).await?)
}

/// In a system transaction: every studio, and the unguessable parts of its logos' names: over pictures, and above pages.
pub(super) async fn logos(tx: &mut Tx) -> Result<HashMap<StudioId, Vec<String>>> {
    let rows = sqlx::query!("SELECT studio_id, logo_key, brand_key FROM studios").fetch_all(&mut **tx).await?;
    let own = |keys: [Option<String>; 2]| keys.into_iter().flatten().collect();
    Ok(rows.into_iter().map(|row| (StudioId(row.studio_id), own([row.logo_key, row.brand_key]))).collect())
}

/// Answers with the one before.
pub(super) async fn set_logo(tx: &mut Tx, secret: &str) -> Result<Option<String>> {
    let former = sqlx::query_scalar!(
        "UPDATE studios s SET logo_key = $1
         FROM (SELECT studio_id, logo_key FROM studios WHERE studio_id = current_studio() FOR UPDATE) before
         WHERE s.studio_id = before.studio_id RETURNING before.logo_key",
        secret,
    );
    Ok(former.fetch_one(&mut **tx).await?)
}

/// Holds the galleries that have no watermark of their own, always in the same order.
pub(super) async fn hold_without_own(tx: &mut Tx) -> Result<Vec<GalleryId>> {
    let held = sqlx::query_scalar!("SELECT id FROM galleries WHERE watermark IS NULL ORDER BY id FOR NO KEY UPDATE");
    Ok(held.fetch_all(&mut **tx).await?.into_iter().map(GalleryId).collect())
}

/// Holds the galleries over whose pictures the logo is laid, always in the same order.
pub(super) async fn hold_with_logo(tx: &mut Tx) -> Result<Vec<GalleryId>> {
    let held = sqlx::query_scalar!(
        r#"SELECT g.id FROM galleries g JOIN studios s USING (studio_id)
           WHERE coalesce(g.watermark, s.watermark) ->> 'mark' = 'logo' ORDER BY g.id FOR NO KEY UPDATE OF g"#
    );
    Ok(held.fetch_all(&mut **tx).await?.into_iter().map(GalleryId).collect())
}

/// No marked size of these galleries is of now any more. Answers with those that are for proofing.
pub(super) async fn raise_generation(tx: &mut Tx, galleries: &[GalleryId]) -> Result<Vec<GalleryId>> {
    let proofing = sqlx::query!(
        "UPDATE galleries SET mark_generation = mark_generation + 1 WHERE id = ANY($1) RETURNING id, proofing",
        &ids(galleries),
    );
    let proofing = proofing.fetch_all(&mut **tx).await?.into_iter().filter(|row| row.proofing);
    forget_failures(tx, galleries).await?;
    Ok(proofing.map(|row| GalleryId(row.id)).collect())
}

/// Whether that is a change. What was made for an earlier proofing is of an earlier generation.
pub(super) async fn set_proofing(tx: &mut Tx, gallery: GalleryId, on: bool) -> Result<bool> {
    let done = sqlx::query!(
        "UPDATE galleries SET proofing = $2, mark_generation = mark_generation + 1 WHERE id = $1 AND proofing <> $2",
        gallery.0,
        on,
    );
    let changed = done.execute(&mut **tx).await?.rows_affected() > 0;
    forget_failures(tx, &[gallery]).await?;
    Ok(changed)
}

/// What could not be marked before is tried anew, or is not to be marked.
async fn forget_failures(tx: &mut Tx, galleries: &[GalleryId]) -> Result<()> {
    sqlx::query!("UPDATE photos SET mark_failed = false WHERE gallery_id = ANY($1) AND mark_failed", &ids(galleries),)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The gallery it is in; `None` unless it still waits for its marks.
pub(super) async fn set_mark_failed(tx: &mut Tx, photo: PhotoId) -> Result<Option<GalleryId>> {
    let gallery = sqlx::query_scalar!(
        "UPDATE photos p SET mark_failed = true FROM galleries g
         WHERE p.id = $1 AND g.id = p.gallery_id AND g.proofing AND p.state = 'ready'
           AND p.marked_generation IS DISTINCT FROM g.mark_generation RETURNING p.gallery_id",
        photo.0,
    );
    Ok(gallery.fetch_optional(&mut **tx).await?.map(GalleryId))
}

pub(super) async fn clear_mark_failed(tx: &mut Tx, photo: PhotoId) -> Result<()> {
    sqlx::query!("UPDATE photos SET mark_failed = false WHERE id = $1", photo.0).execute(&mut **tx).await?;
    Ok(())
}

/// Raises the epoch, and takes those along who were let in, with all they gave.
pub(super) async fn renew_addresses(tx: &mut Tx, gallery: GalleryId) -> Result<()> {
    let epoch = sqlx::query_scalar!(
        "UPDATE galleries SET access_epoch = access_epoch + 1 WHERE id = $1 RETURNING access_epoch",
        gallery.0,
    );
    let epoch = epoch.fetch_one(&mut **tx).await?;
    sqlx::query!(
        "UPDATE gallery_unlocks SET
             access_epoch = CASE WHEN access_epoch = $2 - 1 THEN $2 ELSE access_epoch END,
             password_epoch = CASE WHEN password_epoch = $2 - 1 THEN $2 ELSE password_epoch END,
             client_epoch = CASE WHEN client_epoch = $2 - 1 THEN $2 ELSE client_epoch END
         WHERE gallery_id = $1 AND $2 - 1 IN (access_epoch, password_epoch, client_epoch)",
        gallery.0,
        epoch,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Those of a gallery for proofing, in its order; in the trash, too: they may come back.
pub(super) async fn without_marks(tx: &mut Tx, gallery: GalleryId) -> Result<Vec<PhotoId>> {
    let photos = sqlx::query_scalar!(
        "SELECT p.id FROM photos p JOIN galleries g ON g.id = p.gallery_id
         WHERE g.id = $1 AND g.proofing AND p.state = 'ready' AND p.marked_generation IS DISTINCT FROM g.mark_generation
         ORDER BY p.set_place, p.sort_key, p.file_name, p.id",
        gallery.0,
    );
    Ok(photos.fetch_all(&mut **tx).await?.into_iter().map(PhotoId).collect())
}

/// `None` unless its gallery is for proofing and it has no marks of now.
pub(super) async fn waiting(tx: &mut Tx, photo: PhotoId) -> Result<Option<Waiting>> {
    let row = sqlx::query!(
        r#"SELECT p.storage_key, coalesce(g.watermark, s.watermark) AS watermark, s.name, s.logo_key, g.mark_generation
           FROM photos p JOIN galleries g ON g.id = p.gallery_id JOIN studios s ON s.studio_id = p.studio_id
           WHERE p.id = $1 AND p.state = 'ready' AND g.proofing AND p.marked_generation IS DISTINCT FROM g.mark_generation"#,
        photo.0,
    )
    .fetch_optional(&mut **tx)
    .await?;
    row.map(|row| {
        Ok(Waiting {
            storage_key: row.storage_key,
            watermark: read(row.watermark)?.unwrap_or_default(),
            studio_name: row.name,
            logo_key: row.logo_key,
            generation: row.mark_generation,
        })
    })
    .transpose()
}

/// Its marked sizes are there, unless it has other bytes by now, or they are of a mark that is no longer of now.
pub(super) async fn set_marked(tx: &mut Tx, photo: PhotoId, storage_key: &str, generation: i32) -> Result<()> {
    sqlx::query!(
        "UPDATE photos p SET marked_generation = $3, mark_failed = false FROM galleries g
         WHERE p.id = $1 AND p.storage_key = $2 AND g.id = p.gallery_id AND g.mark_generation = $3",
        photo.0,
        storage_key,
        generation,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Of which generation the marked sizes of `keys` are kept; `None` when none are.
pub(crate) async fn marks_of(tx: &mut Tx, keys: &PhotoKeys) -> Result<Option<i32>> {
    let generation = sqlx::query_scalar!(
        "SELECT g.mark_generation FROM photos p JOIN galleries g ON g.id = p.gallery_id
         WHERE p.studio_id = $1 AND p.storage_key = $2 AND g.proofing",
        keys.studio().0,
        keys.secret(),
    );
    Ok(generation.fetch_optional(&mut **tx).await?)
}
