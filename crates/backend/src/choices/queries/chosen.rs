//! What visitors chose, for the studio.

use domain::{GalleryId, ListId, PhotoId, SubmissionId};

use super::{
    super::{ChosenPhoto, SentList, VisitorChoice},
    limit,
};
use crate::{database::Tx, error::Result};

/// Each choice with who made it (without photographs), by number, list and in the gallery's order; `most` of them.
pub(in super::super) async fn chosen(
    tx: &mut Tx,
    id: GalleryId,
    most: i64,
) -> Result<Vec<(VisitorChoice, ChosenPhoto)>> {
    let rows = sqlx::query!(
        r#"SELECT v.number, v.name, v.email, v.confirmed_at, v.created_at, v.seen_at, l.id AS list, l.name AS list_name,
                  l.most, s.id AS "submission?", s.submitted_at AS "submitted_at?", s.message AS "message?", p.id,
                  p.file_name
           FROM visitors v
           JOIN list_entries e ON e.visitor_id = v.id
           JOIN lists l ON l.id = e.list_id
           JOIN photos p ON p.id = e.photo_id
           LEFT JOIN submissions s ON s.visitor_id = v.id AND s.list_id = l.id AND s.reopened_at IS NULL
           WHERE v.gallery_id = $1 AND p.state = 'ready' AND p.trashed_at IS NULL
           ORDER BY v.number, l.id = l.gallery_id DESC, l.visitor_id NULLS FIRST, l.created_at, l.id,
                    p.set_place, p.sort_key, p.file_name, p.id
           LIMIT $2"#,
        id.0,
        most,
    )
    .fetch_all(&mut **tx)
    .await?;
    let choices = rows.into_iter().map(|row| {
        let sent = row.submission.zip(row.submitted_at).map(|(id, at)| SentList {
            id: SubmissionId(id),
            at,
            message: row.message.unwrap_or_default(),
        });
        let choice = VisitorChoice {
            number: row.number,
            name: row.name,
            email: row.email,
            confirmed: row.confirmed_at.is_some(),
            created_at: row.created_at,
            seen_at: row.seen_at,
            list: ListId(row.list),
            list_name: row.list_name,
            most: limit(row.most),
            sent,
            photos: Vec::new(),
        };
        (choice, ChosenPhoto { id: PhotoId(row.id), file_name: row.file_name })
    });
    Ok(choices.collect())
}
