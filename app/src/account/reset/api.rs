//! Choosing another password, over the wire.

use leptos::prelude::*;

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{paths, server};

/// Takes the token of a mailed link, sets the password, signs in and says where to go on.
#[server(name = Reset, prefix = "/api", endpoint = "account/reset")]
pub async fn reset(
    /// Of the mailed link.
    token: String,
    /// The new password.
    password: String,
) -> Result<String, AppError> {
    let who = server::backend()?.accounts().reset(&token, &password, &server::viewer()).await?;
    server::begin_session(who).await?;
    Ok(server::proceed(paths::GALLERIES))
}
