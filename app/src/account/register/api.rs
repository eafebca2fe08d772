//! Registering, over the wire.

use leptos::prelude::*;

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::server;

/// Registers a person and their studio, and answers with the address the link was mailed to. Whether that address was
/// known is not told.
#[server(name = Register, prefix = "/api", endpoint = "account/register")]
pub async fn register(
    /// What the studio is called.
    studio: String,
    /// What the person is called.
    name: String,
    /// Where they get mail.
    email: String,
    /// The password they chose.
    password: String,
    /// The browser's time zone; UTC without script.
    #[server(default)]
    time_zone: String,
) -> Result<String, AppError> {
    let locale = crate::viewer::locale();
    let address = email.trim().to_owned();
    let form = backend::accounts::Registration { name, studio, email, password, time_zone, locale };
    server::backend()?.accounts().register(&form, &server::known_visitor()).await?;
    server::proceed("/register?sent=1");
    Ok(address)
}
