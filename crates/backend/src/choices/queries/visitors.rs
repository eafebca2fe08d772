//! Who chooses.

use chrono::{DateTime, Utc};
use domain::{Email, GalleryId, StudioId, live::Who};
use uuid::Uuid;

use super::{super::Guest, word};
use crate::{database::Tx, error::Result};

/// Whose key this is.
pub(in super::super) async fn visitor(tx: &mut Tx, gallery: GalleryId, key: [u8; 32]) -> Result<Option<Uuid>> {
    let visitor = sqlx::query_scalar!(
        r#"SELECT coalesce((SELECT visitor_id FROM visitor_devices WHERE gallery_id = $1 AND key_hash = $2),
                           (SELECT id FROM visitors WHERE gallery_id = $1 AND key_hash = $2))"#,
        gallery.0,
        &key[..],
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(visitor)
}

/// The number of a new visitor; `None` when `most` have been given.
pub(in super::super) async fn next_number(tx: &mut Tx, gallery: GalleryId, most: i32) -> Result<Option<i32>> {
    let number = sqlx::query_scalar!(
        "UPDATE galleries SET visitor_seq = visitor_seq + 1 WHERE id = $1 AND visitor_seq < $2 RETURNING visitor_seq",
        gallery.0,
        most,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(number)
}

pub(in super::super) async fn insert_visitor(
    tx: &mut Tx,
    (studio, gallery): (StudioId, GalleryId),
    visitor: Uuid,
    key: [u8; 32],
    number: i32,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO visitors (id, studio_id, gallery_id, key_hash, number, created_at, seen_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6)",
        visitor,
        studio.0,
        gallery.0,
        &key[..],
        number,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Whether all that is known of a visitor is an address: no name, and nothing was chosen.
pub(in super::super) async fn only_arrived(tx: &mut Tx, visitor: Uuid) -> Result<bool> {
    let only = sqlx::query_scalar!(
        r#"SELECT name = '' AND email IS NOT NULL
                  AND NOT EXISTS (SELECT FROM list_entries e WHERE e.visitor_id = v.id) AS "only!"
           FROM visitors v WHERE id = $1"#,
        visitor,
    );
    Ok(only.fetch_one(&mut **tx).await?)
}

/// What the studio calls a visitor.
pub(in super::super) async fn who(tx: &mut Tx, visitor: Uuid) -> Result<Who> {
    let who = sqlx::query_as!(
        Who,
        r#"SELECT coalesce(nullif(name, ''), email, '') AS "name!", number FROM visitors WHERE id = $1"#,
        visitor,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(who)
}

/// Notes that a visitor changed something.
pub(in super::super) async fn seen(tx: &mut Tx, visitor: Uuid, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!("UPDATE visitors SET seen_at = $2 WHERE id = $1", visitor, now).execute(&mut **tx).await?;
    Ok(())
}

pub(in super::super) async fn set_name(tx: &mut Tx, visitor: Uuid, name: &str) -> Result<()> {
    sqlx::query!("UPDATE visitors SET name = $2 WHERE id = $1", visitor, name).execute(&mut **tx).await?;
    Ok(())
}

/// An address that was confirmed stays.
pub(in super::super) async fn set_email(tx: &mut Tx, visitor: Uuid, email: &Email) -> Result<()> {
    sqlx::query!("UPDATE visitors SET email = $2 WHERE id = $1 AND confirmed_at IS NULL", visitor, email.as_str())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// A link under the hash of its secret; older ones of this visitor are void.
pub(in super::super) async fn insert_link(
    tx: &mut Tx,
    (studio, gallery): (StudioId, GalleryId),
    visitor: Uuid,
    email: &Email,
    (hash, expires_at): (&[u8; 32], DateTime<Utc>),
) -> Result<()> {
    sqlx::query!("DELETE FROM visitor_links WHERE visitor_id = $1", visitor).execute(&mut **tx).await?;
    sqlx::query!(
        "INSERT INTO visitor_links (token_hash, studio_id, gallery_id, visitor_id, email, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        hash.as_slice(),
        studio.0,
        gallery.0,
        visitor,
        email.as_str(),
        expires_at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Who asked for the link and with which address, if it was still there to be taken.
pub(in super::super) async fn take_link(
    tx: &mut Tx,
    gallery: GalleryId,
    hash: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<(Uuid, Email)>> {
    let row = sqlx::query!(
        "DELETE FROM visitor_links WHERE token_hash = $1 AND gallery_id = $2 AND expires_at > $3
         RETURNING visitor_id, email",
        hash.as_slice(),
        gallery.0,
        now,
    )
    .fetch_optional(&mut **tx)
    .await?;
    row.map(|row| Ok((row.visitor_id, word(&row.email)?))).transpose()
}

/// Who confirmed this address.
pub(in super::super) async fn confirmed(tx: &mut Tx, gallery: GalleryId, email: &Email) -> Result<Option<Uuid>> {
    let visitor = sqlx::query_scalar!(
        "SELECT id FROM visitors WHERE gallery_id = $1 AND email = $2 AND confirmed_at IS NOT NULL",
        gallery.0,
        email.as_str(),
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(visitor)
}

/// The address is this visitor's; one they confirmed before stays.
pub(in super::super) async fn confirm(tx: &mut Tx, visitor: Uuid, email: &Email, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "UPDATE visitors SET email = $2, confirmed_at = $3 WHERE id = $1 AND confirmed_at IS NULL",
        visitor,
        email.as_str(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Makes a key the visitor's.
pub(in super::super) async fn join(
    tx: &mut Tx,
    (studio, gallery): (StudioId, GalleryId),
    key: [u8; 32],
    visitor: Uuid,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO visitor_devices (studio_id, gallery_id, key_hash, visitor_id, joined_at)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (gallery_id, key_hash) DO UPDATE SET visitor_id = $4, joined_at = $5",
        studio.0,
        gallery.0,
        &key[..],
        visitor,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Moves what one visitor has on the studio's lists to another: those that have no limit and are with neither's studio.
pub(in super::super) async fn bring(tx: &mut Tx, from: Uuid, to: Uuid) -> Result<()> {
    sqlx::query!(
        "WITH moved AS (
             DELETE FROM list_entries e USING lists l
             WHERE e.visitor_id = $1 AND l.id = e.list_id AND l.visitor_id IS NULL AND l.most IS NULL
               AND NOT EXISTS (SELECT FROM submissions s WHERE s.list_id = l.id AND s.visitor_id IN ($1, $2)
                               AND s.reopened_at IS NULL)
             RETURNING e.studio_id, e.gallery_id, e.list_id, e.photo_id, e.created_at
         )
         INSERT INTO list_entries (studio_id, gallery_id, list_id, visitor_id, photo_id, created_at)
         SELECT studio_id, gallery_id, list_id, $2, photo_id, created_at FROM moved
         ON CONFLICT (visitor_id, list_id, photo_id) DO NOTHING",
        from,
        to,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// On a system connection.
pub(in super::super) async fn sweep_links(tx: &mut Tx, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!("DELETE FROM visitor_links WHERE expires_at <= $1", now).execute(&mut **tx).await?;
    Ok(())
}

/// Those who left an address.
pub(in super::super) async fn guests(tx: &mut Tx, gallery: GalleryId) -> Result<Vec<Guest>> {
    let rows = sqlx::query!(
        r#"SELECT number, name, email AS "email!", confirmed_at, created_at FROM visitors
           WHERE gallery_id = $1 AND email IS NOT NULL ORDER BY number"#,
        gallery.0,
    )
    .fetch_all(&mut **tx)
    .await?;
    let guest = |(number, name, email, confirmed, came_at)| Guest { number, name, email, confirmed, came_at };
    rows.into_iter()
        .map(|row| Ok(guest((row.number, row.name, word(&row.email)?, row.confirmed_at.is_some(), row.created_at))))
        .collect()
}
