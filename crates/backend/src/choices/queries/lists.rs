//! Lists and what is on them. "Seen" is a photograph whose sizes are made and which is not in the trash; only those count.

use chrono::{DateTime, Utc};
use domain::{GalleryId, ListId, ListName, ListStanding, Most, PhotoId, StudioId, problem::Problem};
use uuid::Uuid;

use super::{
    super::{Rules, StudioList, VisitorList},
    limit, stored, word,
};
use crate::{
    database::Tx,
    error::{Error, OnConstraint, Result},
};

/// A list to be made.
pub(in super::super) struct NewList<'a> {
    pub id: ListId,
    pub visitor: Option<Uuid>,
    pub name: &'a ListName,
    pub most: Most,
}

/// What visitors are asked and allowed.
pub(in super::super) async fn rules(tx: &mut Tx, gallery: GalleryId) -> Result<Rules> {
    let row = sqlx::query!("SELECT asks, own_lists, comments FROM galleries WHERE id = $1", gallery.0)
        .fetch_optional(&mut **tx)
        .await?
        .ok_or(Error::NOT_FOUND)?;
    Ok(Rules { asks: word(&row.asks)?, own_lists: row.own_lists, comments: row.comments })
}

pub(in super::super) async fn set_rules(tx: &mut Tx, gallery: GalleryId, rules: Rules) -> Result<()> {
    sqlx::query!(
        "UPDATE galleries SET asks = $2, own_lists = $3, comments = $4 WHERE id = $1",
        gallery.0,
        rules.asks.as_str(),
        rules.own_lists,
        rules.comments,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The name of a list; hearts have none.
pub(in super::super) async fn list_name(tx: &mut Tx, list: ListId) -> Result<String> {
    Ok(sqlx::query_scalar!("SELECT name FROM lists WHERE id = $1", list.0).fetch_one(&mut **tx).await?)
}

/// The lists of a visitor, who may be unknown yet, with what they put on them.
pub(in super::super) async fn lists(
    tx: &mut Tx,
    (gallery, client): (GalleryId, bool),
    visitor: Option<Uuid>,
) -> Result<Vec<VisitorList>> {
    let rows = sqlx::query!(
        r#"SELECT l.id, l.name, l.most, l.visitor_id IS NOT NULL AS "own!",
                  (SELECT s.submitted_at FROM submissions s
                   WHERE s.list_id = l.id AND s.visitor_id = $2 AND s.reopened_at IS NULL) AS sent_at,
                  ARRAY (SELECT e.photo_id FROM list_entries e JOIN photos p ON p.id = e.photo_id
                         WHERE e.list_id = l.id AND e.visitor_id = $2 AND p.state = 'ready'
                           AND p.trashed_at IS NULL AND (p.shown OR $3 AND p.for_client)
                         ORDER BY e.created_at, e.photo_id) AS "photos!"
           FROM lists l WHERE l.gallery_id = $1 AND (l.visitor_id IS NULL OR l.visitor_id = $2)
           ORDER BY l.id = l.gallery_id DESC, l.visitor_id NULLS FIRST, l.created_at, l.id"#,
        gallery.0,
        visitor,
        client,
    )
    .fetch_all(&mut **tx)
    .await?;
    let lists = rows.into_iter().map(|row| VisitorList {
        id: ListId(row.id),
        name: row.name,
        most: limit(row.most),
        own: row.own,
        sent_at: row.sent_at,
        photos: row.photos.into_iter().map(PhotoId).collect(),
    });
    Ok(lists.collect())
}

/// What a visitor has on one list, first chosen first, as far as they can see it.
pub(in super::super) async fn entries(
    tx: &mut Tx,
    (visitor, client): (Option<Uuid>, bool),
    list: ListId,
) -> Result<Vec<PhotoId>> {
    let rows = sqlx::query_scalar!(
        "SELECT e.photo_id FROM list_entries e JOIN photos p ON p.id = e.photo_id
         WHERE e.visitor_id = $1 AND e.list_id = $2 AND p.state = 'ready'
                           AND p.trashed_at IS NULL AND (p.shown OR $3 AND p.for_client)
         ORDER BY e.created_at, e.photo_id",
        visitor,
        list.0,
        client,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(PhotoId).collect())
}

/// How a list stands for a visitor, who may be unknown yet; `None` when it is not theirs.
pub(in super::super) async fn standing(
    tx: &mut Tx,
    (gallery, client): (GalleryId, bool),
    list: ListId,
    visitor: Option<Uuid>,
) -> Result<Option<ListStanding>> {
    let row = sqlx::query!(
        r#"SELECT l.most,
                  (SELECT count(*) FROM list_entries e JOIN photos p ON p.id = e.photo_id
                   WHERE e.list_id = l.id AND e.visitor_id = $3
                     AND p.state = 'ready' AND p.trashed_at IS NULL
                     AND (p.shown OR $4 AND p.for_client)) AS "count!",
                  EXISTS (SELECT FROM submissions s
                          WHERE s.list_id = l.id AND s.visitor_id = $3 AND s.reopened_at IS NULL) AS "sent!"
           FROM lists l WHERE l.id = $2 AND l.gallery_id = $1 AND (l.visitor_id IS NULL OR l.visitor_id = $3)"#,
        gallery.0,
        list.0,
        visitor,
        client,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| ListStanding {
        most: limit(row.most),
        count: u32::try_from(row.count).unwrap_or(u32::MAX),
        sent: row.sent,
    }))
}

/// Whether a photograph is on a visitor's list.
pub(in super::super) async fn is_on(tx: &mut Tx, visitor: Uuid, list: ListId, photo: PhotoId) -> Result<bool> {
    let there = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM list_entries
                          WHERE visitor_id = $1 AND list_id = $2 AND photo_id = $3) AS "there!""#,
        visitor,
        list.0,
        photo.0,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(there)
}

