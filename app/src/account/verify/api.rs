//! Confirming an address, over the wire.

use leptos::prelude::*;

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{paths, server};

/// Takes the token of a mailed link, signs in and says where to go on. Outside the browser that registered it wants a
/// password.
#[server(name = Verify, prefix = "/api", endpoint = "account/verify")]
pub async fn verify(
    /// Of the mailed link.
    token: String,
    /// The password chosen here; empty where none was asked for.
    #[server(default)]
    password: String,
) -> Result<String, AppError> {
    let who = server::backend()?.accounts().verify(&token, &password, &server::viewer()).await?;
    server::begin_session(who).await?;
    Ok(server::proceed(paths::GALLERIES))
}

/// Mails the link once more, if the address still wants it; answers with the address either way.
#[server(name = Resend, prefix = "/api", endpoint = "account/resend")]
pub async fn resend(
    /// The address to be confirmed.
    email: String,
) -> Result<String, AppError> {
    server::backend()?.accounts().resend(&email, &server::viewer()).await?;
    server::proceed("/verify?sent=1");
    Ok(email.trim().to_owned())
}
