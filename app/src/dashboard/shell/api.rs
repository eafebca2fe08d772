//! What the shell asks the server.

use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::server;

/// How many galleries the studio has, those in the trash not counted.
#[server(name = CountGalleries, prefix = "/api", endpoint = "dashboard/gallery_count", input = GetUrl)]
pub async fn gallery_count() -> Result<i64, AppError> {
    let backend = server::backend()?;
    Ok(backend.galleries().counts(&server::viewer()).await?.all)
}

/// What waits for the operator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperatorTallies {
    /// Jobs that were given up.
    pub dead: i64,
    /// Messages that no mail server has taken.
    pub mails: i64,
}

/// What waits for the operator, in numbers.
#[server(name = ReadTallies, prefix = "/api", endpoint = "operator/tallies", input = GetUrl)]
pub async fn operator_tallies() -> Result<OperatorTallies, AppError> {
    let (backend, viewer) = (server::backend()?, server::viewer());
    let mails = backend::mailer::waiting(&backend, &viewer).await?;
    Ok(OperatorTallies { dead: backend.queue().counts().await?.dead, mails })
}
