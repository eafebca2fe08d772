//! Galleries that close soon, and who was told. In system transactions, but for the forgetting.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{Email, GalleryId, LinkToken, Locale, StudioId};

use super::{super::remind::Due, word};
use crate::{Links, database::Tx, error::Result};

/// Those of which nobody was reminded yet: a week before the last day, or a day late when we were away; and the day before
/// it, or on the day itself. Days are those of the studio's time zone.
pub(in super::super) async fn due(tx: &mut Tx, links: &Links, now: DateTime<Utc>) -> Result<Vec<Due>> {
    let rows = sqlx::query!(
        r#"SELECT g.studio_id, g.id, s.name, s.locale, g.title, g.link_token, g.client_email,
                  g.client_code IS NOT NULL AS "own!", g.expires_on AS "last_day!", d.days AS "days!"
           FROM galleries g
           JOIN studios s ON s.studio_id = g.studio_id
           CROSS JOIN LATERAL (SELECT g.expires_on - ($1::timestamptz AT TIME ZONE s.time_zone)::date AS left_over) AS l
           CROSS JOIN LATERAL (SELECT CASE WHEN left_over IN (6, 7) THEN 7 WHEN left_over IN (0, 1) THEN 1 END AS days) AS d
           WHERE g.status = 'published' AND g.trashed_at IS NULL AND d.days IS NOT NULL
             AND NOT EXISTS (SELECT FROM expiry_reminders r
                             WHERE r.gallery_id = g.id AND r.expires_on = g.expires_on AND r.days = d.days)
           ORDER BY g.id"#,
        now,
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Due {
                studio: StudioId(row.studio_id),
                gallery: GalleryId(row.id),
                studio_name: row.name,
                locale: word(&row.locale)?,
                title: row.title,
                link: links.gallery(&word::<LinkToken>(&row.link_token)?),
                client: row.client_email.as_deref().map(word).transpose()?,
                own: row.own,
                last_day: row.last_day,
                days: row.days,
            })
        })
        .collect()
}

/// Whether it is still so, and nobody else has written meanwhile.
pub(in super::super) async fn remember(tx: &mut Tx, due: &Due, now: DateTime<Utc>) -> Result<bool> {
    let done = sqlx::query!(
        "INSERT INTO expiry_reminders (studio_id, gallery_id, expires_on, days, sent_at)
         SELECT studio_id, id, expires_on, $3::integer, $4::timestamptz FROM galleries
         WHERE id = $1 AND expires_on = $2 AND status = 'published' AND trashed_at IS NULL
         ON CONFLICT (gallery_id, expires_on, days) DO NOTHING",
        due.gallery.0,
        due.last_day,
        due.days,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// The owners of a studio who confirmed their addresses, with their languages.
pub(in super::super) async fn owners(tx: &mut Tx, studio: StudioId) -> Result<Vec<(Email, Locale)>> {
    let rows = sqlx::query!(
        "SELECT u.email, u.locale FROM memberships m JOIN users u ON u.id = m.user_id
         WHERE m.studio_id = $1 AND m.role = 'owner' AND u.verified_at IS NOT NULL ORDER BY u.id",
        studio.0,
    )
    .fetch_all(&mut **tx)
    .await?;
    rows.into_iter().map(|row| Ok((word(&row.email)?, word(&row.locale)?))).collect()
}

/// A gallery has another last day: what was said of others is to be said again, should they come back.
pub(in super::super) async fn forget_reminders(
    tx: &mut Tx,
    gallery: GalleryId,
    last_day: Option<NaiveDate>,
) -> Result<()> {
    sqlx::query!(
        "DELETE FROM expiry_reminders WHERE gallery_id = $1 AND expires_on IS DISTINCT FROM $2",
        gallery.0,
        last_day,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
