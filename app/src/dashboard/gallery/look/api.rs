//! What the page about a look asks the server besides the look.

use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::server;

/// Takes the studio's logo away.
#[server(name = RemoveBrand, prefix = "/api", endpoint = "dashboard/remove_brand", input = Json)]
pub async fn remove_brand() -> Result<(), AppError> {
    let backend = server::backend()?;
    Ok(backend.brands().remove_logo(&server::viewer()).await?)
}
