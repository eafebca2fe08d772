//! The uploads' SQL.

use chrono::{DateTime, Utc};
use domain::{FileName, GalleryId, ImportId, PhotoId, SetId, StudioId, Unpack, UploadId};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{NewUpload, Upload, archives::PROMISED};
use crate::{
    database::Tx,
    error::{Error, OnConstraint, Result},
    limits::UPLOAD,
    photos::{Outcome, Stored},
};

/// A file that was announced.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) id: UploadId,
    pub(super) file_name: FileName,
    pub(super) metadata: String,
    pub(super) bytes: u64,
    pub(super) sha256: Option<[u8; 32]>,
    pub(super) replaces: Option<PhotoId>,
    pub(super) set: Option<SetId>,
    pub(super) storage_key: String,
    pub(super) expires_at: DateTime<Utc>,
    pub(super) stored: Option<Stored>,
    /// For an archive, what becomes of its folders.
    pub(super) unpack: Option<Unpack>,
    /// What takes the archive apart, once it is here.
    pub(super) import: Option<ImportId>,
}

impl Row {
    pub(super) fn as_upload(&self, received: u64) -> Upload {
        Upload {
            id: self.id,
            received,
            bytes: self.bytes,
            expires_at: self.expires_at,
            stored: self.stored,
            import: self.import,
            metadata: self.metadata.clone(),
        }
    }

    /// Whether all of it came and something became of it.
    pub(super) fn is_over(&self) -> bool {
        self.stored.is_some() || self.import.is_some()
    }
}

/// How many files the studio of this transaction has under way.
pub(super) async fn open(tx: &mut Tx) -> Result<i64> {
    Ok(sqlx::query_scalar!(r#"SELECT count(*) AS "count!" FROM uploads WHERE photo_id IS NULL AND import_id IS NULL"#)
        .fetch_one(&mut **tx)
        .await?)
}

/// One after the other: what the disk has room for is promised to one at a time.
pub(super) async fn hold_promises(tx: &mut Tx) -> Result<()> {
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtext('uploads.promises')) IS NULL AS held")
        .fetch_one(&mut **tx)
        .await?;
    Ok(())
}

/// On a system connection: what all studios announced or went on with of late, and how long each will be.
pub(super) async fn under_way(system: &mut PgConnection, now: DateTime<Utc>) -> Result<Vec<(UploadId, u64)>> {
    let rows = sqlx::query!(
        "SELECT id, bytes FROM uploads WHERE photo_id IS NULL AND import_id IS NULL AND expires_at > $1",
        now + UPLOAD - PROMISED,
    );
    let rows = rows.fetch_all(system).await?;
    Ok(rows.into_iter().map(|row| (UploadId(row.id), u64::try_from(row.bytes).unwrap_or_default())).collect())
}

pub(super) async fn insert(
    tx: &mut Tx,
    studio: StudioId,
    gallery: GalleryId,
    row: &Row,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO uploads (id, studio_id, gallery_id, file_name, bytes, sha256, replaces, storage_key, created_at,
             expires_at, metadata, unpack, set_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $13,
             (SELECT id FROM photo_sets WHERE id = $12 AND gallery_id = $3))",
        row.id.0,
        studio.0,
        gallery.0,
        row.file_name.as_str(),
        i64::try_from(row.bytes).map_err(Error::internal)?,
        row.sha256.as_ref().map(|hash| &hash[..]),
        row.replaces.map(|photo| photo.0),
        row.storage_key,
        now,
        row.expires_at,
        row.metadata,
        row.set.map(|set| set.0),
        row.unpack.map(Unpack::as_str),
    )
    .execute(&mut **tx)
    .await
    .on_constraint("uploads_replaced_exists", || Error::NOT_FOUND)?;
    Ok(())
}

/// Of this gallery, and not yet forgotten.
pub(super) async fn find(tx: &mut Tx, gallery: GalleryId, id: UploadId, now: DateTime<Utc>) -> Result<Option<Row>> {
    sqlx::query_as!(
        Found,
        "SELECT id, file_name, metadata, bytes, sha256, replaces, set_id, storage_key, expires_at, photo_id, outcome, unpack,
                import_id
         FROM uploads WHERE gallery_id = $1 AND id = $2 AND expires_at > $3",
        gallery.0,
        id.0,
        now,
    )
    .fetch_optional(&mut **tx)
    .await?
    .map(Row::try_from)
    .transpose()
}

