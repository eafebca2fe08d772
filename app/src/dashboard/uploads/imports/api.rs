//! What the panel asks the server of imports.

use domain::{GalleryId, ImportFailure, ImportId, ImportKind, ImportState, RefusedFile};
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Json},
};
use serde::{Deserialize, Serialize};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::server;

/// An archive that is taken apart or a folder that is taken in, or was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportView {
    /// Which.
    pub id: ImportId,
    /// Where its photographs go.
    pub gallery: GalleryId,
    /// The gallery's name.
    pub title: String,
    /// What is taken in.
    pub kind: ImportKind,
    /// What that is called.
    pub name: String,
    /// How it stands.
    pub state: ImportState,
    /// Why it failed.
    pub failure: Option<ImportFailure>,
    /// What is in it; 0 until it was opened.
    pub total: u32,
    /// How much of that was looked at.
    pub done: u32,
    /// Photographs that are new.
    pub added: u32,
    /// Those that were there.
    pub already_here: u32,
    /// Files that were not taken.
    pub refused: u32,
    /// The first of them.
    pub refusals: Vec<RefusedFile>,
}

/// The studio's imports that nobody dismissed, the newest first.
#[server(name = ListImports, prefix = "/api", endpoint = "dashboard/imports", input = GetUrl)]
pub async fn imports() -> Result<Vec<ImportView>, AppError> {
    let backend = server::backend()?;
    let imports = backend.imports().list(&server::viewer()).await?;
    Ok(imports.into_iter().map(ImportView::from).collect())
}

/// Stops an import.
#[server(name = CancelImport, prefix = "/api", endpoint = "dashboard/cancel_import", input = Json)]
pub async fn cancel_import(gallery: GalleryId, import: ImportId) -> Result<(), AppError> {
    let backend = server::backend()?;
    Ok(backend.imports().cancel(&server::viewer(), gallery, import).await?)
}

/// Forgets what became of an import.
#[server(name = DismissImport, prefix = "/api", endpoint = "dashboard/dismiss_import", input = Json)]
pub async fn dismiss_import(gallery: GalleryId, import: ImportId) -> Result<(), AppError> {
    let backend = server::backend()?;
    Ok(backend.imports().dismiss(&server::viewer(), gallery, import).await?)
}

#[cfg(feature = "ssr")]
impl From<backend::imports::Import> for ImportView {
    fn from(import: backend::imports::Import) -> Self {
        Self {
            id: import.id,
            gallery: import.gallery,
            title: import.gallery_title,
            kind: import.kind,
            name: import.name,
            state: import.state,
            failure: import.failure,
            total: import.total,
            done: import.done,
            added: import.added,
            already_here: import.already_here,
            refused: import.refused,
            refusals: import.refusals,
        }
    }
}
