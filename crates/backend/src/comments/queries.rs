//! The SQL of comments.

use chrono::{DateTime, Utc};
use domain::{CommentId, GalleryId, PhotoId, StudioId};
use uuid::Uuid;

use super::Comment;
use crate::{
    database::Tx,
    error::{Error, OnConstraint, Result},
    limits::COMMENTS_LISTED,
};

/// Whether visitors may write here.
pub(super) async fn allowed(tx: &mut Tx, gallery: GalleryId) -> Result<bool> {
    let allowed = sqlx::query_scalar!("SELECT comments FROM galleries WHERE id = $1", gallery.0)
        .fetch_optional(&mut **tx)
        .await?;
    Ok(allowed.unwrap_or_default())
}

/// The visitor with this number.
pub(super) async fn numbered(tx: &mut Tx, gallery: GalleryId, number: i32) -> Result<Option<Uuid>> {
    let visitor =
        sqlx::query_scalar!("SELECT id FROM visitors WHERE gallery_id = $1 AND number = $2", gallery.0, number)
            .fetch_optional(&mut **tx)
            .await?;
    Ok(visitor)
}

pub(super) async fn insert(
    tx: &mut Tx,
    (studio, gallery): (StudioId, GalleryId),
    visitor: Uuid,
    comment: &Comment,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO comments (id, studio_id, gallery_id, visitor_id, photo_id, member, body, written_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        comment.id.0,
        studio.0,
        gallery.0,
        visitor,
        comment.photo.map(|photo| photo.0),
        comment.member.as_deref(),
        comment.body,
        comment.written_at,
    )
    .execute(&mut **tx)
    .await
    .on_constraint("comments_photo_exists", || Error::NOT_FOUND)?;
    Ok(())
}

/// Whether there was such a comment of the visitor's, written after `since`; without a text it is taken away.
pub(super) async fn change(
    tx: &mut Tx,
    visitor: Uuid,
    comment: CommentId,
    body: Option<&str>,
    (now, since): (DateTime<Utc>, DateTime<Utc>),
) -> Result<bool> {
    let changed = match body {
        Some(body) => {
            sqlx::query!(
                "UPDATE comments SET body = $3, changed_at = $4
                 WHERE id = $1 AND visitor_id = $2 AND member IS NULL AND written_at > $5",
                comment.0,
                visitor,
                body,
                now,
                since,
            )
            .execute(&mut **tx)
            .await?
        }
        None => {
            sqlx::query!(
                "DELETE FROM comments WHERE id = $1 AND visitor_id = $2 AND member IS NULL AND written_at > $3",
                comment.0,
                visitor,
                since,
            )
            .execute(&mut **tx)
            .await?
        }
    };
    Ok(changed.rows_affected() > 0)
}

/// A visitor's conversation, but for what is about photographs that cannot be seen.
pub(super) async fn of_visitor(tx: &mut Tx, visitor: Uuid, client: bool) -> Result<Vec<Comment>> {
    let rows = sqlx::query!(
        r#"SELECT c.id, c.photo_id, c.member, c.body, c.written_at, c.changed_at FROM comments c
           LEFT JOIN photos p ON p.id = c.photo_id
           WHERE c.visitor_id = $1 AND (c.photo_id IS NULL OR p.state = 'ready' AND p.trashed_at IS NULL
                  AND (p.shown OR $2 AND p.for_client))
           ORDER BY c.written_at, c.id"#,
        visitor,
        client,
    )
    .fetch_all(&mut **tx)
    .await?;
    let comments = rows.into_iter().map(|row| Comment {
        id: CommentId(row.id),
        photo: row.photo_id.map(PhotoId),
        member: row.member,
        body: row.body,
        written_at: row.written_at,
        changed: row.changed_at.is_some(),
    });
    Ok(comments.collect())
}

/// All conversations, by number, each with whose it is.
pub(super) async fn of_gallery(tx: &mut Tx, gallery: GalleryId) -> Result<Vec<(i32, String, Comment)>> {
    let rows = sqlx::query!(
        r#"SELECT v.number, coalesce(nullif(v.name, ''), v.email, '') AS "name!", c.id, c.photo_id, c.member, c.body,
                  c.written_at, c.changed_at
           FROM comments c
           JOIN visitors v ON v.id = c.visitor_id
           LEFT JOIN photos p ON p.id = c.photo_id
           WHERE c.gallery_id = $1 AND (c.photo_id IS NULL OR p.state = 'ready' AND p.trashed_at IS NULL)
           ORDER BY v.number, c.written_at, c.id LIMIT $2"#,
        gallery.0,
        COMMENTS_LISTED,
    )
    .fetch_all(&mut **tx)
    .await?;
    let comments = rows.into_iter().map(|row| {
        let comment = Comment {
            id: CommentId(row.id),
            photo: row.photo_id.map(PhotoId),
            member: row.member,
            body: row.body,
            written_at: row.written_at,
            changed: row.changed_at.is_some(),
        };
        (row.number, row.name, comment)
    });
    Ok(comments.collect())
}
