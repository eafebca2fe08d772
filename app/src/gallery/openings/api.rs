//! What browsers report.

use domain::PhotoId;
use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;

/// The visitor opened these photographs.
#[server(name = OpenedPhotos, prefix = "/api", endpoint = "gallery/opened", input = Json)]
pub async fn opened(
    /// Of the gallery's link.
    token: String,
    /// Which; more than a person opens in some seconds are not counted.
    photos: Vec<PhotoId>,
) -> Result<(), AppError> {
    let (backend, viewer) = (crate::server::backend()?, crate::server::viewer());
    Ok(backend.insight().opened(&viewer, &token, &photos, &crate::server::agent()).await?)
}
