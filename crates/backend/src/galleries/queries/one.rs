//! Everything about one gallery.

use domain::{DownloadPolicy, GalleryId, LinkToken};

use super::{
    super::{CoverPhoto, GalleryDetail, OpenGallery, PhotoPage, USUAL_FOCUS, access::Found, edit::version},
    cover,
    look::look,
    word,
};
use crate::{
    Links,
    database::Tx,
    error::{Error, Result},
    sets,
};

pub(in super::super) async fn detail(found: &mut Found, links: &Links) -> Result<GalleryDetail> {
    let row = sqlx::query!(
        r#"SELECT g.title, g.description, g.taken_on, g.expires_on, g.link_token, g.access_code, g.change_seq,
                  g.created_at, g.published_at, g.photo_order, g.order_descending, g.look_layout, g.look_spacing,
                  g.look_size, g.look_fonts, g.look_palette, g.look_cover, g.look_brand, g.proofing, p.photos AS "photos!",
                  p.processing AS "processing!",
                  p.failed AS "failed!", p.trashed AS "trashed!", p.bytes AS "bytes!",
                  (SELECT count(*) FROM visitors v JOIN favorites f ON f.visitor_id = v.id
                   JOIN photos h ON h.id = f.photo_id
                   WHERE v.gallery_id = g.id AND h.trashed_at IS NULL) AS "hearts!",
                  (SELECT count(*) FROM visitors v WHERE v.gallery_id = g.id) AS "visitors!"
           FROM galleries g
           CROSS JOIN LATERAL (
               SELECT count(*) FILTER (WHERE trashed_at IS NULL) AS photos,
                      count(*) FILTER (WHERE trashed_at IS NULL AND state = 'processing') AS processing,
                      count(*) FILTER (WHERE trashed_at IS NULL AND (state = 'failed' OR mark_failed)) AS failed,
                      count(*) FILTER (WHERE trashed_at IS NOT NULL) AS trashed,
                      coalesce(sum(bytes), 0)::bigint AS bytes
               FROM photos WHERE gallery_id = g.id) AS p
           WHERE g.id = $1"#,
        found.id.0,
    )
    .fetch_one(&mut *found.tx)
    .await?;
    let version = version(&row.title, &row.description, row.taken_on, row.expires_on, &row.access_code);
    let look = look([
        &row.look_layout,
        &row.look_spacing,
        &row.look_size,
        &row.look_fonts,
        &row.look_palette,
        &row.look_cover,
        &row.look_brand,
    ])?;
    Ok(GalleryDetail {
        id: found.id,
        title: row.title,
        description: row.description,
        taken_on: row.taken_on,
        expires_on: row.expires_on,
        status: found.status,
        standing: found.subject.standing,
        link: links.gallery(&word::<LinkToken>(&row.link_token)?),
        access_code: word(&row.access_code)?,
        gate: found.gate,
        version,
        epoch: found.epoch,
        photos: row.photos,
        processing: row.processing,
        failed: row.failed,
        trashed_photos: row.trashed,
        hearts: row.hearts,
        visitors: row.visitors,
        bytes: row.bytes,
        change_seq: row.change_seq,
        cover: cover_of(&mut found.tx, found.id, found.epoch).await?,
        look,
        logo: found.logo.clone(),
        order: word(&row.photo_order)?,
        descending: row.order_descending,
        proofing: row.proofing,
        sets: sets::queries::list(&mut found.tx, found.id).await?,
        created_at: row.created_at,
        published_at: row.published_at,
    })
}

/// What a client sees above and among the photographs.
pub(in super::super) async fn open_gallery(found: &mut Found, page: PhotoPage, own: bool) -> Result<OpenGallery> {
    let row = sqlx::query!(
        r#"SELECT title, description, taken_on, change_seq, cover_photo_id, download_web, download_high, download_original,
                  download_all, download_pin IS NOT NULL AS "download_pin!", download_quota, download_place, proofing,
                  look_layout, look_spacing, look_size, look_fonts, look_palette, look_cover, look_brand,
                  c.photos AS "photos!", c.sets AS "sets!"
           FROM galleries g
           CROSS JOIN LATERAL (
               SELECT coalesce(sum(n.photos), 0)::bigint AS photos,
                      coalesce(jsonb_agg(jsonb_build_object('place', s.position, 'name', s.name, 'photos', n.photos)
                                         ORDER BY s.position) FILTER (WHERE s.id IS NOT NULL), '[]') AS sets
               FROM (SELECT p.set_id, count(*) AS photos FROM photos p
                     WHERE p.gallery_id = g.id AND p.state = 'ready' AND p.trashed_at IS NULL
                       AND (p.shown OR $2 AND p.for_client)
                     GROUP BY p.set_id) n
               LEFT JOIN photo_sets s ON s.id = n.set_id) AS c
           WHERE g.id = $1"#,
        found.id.0,
        found.client,
    )
    .fetch_one(&mut *found.tx)
    .await?;
    // None was chosen: it is the first, which is here already.
    let first = page.photos.first().filter(|_| row.cover_photo_id.is_none());
    let cover = match first {
        Some(first) => Some(CoverPhoto {
            id: first.id,
            epoch: found.epoch,
            width: first.width,
            height: first.height,
            placeholder: first.placeholder.clone(),
            focus: USUAL_FOCUS,
        }),
        None => cover_of(&mut found.tx, found.id, found.epoch).await?,
    };
    let look = look([
        &row.look_layout,
        &row.look_spacing,
        &row.look_size,
        &row.look_fonts,
        &row.look_palette,
        &row.look_cover,
        &row.look_brand,
    ])?;
    Ok(OpenGallery {
        id: found.id,
        title: row.title,
        description: row.description,
        taken_on: row.taken_on,
        epoch: found.epoch,
        photos: row.photos,
        sets: serde_json::from_value(row.sets).map_err(Error::internal)?,
        cover,
        page,
        look,
        downloads: DownloadPolicy {
            web: row.download_web,
            high: row.download_high,
            original: row.download_original,
            all: row.download_all,
            pin: row.download_pin,
            quota: row.download_quota.and_then(|quota| u32::try_from(quota).ok()),
            place: row.download_place,
        }
        .while_proofing(row.proofing),
        proofing: row.proofing,
        own,
        client: found.client,
        by_link: found.gate.is_none() && found.open_to_clients().is_ok(),
        change_seq: row.change_seq,
    })
}

/// The photograph that stands for a gallery.
pub(crate) async fn cover_of(tx: &mut Tx, id: GalleryId, epoch: i32) -> Result<Option<CoverPhoto>> {
    let row = sqlx::query!(
        r#"(SELECT 1 AS choice, p.id AS "id!", p.width, p.height, p.placeholder AS "placeholder!",
                   g.cover_focus_x AS focus_x, g.cover_focus_y AS focus_y
            FROM galleries g JOIN photos p ON p.id = g.cover_photo_id
            WHERE g.id = $1 AND p.state = 'ready' AND p.trashed_at IS NULL AND p.shown)
           UNION ALL
           (SELECT 2, p.id, p.width, p.height, p.placeholder, NULL, NULL FROM photos p
            WHERE p.gallery_id = $1 AND p.state = 'ready' AND p.trashed_at IS NULL AND p.shown
            ORDER BY p.set_place, p.sort_key, p.file_name, p.id LIMIT 1)
           ORDER BY choice LIMIT 1"#,
        id.0,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.and_then(|row| {
        cover(Some(row.id), epoch, (row.width, row.height), Some(row.placeholder), (row.focus_x, row.focus_y))
    }))
}
