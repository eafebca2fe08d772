//! What is known of one photograph.

use domain::{GalleryId, PhotoId};

use super::super::{Exposure, PhotoDetails};
use crate::{
    database::Tx,
    error::{Error, Result},
    media::{Metadata, Words},
};

/// Records what people wrote into a photograph, and where it was taken. That its file was rejected holds until the studio
/// says otherwise.
pub(in super::super) async fn set_words(tx: &mut Tx, photo: PhotoId, metadata: &Metadata) -> Result<()> {
    let Words { title, caption, keywords, creator, copyright, rating, city, country } = &metadata.words;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    sqlx::query!(
        "UPDATE photos SET title = $2, caption = $3, keywords = $4, creator = $5, copyright = $6, rating = $7, city = $8,
             country = $9, latitude = $10, longitude = $11,
             flag = CASE WHEN $12 THEN coalesce(flag, 'reject') ELSE flag END
         WHERE id = $1",
        photo.0,
        text(title),
        text(caption),
        keywords,
        text(creator),
        text(copyright),
        rating.map(i16::from),
        text(city),
        text(country),
        metadata.gps.map(|(latitude, _)| latitude),
        metadata.gps.map(|(_, longitude)| longitude),
        metadata.rejected,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Of a photograph of the gallery, in the trash or not.
pub(in super::super) async fn details(tx: &mut Tx, gallery: GalleryId, photo: PhotoId) -> Result<Option<PhotoDetails>> {
    // Of photographs that were developed before there were columns, the metadata says the place.
    let row = sqlx::query!(
        r#"SELECT file_name, bytes, width, height, taken_at, camera, metadata, title, caption, keywords, creator, copyright,
                  coalesce(stars, rating) AS rating, city, country, coalesce(latitude, (metadata #>> '{gps,0}')::double precision) AS latitude,
                  coalesce(longitude, (metadata #>> '{gps,1}')::double precision) AS longitude
           FROM photos WHERE gallery_id = $1 AND id = $2"#,
        gallery.0,
        photo.0,
    )
    .fetch_optional(&mut **tx)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let pixels = |length: Option<i32>| length.and_then(|length| u32::try_from(length).ok());
    let text = |text: String| (!text.is_empty()).then_some(text);
    Ok(Some(PhotoDetails {
        file_name: row.file_name,
        bytes: row.bytes,
        size: pixels(row.width).zip(pixels(row.height)),
        taken_at: row.taken_at,
        camera: text(row.camera),
        exposure: serde_json::from_value::<Exposure>(row.metadata).map_err(Error::internal)?,
        words: Words {
            title: text(row.title),
            caption: text(row.caption),
            keywords: row.keywords,
            creator: text(row.creator),
            copyright: text(row.copyright),
            rating: row.rating.and_then(|stars| u8::try_from(stars).ok()),
            city: text(row.city),
            country: text(row.country),
        },
        gps: row.latitude.zip(row.longitude),
    }))
}
