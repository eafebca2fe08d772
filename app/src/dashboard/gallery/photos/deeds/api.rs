//! What the deeds on picked photographs ask the server.

use domain::{GalleryId, PhotoId};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

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

/// What became of photographs that were copied or moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopiedView {
    /// The new ones.
    pub photos: Vec<PhotoId>,
    /// How many were there before.
    pub there: u32,
}

/// Copies photographs into another gallery, or moves them.
#[server(name = CopyPhotos, prefix = "/api", endpoint = "dashboard/copy_photos", input = Json)]
pub async fn copy_photos(
    gallery: GalleryId,
    photos: Vec<PhotoId>,
    to: GalleryId,
    moves: bool,
) -> Result<CopiedView, AppError> {
    let backend = server::backend()?;
    let copied = backend.photos().copy(&server::viewer(), gallery, &photos, to, moves).await?;
    Ok(CopiedView { photos: copied.photos, there: u32::try_from(copied.there).unwrap_or(u32::MAX) })
}
