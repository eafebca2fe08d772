//! Asking for a reset link, over the wire.

use leptos::prelude::*;

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::server;

/// Mails a link to choose a new password, if the address has an account; answers with the address either way.
#[server(name = Forgot, prefix = "/api", endpoint = "account/forgot")]
pub async fn forgot(
    /// Where they get mail.
    email: String,
) -> Result<String, AppError> {
    let locale = crate::viewer::locale();
    server::backend()?.accounts().forgot(&email, locale, &server::viewer()).await?;
    server::proceed("/forgot?sent=1");
    Ok(email.trim().to_owned())
}
