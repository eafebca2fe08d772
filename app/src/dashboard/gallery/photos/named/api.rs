//! What selecting by names asks the server.

use domain::{GalleryId, PhotoId};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::server;

/// What a list of names means. Names are as they were written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedView {
    /// The photographs.
    pub photos: Vec<PhotoId>,
    /// Numbers that one name alone ends with, and that name.
    pub by_number: Vec<(String, String)>,
    /// Names that several photographs have; all of them are meant.
    pub several: Vec<String>,
    /// Numbers that several names end with; none of them is meant.
    pub unclear: Vec<String>,
    /// What no photograph is called.
    pub unmatched: Vec<String>,
}

/// The photographs that a list of names means.
#[server(name = SelectByNames, prefix = "/api", endpoint = "dashboard/select_by_names", input = Json)]
pub async fn select_by_names(gallery: GalleryId, names: String) -> Result<NamedView, AppError> {
    let backend = server::backend()?;
    let named = backend.photos().named(&server::viewer(), gallery, names).await?;
    let domain::NameList { by_number, several, unclear, unmatched, .. } = named.list;
    Ok(NamedView { photos: named.photos, by_number, several, unclear, unmatched })
}
