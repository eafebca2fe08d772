//! What the shell asks the server.

use leptos::{prelude::*, server_fn::codec::GetUrl};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::server;

/// How many galleries the studio has, those in the trash not counted.
#[server(name = CountGalleries, prefix = "/api", endpoint = "dashboard/gallery_count", input = GetUrl)]
pub async fn gallery_count() -> Result<i64, AppError> {
    let backend = server::backend()?;
    Ok(backend.galleries().counts(&server::viewer()).await?.all)
}
