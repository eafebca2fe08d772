//! Lists that were sent to the studio.

use chrono::{DateTime, Utc};
use domain::{GalleryId, LinkToken, ListId, StudioId, SubmissionId, problem::Problem};
use uuid::Uuid;

use super::{super::send::Sent, word};
use crate::{
    Links,
    database::Tx,
    error::{Error, OnConstraint, Result},
};

/// A list on its way to the studio.
pub(in super::super) struct Round<'a> {
    pub submission: SubmissionId,
    pub list: ListId,
    pub visitor: Uuid,
    pub photos: u32,
    pub message: &'a str,
}

pub(in super::super) async fn insert_submission(
    tx: &mut Tx,
    (studio, gallery): (StudioId, GalleryId),
    round: &Round<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO submissions (id, studio_id, gallery_id, list_id, visitor_id, photos, message, submitted_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        round.submission.0,
        studio.0,
        gallery.0,
        round.list.0,
        round.visitor,
        i32::try_from(round.photos).unwrap_or(i32::MAX),
        round.message,
        now,
    )
    .execute(&mut **tx)
    .await
    .on_constraint("submissions_one_round", || Error::invalid("list", Problem::ListSent))?;
    Ok(())
}

/// Whose list it was, if it was not open yet.
pub(in super::super) async fn reopen(
    tx: &mut Tx,
    gallery: GalleryId,
    submission: SubmissionId,
    now: DateTime<Utc>,
) -> Result<Option<(ListId, Uuid)>> {
    let row = sqlx::query!(
        "UPDATE submissions SET reopened_at = $3 WHERE id = $2 AND gallery_id = $1 AND reopened_at IS NULL
         RETURNING list_id, visitor_id",
        gallery.0,
        submission.0,
        now,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| (ListId(row.list_id), row.visitor_id)))
}

/// On a system connection: a list that nobody was told of yet, and now they are.
pub(in super::super) async fn sent(
    tx: &mut Tx,
    submission: SubmissionId,
    links: &Links,
    now: DateTime<Utc>,
) -> Result<Option<Sent>> {
    let row = sqlx::query!(
        r#"UPDATE submissions s SET told_at = $2
           FROM galleries g, visitors v, lists l, studios t
           WHERE s.id = $1 AND s.told_at IS NULL
             AND g.id = s.gallery_id AND v.id = s.visitor_id AND l.id = s.list_id AND t.studio_id = s.studio_id
           RETURNING s.studio_id, s.gallery_id, s.photos, s.message, l.name AS list, v.name AS who, v.email, v.number,
                     g.title, g.link_token, t.locale"#,
        submission.0,
        now,
    )
    .fetch_optional(&mut **tx)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let people = sqlx::query!(
        "SELECT u.email, u.locale FROM memberships m JOIN users u ON u.id = m.user_id
         WHERE m.studio_id = $1 AND m.role <> 'viewer' AND u.verified_at IS NOT NULL ORDER BY u.id",
        row.studio_id,
    )
    .fetch_all(&mut **tx)
    .await?;
    let studio = people.into_iter().map(|person| Ok((word(&person.email)?, word(&person.locale)?)));
    let named = Some(row.who).filter(|name| !name.is_empty()).or_else(|| row.email.clone());
    Ok(Some(Sent {
        list: row.list,
        who: named.ok_or(row.number),
        email: row.email.as_deref().map(word).transpose()?,
        gallery: row.title,
        photos: u32::try_from(row.photos).unwrap_or_default(),
        message: row.message,
        locale: word(&row.locale)?,
        studio_link: links.choices(GalleryId(row.gallery_id)),
        client_link: links.gallery(&word::<LinkToken>(&row.link_token)?),
        studio: studio.collect::<Result<_>>()?,
    }))
}
