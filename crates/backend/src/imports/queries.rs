//! The imports' SQL.

use chrono::{DateTime, Utc};
use domain::{GalleryId, ImportFailure, ImportId, ImportState, SetId, SourceFolder, StudioId, Unpack, UserId};
use uuid::Uuid;

use super::{Import, NewFolder, NewImport, run::Taken};
use crate::{
    database::Tx,
    error::{Error, Result},
    limits::REFUSALS_KEPT,
};

/// An import about to be recorded.
pub(super) struct New<'a> {
    pub(super) id: ImportId,
    pub(super) studio: StudioId,
    pub(super) gallery: GalleryId,
    pub(super) person: UserId,
    pub(super) source: &'a str,
    pub(super) archive: &'a NewImport,
    pub(super) now: DateTime<Utc>,
}

/// A folder about to be taken in.
pub(super) struct NewRow<'a> {
    pub(super) id: ImportId,
    pub(super) studio: StudioId,
    pub(super) gallery: GalleryId,
    pub(super) person: UserId,
    /// From where they ask.
    pub(super) source: &'a str,
    pub(super) name: &'a str,
    pub(super) new: &'a NewFolder,
    pub(super) now: DateTime<Utc>,
}

/// Which folder of which source, and how far it was looked through.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    pub(super) source: String,
    pub(super) folder: SourceFolder,
    pub(super) after: Option<String>,
    /// Whether what is in it was counted.
    pub(super) counted: bool,
}

/// What there is to do, and how far it is.
#[derive(Clone, Debug)]
pub(super) struct Work {
    pub(super) gallery: GalleryId,
    pub(super) person: UserId,
    pub(super) source: String,
    pub(super) unpack: Unpack,
    pub(super) set: Option<SetId>,
    /// The entry that is next.
    pub(super) next: usize,
    /// Bytes that came out of it until now.
    pub(super) unpacked: u64,
    /// `None` for an archive.
    pub(super) origin: Option<Origin>,
}

