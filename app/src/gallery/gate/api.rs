//! What is given at the gate beside the code.

use leptos::prelude::*;

use crate::error::AppError;

/// Notes that this browser gave the password, if it is right; answers where to go on. `photo` is the one the address named,
/// or empty.
#[server(name = GivePassword, prefix = "/api", endpoint = "gallery/give_password")]
pub async fn give_password(
    /// Of the gallery's link.
    token: String,
    /// The photograph the address names, or nothing.
    photo: String,
    /// What was typed.
    password: String,
) -> Result<String, AppError> {
    let (backend, viewer) = (crate::server::backend()?, crate::server::known_visitor());
    backend.galleries().give_password(&viewer, &token, &password).await?;
    Ok(crate::server::proceed(&crate::paths::client_place(&token, &photo)))
}

/// Keeps the address of a visitor who comes; answers where to go on. Without script there is no `key` in the form.
#[server(name = Arrive, prefix = "/api", endpoint = "gallery/arrive")]
pub async fn arrive(
    /// Of the gallery's link.
    token: String,
    /// The photograph the address names, or nothing.
    photo: String,
    /// Of the browser, or nothing.
    #[server(default)]
    key: String,
    /// What was typed.
    email: String,
) -> Result<String, AppError> {
    let (backend, viewer) = (crate::server::backend()?, crate::server::known_visitor());
    let key = if key.is_empty() { crate::server::session_key(&backend) } else { key };
    backend.choices().arrive(&viewer, &token, &key, &email).await?;
    Ok(crate::server::proceed(&crate::paths::client_place(&token, &photo)))
}
