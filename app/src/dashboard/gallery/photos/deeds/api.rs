//! What the deeds on picked photographs ask the server.

use domain::{GalleryId, PhotoId};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::server;

/// Keeps photographs from visitors, or shows them again; answers with those that were not so before.
#[server(name = HidePhotos, prefix = "/api", endpoint = "dashboard/hide_photos", input = Json)]
pub async fn hide_photos(gallery: GalleryId, photos: Vec<PhotoId>, hidden: bool) -> Result<Vec<PhotoId>, AppError> {
    let backend = server::backend()?;
    Ok(backend.photos().hide(&server::viewer(), gallery, &photos, hidden).await?)
}

/// Gives a photograph another name; answers with the whole of it.
#[server(name = RenamePhoto, prefix = "/api", endpoint = "dashboard/rename_photo", input = Json)]
pub async fn rename_photo(gallery: GalleryId, photo: PhotoId, name: String) -> Result<String, AppError> {
    let backend = server::backend()?;
    Ok(backend.photos().rename(&server::viewer(), gallery, photo, &name).await?.to_string())
}

/// Gives photographs a keyword, or takes it away; answers with those that were not so before.
#[server(name = KeywordPhotos, prefix = "/api", endpoint = "dashboard/keyword_photos", input = Json)]
pub async fn keyword_photos(
    gallery: GalleryId,
    photos: Vec<PhotoId>,
    keyword: String,
    on: bool,
) -> Result<Vec<PhotoId>, AppError> {
    let backend = server::backend()?;
    Ok(backend.photos().keyword(&server::viewer(), gallery, &photos, &keyword, on).await?)
}
