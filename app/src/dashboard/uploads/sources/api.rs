//! What the dialog asks the server of sources.

use domain::{GalleryId, ImportId, SetId, SourceName, Unpack};
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Json},
};
use serde::{Deserialize, Serialize};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::server;

/// What a folder of a source has, some of it at a time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelView {
    /// Folders in it.
    pub folders: Vec<SubfolderView>,
    /// Photographs in it, folders left out; `None` where nobody counted.
    pub photographs: Option<u64>,
    /// After which name it goes on; `None` when these are all.
    pub next: Option<String>,
}

/// A folder in a folder of a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubfolderView {
    /// What it is called.
    pub name: String,
    /// As [`LevelView::photographs`].
    pub photographs: Option<u64>,
}

/// The sources that the studio may take from.
#[server(name = ListImportSources, prefix = "/api", endpoint = "dashboard/import_sources", input = GetUrl)]
pub async fn import_sources() -> Result<Vec<SourceName>, AppError> {
    let backend = server::backend()?;
    Ok(backend.sources().list(&server::viewer())?)
}

/// What is in a folder of a source, from after the name `after` on.
#[server(name = BrowseSource, prefix = "/api", endpoint = "dashboard/browse_source", input = GetUrl)]
pub async fn browse_source(source: String, folder: String, after: String) -> Result<LevelView, AppError> {
    let backend = server::backend()?;
    Ok(backend.sources().browse(&server::viewer(), &source, &folder, &after).await?.into())
}

/// Has a folder of a source taken in.
#[server(name = ImportFolder, prefix = "/api", endpoint = "dashboard/import_folder", input = Json)]
pub async fn import_folder(
    gallery: GalleryId,
    source: String,
    folder: String,
    unpack: Unpack,
    set: Option<SetId>,
) -> Result<ImportId, AppError> {
    let backend = server::backend()?;
    let new = backend::imports::NewFolder { source, folder, unpack, set };
    Ok(backend.imports().begin_folder(&server::viewer(), gallery, &new).await?)
}

#[cfg(feature = "ssr")]
impl From<backend::sources::Level> for LevelView {
    fn from(level: backend::sources::Level) -> Self {
        let folders = level.folders.into_iter();
        Self {
            folders: folders.map(|at| SubfolderView { name: at.name, photographs: at.photographs }).collect(),
            photographs: level.photographs,
            next: level.next,
        }
    }
}
