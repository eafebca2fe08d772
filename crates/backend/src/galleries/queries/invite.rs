//! Who was invited.

use domain::{AccessCode, GalleryId, LinkToken, StudioId};
use uuid::Uuid;

use super::{super::Invitation, word};
use crate::{
    database::Tx,
    error::{Error, Result},
    limits::INVITATIONS_LISTED,
};

/// What an invitation tells of a gallery.
pub(in super::super) async fn title_and_secrets(
    tx: &mut Tx,
    gallery: GalleryId,
) -> Result<(String, LinkToken, AccessCode)> {
    let row = sqlx::query!("SELECT title, link_token, access_code FROM galleries WHERE id = $1", gallery.0)
        .fetch_optional(&mut **tx)
        .await?
        .ok_or(Error::NOT_FOUND)?;
    Ok((row.title, word(&row.link_token)?, word(&row.access_code)?))
}

pub(in super::super) async fn insert_invitation(
    tx: &mut Tx,
    (studio, gallery): (StudioId, GalleryId),
    id: Uuid,
    sent: &Invitation,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO invitations (id, studio_id, gallery_id, email, member, sent_at) VALUES ($1, $2, $3, $4, $5, $6)",
        id,
        studio.0,
        gallery.0,
        sent.email.as_str(),
        sent.member,
        sent.sent_at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The last first.
pub(in super::super) async fn invitations(tx: &mut Tx, gallery: GalleryId) -> Result<Vec<Invitation>> {
    let rows = sqlx::query!(
        "SELECT email, member, sent_at FROM invitations WHERE gallery_id = $1 ORDER BY sent_at DESC, email LIMIT $2",
        gallery.0,
        INVITATIONS_LISTED,
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| Ok(Invitation { email: word(&row.email)?, member: row.member, sent_at: row.sent_at }))
        .collect()
}
