//! What the sets of a gallery ask the server.

#[cfg(feature = "ssr")]
use backend::sets::PhotoSet;
use domain::{GalleryId, PhotoId, SetId};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::server;

/// A set, as its studio sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetView {
    /// Which.
    pub id: SetId,
    /// Its name.
    pub name: String,
    /// Kept from visitors.
    pub hidden: bool,
    /// Seen by those who gave the client's code, by no other visitor.
    pub client_only: bool,
    /// Photographs in it.
    pub photos: i64,
}

/// Makes an empty set behind the others.
#[server(name = CreateSet, prefix = "/api", endpoint = "dashboard/create_set")]
pub async fn create_set(gallery: GalleryId, name: String) -> Result<SetId, AppError> {
    let backend = server::backend()?;
    Ok(backend.sets().create(&server::viewer(), gallery, &name).await?)
}

/// Gives a set another name.
#[server(name = RenameSet, prefix = "/api", endpoint = "dashboard/rename_set", input = Json)]
pub async fn rename_set(gallery: GalleryId, set: SetId, name: String) -> Result<(), AppError> {
    let backend = server::backend()?;
    Ok(backend.sets().rename(&server::viewer(), gallery, set, &name).await?)
}

/// Keeps a set from visitors, or shows it again.
#[server(name = HideSet, prefix = "/api", endpoint = "dashboard/hide_set", input = Json)]
pub async fn hide_set(gallery: GalleryId, set: SetId, hidden: bool) -> Result<(), AppError> {
    let backend = server::backend()?;
    Ok(backend.sets().hide(&server::viewer(), gallery, set, hidden).await?)
}

/// Brings all sets into this order.
#[server(name = ArrangeSets, prefix = "/api", endpoint = "dashboard/arrange_sets", input = Json)]
pub async fn arrange_sets(gallery: GalleryId, sets: Vec<SetId>) -> Result<(), AppError> {
    let backend = server::backend()?;
    Ok(backend.sets().arrange(&server::viewer(), gallery, &sets).await?)
}

/// Deletes a set; its photographs stay.
#[server(name = DeleteSet, prefix = "/api", endpoint = "dashboard/delete_set", input = Json)]
pub async fn delete_set(gallery: GalleryId, set: SetId) -> Result<(), AppError> {
    let backend = server::backend()?;
    Ok(backend.sets().delete(&server::viewer(), gallery, set).await?)
}

/// Puts photographs into a set, or into none.
#[server(name = PutPhotos, prefix = "/api", endpoint = "dashboard/put_photos", input = Json)]
pub async fn put_photos(gallery: GalleryId, photos: Vec<PhotoId>, set: Option<SetId>) -> Result<(), AppError> {
    let backend = server::backend()?;
    Ok(backend.photos().put(&server::viewer(), gallery, &photos, set).await?)
}

#[cfg(feature = "ssr")]
impl From<PhotoSet> for SetView {
    fn from(set: PhotoSet) -> Self {
        Self { id: set.id, name: set.name, hidden: set.hidden, client_only: set.client_only, photos: set.photos }
    }
}
