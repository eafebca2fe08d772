//! Signing in, over the wire.

use leptos::prelude::*;

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{paths, server};

/// Signs in and says where to go on: to `next` if that is a page of this site, else to the galleries.
#[server(name = SignIn, prefix = "/api", endpoint = "account/sign_in")]
pub async fn sign_in(
    /// Where they get mail.
    email: String,
    /// Their password.
    password: String,
    /// Where to go on.
    #[server(default)]
    next: String,
) -> Result<String, AppError> {
    let who = server::backend()?.accounts().sign_in(&email, &password, &server::viewer()).await?;
    server::begin_session(who).await?;
    Ok(server::proceed(paths::same_site(&next).unwrap_or(paths::GALLERIES)))
}
