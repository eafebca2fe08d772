//! What a studio thinks of photographs, while their gallery is held.

use domain::{Flag, GalleryId, PhotoId, Stars, Verdict};
use uuid::Uuid;

use super::browse::{flag, stars};
use crate::{database::Tx, error::Result};

/// Those that were not so before, as they were; of each what was said of it, and nothing else.
pub(in super::super) async fn rate(tx: &mut Tx, gallery: GalleryId, verdicts: &[Verdict]) -> Result<Vec<Verdict>> {
    let photos: Vec<Uuid> = verdicts.iter().map(|verdict| verdict.photo.0).collect();
    let flags: Vec<String> = verdicts.iter().map(|verdict| verdict.flag.map_or("", Flag::as_str).to_owned()).collect();
    let counts: Vec<i16> =
        verdicts.iter().map(|verdict| verdict.stars.map_or(-1, |stars| i16::from(Stars::count(stars)))).collect();
    let rows = sqlx::query!(
        r#"UPDATE photos p SET flag = coalesce(v.flag, p.flag), stars = coalesce(v.stars, p.stars)
           FROM (SELECT id, nullif(flag, '') AS flag, nullif(stars, -1) AS stars
                 FROM unnest($2::uuid[], $3::text[], $4::smallint[]) AS said (id, flag, stars)) v
           JOIN photos f ON f.id = v.id
           WHERE p.gallery_id = $1 AND p.id = v.id
             AND (coalesce(f.flag, 'none') <> coalesce(v.flag, f.flag, 'none')
                  OR coalesce(f.stars, f.rating, 0) <> coalesce(v.stars, f.stars, f.rating, 0))
           RETURNING p.id, coalesce(f.flag, 'none') AS "flag!", coalesce(f.stars, f.rating, 0::smallint) AS "stars!",
                     v.flag IS NOT NULL AS "flagged!", v.stars IS NOT NULL AS "rated!""#,
        gallery.0,
        &photos,
        &flags,
        &counts,
    );
    let rows = rows.fetch_all(&mut **tx).await?;
    let mut former = Vec::with_capacity(rows.len());
    for row in rows {
        let (was, had) = (flag(&row.flag)?, stars(row.stars)?);
        former.push(Verdict {
            photo: PhotoId(row.id),
            flag: row.flagged.then_some(was),
            stars: row.rated.then_some(had),
        });
    }
    Ok(former)
}