/// `false` when it is there already.
pub(super) async fn insert(tx: &mut Tx, new: &New<'_>) -> Result<bool> {
    let done = sqlx::query!(
        "INSERT INTO imports (id, studio_id, gallery_id, user_id, source, name, unpack, set_id, state, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, (SELECT id FROM photo_sets WHERE id = $8 AND gallery_id = $3), 'waiting', $9)
         ON CONFLICT (id) DO NOTHING",
        new.id.0,
        new.studio.0,
        new.gallery.0,
        new.person.0,
        new.source,
        new.archive.name.as_str(),
        new.archive.unpack.as_str(),
        new.archive.set.map(|set| set.0),
        new.now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The import of this folder that is under way, and whether its photographs go where those of `new` would.
pub(super) async fn open_folder(tx: &mut Tx, gallery: GalleryId, new: &NewFolder) -> Result<Option<(ImportId, bool)>> {
    let row = sqlx::query!(
        r#"SELECT id, unpack = $4 AND set_id IS NOT DISTINCT FROM
                  (SELECT s.id FROM photo_sets s WHERE s.id = $5 AND s.gallery_id = $1) AS "same!"
           FROM imports WHERE gallery_id = $1 AND source_name = $2 AND folder = $3 AND ended_at IS NULL"#,
        gallery.0,
        new.source,
        new.folder,
        new.unpack.as_str(),
        new.set.map(|set| set.0),
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| (ImportId(row.id), row.same)))
}

/// While the gallery is held.
pub(super) async fn insert_folder(tx: &mut Tx, row: &NewRow<'_>) -> Result<()> {
    sqlx::query!(
        "INSERT INTO imports (id, studio_id, gallery_id, user_id, source, name, unpack, set_id, state, created_at, kind,
                              source_name, folder)
         VALUES ($1, $2, $3, $4, $5, $6, $7, (SELECT id FROM photo_sets WHERE id = $8 AND gallery_id = $3), 'waiting', $9,
                 'folder', $10, $11)",
        row.id.0,
        row.studio.0,
        row.gallery.0,
        row.person.0,
        row.source,
        row.name,
        row.new.unpack.as_str(),
        row.new.set.map(|set| set.0),
        row.now,
        row.new.source,
        row.new.folder,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Marks an import as running; `None` when it is over, or there is none.
pub(super) async fn start(tx: &mut Tx, id: ImportId) -> Result<Option<Work>> {
    let row = sqlx::query!(
        "UPDATE imports SET state = 'running' WHERE id = $1 AND ended_at IS NULL
         RETURNING gallery_id, user_id, source, unpack, set_id, next, unpacked, source_name, folder, after_name, total",
        id.0,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| Work {
        gallery: GalleryId(row.gallery_id),
        person: UserId(row.user_id),
        source: row.source,
        unpack: row.unpack.parse().unwrap_or_default(),
        set: row.set_id.map(SetId),
        next: usize::try_from(row.next).unwrap_or_default(),
        unpacked: u64::try_from(row.unpacked).unwrap_or_default(),
        origin: row.source_name.zip(row.folder.and_then(|folder| folder.parse().ok())).map(|(source, folder)| Origin {
            source,
            folder,
            after: row.after_name,
            counted: row.total > 0,
        }),
    }))
}

/// Notes how many there are. `false` when nobody wants them any more.
pub(super) async fn set_total(tx: &mut Tx, id: ImportId, total: usize) -> Result<bool> {
    let done = sqlx::query!(
        "UPDATE imports SET total = greatest($2, next) WHERE id = $1 AND state = 'running'",
        id.0,
        number(total)?,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes what became of an entry; `next` is the one after it. `false` when nobody wants more of them.
pub(super) async fn advance(tx: &mut Tx, id: ImportId, next: usize, taken: &Taken) -> Result<bool> {
    let done = sqlx::query!(
        "UPDATE imports SET next = $2, added = added + $3, already_here = already_here + $4, unpacked = unpacked + $5,
             refused = refused + jsonb_array_length($6),
             refusals = CASE WHEN jsonb_array_length(refusals) < $7 THEN refusals || $6 ELSE refusals END
         WHERE id = $1 AND state = 'running'",
        id.0,
        number(next)?,
        i32::from(taken.added),
        i32::from(taken.already_here),
        i64::try_from(taken.bytes).map_err(Error::internal)?,
        serde_json::to_value(&taken.refused).map_err(Error::internal)?,
        number(REFUSALS_KEPT)?,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes what became of the file of a folder that has this path; `before` is the one before it. `false` when nobody wants
/// more of them, or when another process was faster.
pub(super) async fn advance_to(
    tx: &mut Tx,
    id: ImportId,
    (before, path): (Option<&str>, &str),
    taken: &Taken,
) -> Result<bool> {
    let done = sqlx::query!(
        "UPDATE imports SET next = next + 1, total = greatest(total, next + 1), after_name = $2, added = added + $3,
             already_here = already_here + $4, refused = refused + jsonb_array_length($5),
             refusals = CASE WHEN jsonb_array_length(refusals) < $6 THEN refusals || $5 ELSE refusals END
         WHERE id = $1 AND state = 'running' AND after_name IS NOT DISTINCT FROM $7",
        id.0,
        path,
        i32::from(taken.added),
        i32::from(taken.already_here),
        serde_json::to_value(&taken.refused).map_err(Error::internal)?,
        number(REFUSALS_KEPT)?,
        before,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends an import that is not over; the gallery it is for.
pub(super) async fn end(
    tx: &mut Tx,
    id: ImportId,
    state: ImportState,
    failure: Option<ImportFailure>,
    now: DateTime<Utc>,
) -> Result<Option<GalleryId>> {
    let gallery = sqlx::query_scalar!(
        "UPDATE imports SET state = $2, failure = $3, ended_at = $4 WHERE id = $1 AND ended_at IS NULL RETURNING gallery_id",
        id.0,
        state.as_str(),
        failure.map(ImportFailure::as_str),
        now,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(gallery.map(GalleryId))
}

/// `false` when it is over, or there is none.
pub(super) async fn cancel(tx: &mut Tx, gallery: GalleryId, id: ImportId, now: DateTime<Utc>) -> Result<bool> {
    let done = sqlx::query!(
        "UPDATE imports SET state = 'cancelled', ended_at = $3 WHERE id = $1 AND gallery_id = $2 AND ended_at IS NULL",
        id.0,
        gallery.0,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Forgets one that is over.
pub(super) async fn dismiss(tx: &mut Tx, gallery: GalleryId, id: ImportId) -> Result<()> {
    sqlx::query!("DELETE FROM imports WHERE id = $1 AND gallery_id = $2 AND ended_at IS NOT NULL", id.0, gallery.0,)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The newest first.
pub(super) async fn list(tx: &mut Tx, limit: i64) -> Result<Vec<Import>> {
    let rows = sqlx::query!(
        "SELECT i.id, i.gallery_id, g.title, i.kind, i.name, i.state, i.failure, i.total, i.next, i.added, i.already_here,
                i.refused, i.refusals, i.created_at
         FROM imports i JOIN galleries g ON g.id = i.gallery_id
         WHERE g.trashed_at IS NULL ORDER BY i.created_at DESC, i.id DESC LIMIT $1",
        limit,
    )
    .fetch_all(&mut **tx)
    .await?;
    let count = |number: i32| u32::try_from(number).unwrap_or_default();
    let imports = rows.into_iter().map(|row| {
        Ok(Import {
            id: ImportId(row.id),
            gallery: GalleryId(row.gallery_id),
            gallery_title: row.title,
            kind: row.kind.parse().map_err(|()| Error::internal(format!("unknown kind {}", row.kind)))?,
            name: row.name,
            state: row.state.parse().map_err(|()| Error::internal(format!("unknown state {}", row.state)))?,
            failure: row.failure.and_then(|word| word.parse().ok()),
            total: count(row.total),
            done: count(row.next),
            added: count(row.added),
            already_here: count(row.already_here),
            refused: count(row.refused),
            refusals: serde_json::from_value(row.refusals).map_err(Error::internal)?,
            created_at: row.created_at,
        })
    });
    imports.collect()
}

/// In a system transaction: forgets those that ended before.
pub(super) async fn delete_ended(tx: &mut Tx, before: DateTime<Utc>) -> Result<()> {
    sqlx::query!("DELETE FROM imports WHERE ended_at < $1", before).execute(&mut **tx).await?;
    Ok(())
}

/// In a system transaction: those of `ids` that are not over.
pub(super) async fn open(tx: &mut Tx, ids: &[ImportId]) -> Result<Vec<ImportId>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let open = sqlx::query_scalar!("SELECT id FROM imports WHERE id = ANY($1) AND ended_at IS NULL", &ids)
        .fetch_all(&mut **tx)
        .await?;
    Ok(open.into_iter().map(ImportId).collect())
}

fn number(count: usize) -> Result<i32> {
    i32::try_from(count).map_err(Error::internal)
}