/// One that was announced in the same words, bytes known, and of which nothing became yet.
pub(super) async fn unfinished(
    tx: &mut Tx,
    gallery: GalleryId,
    new: &NewUpload,
    now: DateTime<Utc>,
) -> Result<Option<Row>> {
    let Some(sha256) = &new.sha256 else { return Ok(None) };
    sqlx::query_as!(
        Found,
        "SELECT id, file_name, metadata, bytes, sha256, replaces, set_id, storage_key, expires_at, photo_id, outcome, unpack,
                import_id
         FROM uploads
         WHERE gallery_id = $1 AND sha256 = $2 AND metadata = $3 AND bytes = $4 AND photo_id IS NULL AND expires_at > $5
         LIMIT 1",
        gallery.0,
        &sha256[..],
        new.metadata,
        i64::try_from(new.bytes).map_err(Error::internal)?,
        now,
    )
    .fetch_optional(&mut **tx)
    .await?
    .map(Row::try_from)
    .transpose()
}

/// As PostgreSQL tells it.
struct Found {
    id: Uuid,
    file_name: String,
    metadata: String,
    bytes: i64,
    sha256: Option<Vec<u8>>,
    replaces: Option<Uuid>,
    set_id: Option<Uuid>,
    storage_key: String,
    expires_at: DateTime<Utc>,
    photo_id: Option<Uuid>,
    outcome: Option<String>,
    unpack: Option<String>,
    import_id: Option<Uuid>,
}

impl TryFrom<Found> for Row {
    type Error = Error;

    fn try_from(row: Found) -> Result<Self> {
        let outcome = row.outcome.as_deref().and_then(Outcome::from_word);
        let hash = |hash: Vec<u8>| hash.try_into().map_err(|_| Error::internal("a hash of 32 bytes"));
        Ok(Self {
            id: UploadId(row.id),
            file_name: FileName::tame(&row.file_name),
            metadata: row.metadata,
            bytes: u64::try_from(row.bytes).map_err(Error::internal)?,
            sha256: row.sha256.map(hash).transpose()?,
            replaces: row.replaces.map(PhotoId),
            set: row.set_id.map(SetId),
            storage_key: row.storage_key,
            expires_at: row.expires_at,
            stored: row.photo_id.zip(outcome).map(|(photo, outcome)| Stored { photo: PhotoId(photo), outcome }),
            unpack: row.unpack.as_deref().and_then(|word| word.parse().ok()),
            import: row.import_id.map(ImportId),
        })
    }
}

pub(super) async fn touch(tx: &mut Tx, id: UploadId, expires_at: DateTime<Utc>) -> Result<()> {
    sqlx::query!("UPDATE uploads SET expires_at = $2 WHERE id = $1", id.0, expires_at).execute(&mut **tx).await?;
    Ok(())
}

/// In the transaction that stores the photograph.
pub(crate) async fn set_stored(tx: &mut Tx, upload: UploadId, stored: Stored) -> Result<()> {
    sqlx::query!(
        "UPDATE uploads SET photo_id = $2, outcome = $3 WHERE id = $1",
        upload.0,
        stored.photo.0,
        stored.outcome.as_str(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// In the transaction that begins to take an archive apart.
pub(crate) async fn set_import(tx: &mut Tx, upload: UploadId, import: ImportId) -> Result<()> {
    sqlx::query!("UPDATE uploads SET import_id = $2 WHERE id = $1", upload.0, import.0).execute(&mut **tx).await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, id: UploadId) -> Result<()> {
    sqlx::query!("DELETE FROM uploads WHERE id = $1", id.0).execute(&mut **tx).await?;
    Ok(())
}

/// Forgets what expired.
pub(super) async fn delete_expired(tx: &mut Tx, now: DateTime<Utc>) -> Result<Vec<UploadId>> {
    let ids = sqlx::query_scalar!("DELETE FROM uploads WHERE expires_at <= $1 RETURNING id", now)
        .fetch_all(&mut **tx)
        .await?;
    Ok(ids.into_iter().map(UploadId).collect())
}

/// Those of `ids` that are still known.
pub(super) async fn known(tx: &mut Tx, ids: &[UploadId]) -> Result<Vec<UploadId>> {
    let ids: Vec<_> = ids.iter().map(|id| id.0).collect();
    let known = sqlx::query_scalar!("SELECT id FROM uploads WHERE id = ANY($1)", &ids).fetch_all(&mut **tx).await?;
    Ok(known.into_iter().map(UploadId).collect())
}

/// Photographs of this name in the gallery; two say that there are several.
pub(super) async fn named(tx: &mut Tx, gallery: GalleryId, name: &FileName) -> Result<Vec<PhotoId>> {
    let ids = sqlx::query_scalar!(
        "SELECT id FROM photos WHERE gallery_id = $1 AND file_name = $2 AND trashed_at IS NULL LIMIT 2",
        gallery.0,
        name.as_str(),
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(ids.into_iter().map(PhotoId).collect())
}