/// Those of `photos` that a visitor can see and has not on that list.
pub(in super::super) async fn not_on(
    tx: &mut Tx,
    (gallery, client): (GalleryId, bool),
    (visitor, list): (Option<Uuid>, ListId),
    photos: &[PhotoId],
) -> Result<Vec<PhotoId>> {
    let photos: Vec<Uuid> = photos.iter().map(|photo| photo.0).collect();
    let new = sqlx::query_scalar!(
        "SELECT p.id FROM photos p
         WHERE p.gallery_id = $1 AND p.id = ANY($4) AND p.state = 'ready' AND p.trashed_at IS NULL
               AND (p.shown OR $5 AND p.for_client)
               AND NOT EXISTS (SELECT FROM list_entries e
                               WHERE e.visitor_id = $2 AND e.list_id = $3 AND e.photo_id = p.id)",
        gallery.0,
        visitor,
        list.0,
        &photos,
        client,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(new.into_iter().map(PhotoId).collect())
}

pub(in super::super) async fn add(
    tx: &mut Tx,
    (studio, gallery): (StudioId, GalleryId),
    visitor: Uuid,
    list: ListId,
    photos: &[PhotoId],
    now: DateTime<Utc>,
) -> Result<()> {
    let photos: Vec<Uuid> = photos.iter().map(|photo| photo.0).collect();
    sqlx::query!(
        "INSERT INTO list_entries (studio_id, gallery_id, list_id, visitor_id, photo_id, created_at)
         SELECT $1, $2, $3, $4, photo, $6 FROM unnest($5::uuid[]) AS photo
         ON CONFLICT (visitor_id, list_id, photo_id) DO NOTHING",
        studio.0,
        gallery.0,
        list.0,
        visitor,
        &photos,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(in super::super) async fn remove(tx: &mut Tx, visitor: Uuid, list: ListId, photo: PhotoId) -> Result<()> {
    sqlx::query!(
        "DELETE FROM list_entries WHERE visitor_id = $1 AND list_id = $2 AND photo_id = $3",
        visitor,
        list.0,
        photo.0,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Lists besides the hearts: a visitor's own, or the studio's.
pub(in super::super) async fn count_lists(tx: &mut Tx, gallery: GalleryId, visitor: Option<Uuid>) -> Result<i64> {
    let count = sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM lists
           WHERE gallery_id = $1 AND id <> gallery_id AND visitor_id IS NOT DISTINCT FROM $2"#,
        gallery.0,
        visitor,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(count)
}

pub(in super::super) async fn insert_list(
    tx: &mut Tx,
    (studio, gallery): (StudioId, GalleryId),
    list: &NewList<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO lists (id, studio_id, gallery_id, visitor_id, name, most, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        list.id.0,
        studio.0,
        gallery.0,
        list.visitor,
        list.name.as_str(),
        stored(list.most),
        now,
    )
    .execute(&mut **tx)
    .await
    .on_constraint("lists_name_once", || Error::invalid("name", Problem::ListNameTaken))?;
    Ok(())
}

/// Whether there was such a list of the studio's. Without a name it keeps the one it has.
pub(in super::super) async fn update_list(
    tx: &mut Tx,
    gallery: GalleryId,
    list: ListId,
    name: Option<&ListName>,
    most: Most,
) -> Result<bool> {
    let updated = sqlx::query!(
        "UPDATE lists SET name = coalesce($3, name), most = $4
         WHERE id = $2 AND gallery_id = $1 AND visitor_id IS NULL",
        gallery.0,
        list.0,
        name.map(ListName::as_str),
        stored(most),
    )
    .execute(&mut **tx)
    .await
    .on_constraint("lists_name_once", || Error::invalid("name", Problem::ListNameTaken))?;
    Ok(updated.rows_affected() > 0)
}

pub(in super::super) async fn studio_lists(tx: &mut Tx, gallery: GalleryId) -> Result<Vec<StudioList>> {
    let rows = sqlx::query!(
        "SELECT id, name, most FROM lists WHERE gallery_id = $1 AND visitor_id IS NULL
         ORDER BY id = gallery_id DESC, created_at, id",
        gallery.0,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| StudioList { id: ListId(row.id), name: row.name, most: limit(row.most) }).collect())
}

/// Whether anybody has anything on it, the trash included.
pub(in super::super) async fn in_use(tx: &mut Tx, gallery: GalleryId, list: ListId) -> Result<bool> {
    let used = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM list_entries WHERE list_id = $2 AND gallery_id = $1)
               OR EXISTS (SELECT FROM submissions WHERE list_id = $2 AND gallery_id = $1) AS "used!""#,
        gallery.0,
        list.0,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(used)
}

/// Whether there was such a list.
pub(in super::super) async fn delete_studio_list(tx: &mut Tx, gallery: GalleryId, list: ListId) -> Result<bool> {
    let deleted = sqlx::query!(
        "DELETE FROM lists WHERE id = $2 AND gallery_id = $1 AND visitor_id IS NULL AND id <> gallery_id",
        gallery.0,
        list.0,
    )
    .execute(&mut **tx)
    .await?;
    Ok(deleted.rows_affected() > 0)
}

/// With what is on it.
pub(in super::super) async fn delete_own_list(tx: &mut Tx, visitor: Uuid, list: ListId) -> Result<()> {
    sqlx::query!("DELETE FROM lists WHERE id = $2 AND visitor_id = $1", visitor, list.0).execute(&mut **tx).await?;
    Ok(())
}
