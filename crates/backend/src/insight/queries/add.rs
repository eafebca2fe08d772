//! Writing down what was counted. In system transactions: a batch is of many studios.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{GalleryId, PhotoId};
use uuid::Uuid;

use super::super::tally::Batch;
use crate::{database::Tx, error::Result};

/// Makes a salt for each day of the batch that has none yet, from `fresh`, which is kept nowhere.
pub(in super::super) async fn salt_days(tx: &mut Tx, batch: &Batch, fresh: &[u8; 32]) -> Result<()> {
    let places = batch.views.keys().map(|((gallery, quarter), _)| (gallery.0, *quarter));
    let (galleries, moments): (Vec<Uuid>, Vec<DateTime<Utc>>) = places.unzip();
    sqlx::query!(
        "INSERT INTO day_salts (day, salt)
         SELECT day, sha256($3::bytea || convert_to(day::text, 'UTF8')) FROM (
             SELECT DISTINCT (u.at AT TIME ZONE s.time_zone)::date AS day
             FROM unnest($1::uuid[], $2::timestamptz[]) AS u (gallery_id, at)
             JOIN galleries g ON g.id = u.gallery_id
             JOIN studios s ON s.studio_id = g.studio_id) AS days
         ORDER BY day
         ON CONFLICT DO NOTHING",
        &galleries,
        &moments,
        &fresh[..],
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Adds views to their days, and visitors who were not seen on that day before. Galleries that are gone count nothing.
pub(in super::super) async fn add_views(tx: &mut Tx, batch: &Batch) -> Result<()> {
    let (mut galleries, mut moments, mut visitors, mut views) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (((gallery, quarter), visitor), count) in &batch.views {
        galleries.push(gallery.0);
        moments.push(*quarter);
        // Those who cannot be told apart have no bytes.
        visitors.push(visitor.map(|hash| hash.to_vec()).unwrap_or_default());
        views.push(*count);
    }
    sqlx::query!(
        "WITH seen AS MATERIALIZED (
             SELECT g.studio_id, g.id AS gallery_id, (u.at AT TIME ZONE s.time_zone)::date AS day, u.visitor, u.views
             FROM unnest($1::uuid[], $2::timestamptz[], $3::bytea[], $4::integer[]) AS u (gallery_id, at, visitor, views)
             JOIN galleries g ON g.id = u.gallery_id
             JOIN studios s ON s.studio_id = g.studio_id
         ), new AS (
             INSERT INTO day_visitors (studio_id, gallery_id, day, visitor_hash)
             SELECT DISTINCT seen.studio_id, seen.gallery_id, seen.day,
                    sha256(d.salt || uuid_send(seen.gallery_id) || seen.visitor) AS visitor_hash
             FROM seen JOIN day_salts d ON d.day = seen.day WHERE octet_length(seen.visitor) > 0
             ORDER BY seen.gallery_id, seen.day, visitor_hash
             ON CONFLICT DO NOTHING RETURNING gallery_id, day
         )
         INSERT INTO gallery_days AS d (studio_id, gallery_id, day, views, visitors)
         SELECT studio_id, gallery_id, day, sum(views),
                (SELECT count(*) FROM new WHERE new.gallery_id = seen.gallery_id AND new.day = seen.day)
         FROM seen GROUP BY studio_id, gallery_id, day ORDER BY gallery_id, day
         ON CONFLICT (gallery_id, day) DO UPDATE
             SET views = d.views + excluded.views, visitors = d.visitors + excluded.visitors",
        &galleries,
        &moments,
        &visitors,
        &views,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Adds what was done with photographs in one quarter of an hour. What visitors cannot see counts nothing.
pub(in super::super) async fn add_photos(tx: &mut Tx, batch: &Batch, quarter: DateTime<Utc>) -> Result<()> {
    let (mut galleries, mut photos, mut opened, mut taken) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (((gallery, _), photo), touched) in batch.photos.iter().filter(|(((_, at), _), _)| *at == quarter) {
        galleries.push(gallery.0);
        photos.push(photo.0);
        opened.push(touched.opened);
        taken.push(touched.taken);
    }
    sqlx::query!(
        "INSERT INTO photo_months AS m (studio_id, gallery_id, month, photo_id, opened, openings, taken, takings)
         SELECT p.studio_id, p.gallery_id, date_trunc('month', t.day)::date, p.id,
                u.opened, array_fill(0, ARRAY[t.n - 1]) || u.opened || array_fill(0, ARRAY[31 - t.n]),
                u.taken, array_fill(0, ARRAY[t.n - 1]) || u.taken || array_fill(0, ARRAY[31 - t.n])
         FROM unnest($1::uuid[], $2::uuid[], $3::integer[], $4::integer[]) AS u (gallery_id, photo_id, opened, taken)
         JOIN photos p ON p.id = u.photo_id AND p.gallery_id = u.gallery_id
         JOIN studios s ON s.studio_id = p.studio_id
         CROSS JOIN LATERAL (SELECT ($5::timestamptz AT TIME ZONE s.time_zone)::date AS day,
                                    extract(day FROM $5::timestamptz AT TIME ZONE s.time_zone)::integer AS n) AS t
         WHERE p.state = 'ready' AND p.trashed_at IS NULL AND (p.shown OR p.for_client)
         ORDER BY p.gallery_id, p.id
         ON CONFLICT (gallery_id, month, photo_id) DO UPDATE SET
             opened = m.opened + excluded.opened,
             openings = ARRAY (SELECT a + b FROM unnest(m.openings, excluded.openings) WITH ORDINALITY AS both_of (a, b, n)
                               ORDER BY n),
             taken = m.taken + excluded.taken,
             takings = ARRAY (SELECT a + b FROM unnest(m.takings, excluded.takings) WITH ORDINALITY AS both_of (a, b, n)
                              ORDER BY n)",
        &galleries,
        &photos,
        &opened,
        &taken,
        quarter,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Those of `photos` that this visitor sees, each once.
pub(in super::super) async fn seen(
    tx: &mut Tx,
    (gallery, client): (GalleryId, bool),
    photos: &[PhotoId],
) -> Result<Vec<PhotoId>> {
    let ids: Vec<Uuid> = photos.iter().map(|photo| photo.0).collect();
    let seen = sqlx::query_scalar!(
        "SELECT id FROM photos WHERE gallery_id = $1 AND id = ANY($2) AND state = 'ready' AND trashed_at IS NULL
             AND (shown OR $3 AND for_client)",
        gallery.0,
        &ids,
        client,
    );
    Ok(seen.fetch_all(&mut **tx).await?.into_iter().map(PhotoId).collect())
}

/// Forgets who was counted before `day`, and what would tell it.
pub(in super::super) async fn forget_visitors(tx: &mut Tx, day: NaiveDate) -> Result<()> {
    sqlx::query!("DELETE FROM day_salts WHERE day < $1", day).execute(&mut **tx).await?;
    sqlx::query!("DELETE FROM day_visitors WHERE day < $1", day).execute(&mut **tx).await?;
    Ok(())
}
