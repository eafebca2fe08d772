//! One's own account, over the wire.

use domain::{Locale, TokenId, TokenLife};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[cfg(feature = "ssr")]
use crate::server;
use crate::{error::AppError, ui::Moment};

/// The person who asks, where they are signed in, and the tokens of their scripts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// What they are called.
    pub name: String,
    /// Where they get mail.
    pub email: String,
    /// The last used first.
    pub devices: Vec<DeviceView>,
    /// The newest first.
    pub tokens: Vec<TokenView>,
}

/// A place they are signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceView {
    /// What to call it when signing it out.
    pub id: Uuid,
    /// `Firefox on Windows`; empty when it does not say.
    pub device: String,
    /// Where it was last seen.
    pub source: String,
    /// When.
    pub seen: Moment,
    /// Whether it is the one asking.
    pub current: bool,
}

/// A token of theirs. The secret was told when it was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenView {
    /// What to call it when revoking it.
    pub id: TokenId,
    /// What they called it.
    pub name: String,
    /// The studio it is for.
    pub studio: String,
    /// When it was made.
    pub made: Moment,
    /// When it was last used; `None` for never.
    pub used: Option<Moment>,
    /// When it ends; `None` for when it is revoked.
    pub ends: Option<Moment>,
    /// Whether it has ended.
    pub expired: bool,
}

/// Reads one's own account.
#[server(name = ReadMe, prefix = "/api", endpoint = "account/me", input = server_fn::codec::GetUrl)]
pub async fn me() -> Result<Me, AppError> {
    let (backend, viewer, locale) = (server::backend()?, server::viewer(), crate::viewer::locale());
    let devices = backend.accounts().devices(&viewer, server::session_hash()).await?;
    let tokens = backend.accounts().tokens(&viewer).await?;
    let moment = |at| {
        let text = domain::format::moment(locale, at);
        Moment { iso: at.to_rfc3339(), text }
    };
    let devices = devices
        .into_iter()
        .map(|found| DeviceView {
            id: found.public_id,
            device: found.device,
            source: found.source,
            seen: moment(found.seen_at),
            current: found.current,
        })
        .collect();
    let tokens = tokens
        .into_iter()
        .map(|token| TokenView {
            id: token.id,
            name: token.name,
            studio: token.studio_name,
            made: moment(token.created_at),
            used: token.last_used_at.map(moment),
            ends: token.expires_at.map(moment),
            expired: token.expired,
        })
        .collect();
    let (name, email) = viewer.person.map(|person| (person.name, person.email.to_string())).unwrap_or_default();
    Ok(Me { name, email, devices, tokens })
}

/// Changes what one is called.
#[server(name = Rename, prefix = "/api", endpoint = "account/me/rename")]
pub async fn rename(
    /// The new name.
    name: String,
) -> Result<(), AppError> {
    Ok(server::backend()?.accounts().rename(&server::viewer(), &name).await?)
}

/// Sets another password and signs out the other devices.
#[server(name = ChangePassword, prefix = "/api", endpoint = "account/me/change_password")]
pub async fn change_password(
    /// The password until now.
    current: String,
    /// The new one.
    password: String,
) -> Result<(), AppError> {
    let (backend, session) = (server::backend()?, server::session_hash());
    Ok(backend.accounts().change_password(&server::viewer(), &current, &password, session).await?)
}

/// Remembers the language one reads.
#[server(name = SetLocale, prefix = "/api", endpoint = "account/me/set_locale", input = server_fn::codec::Json)]
pub async fn set_locale(
    /// The language.
    locale: Locale,
) -> Result<Locale, AppError> {
    server::backend()?.accounts().set_locale(&server::viewer(), locale).await?;
    Ok(locale)
}

/// Signs out one device.
#[server(name = SignOutDevice, prefix = "/api", endpoint = "account/me/sign_out_device", input = server_fn::codec::Json)]
pub async fn sign_out_device(
    /// Which, as the list calls it.
    id: Uuid,
) -> Result<(), AppError> {
    Ok(server::backend()?.accounts().sign_out_device(&server::viewer(), id).await?)
}

/// Signs out all devices but the one asking.
#[server(name = SignOutOthers, prefix = "/api", endpoint = "account/me/sign_out_others", input = server_fn::codec::Json)]
pub async fn sign_out_others() -> Result<(), AppError> {
    Ok(server::backend()?.accounts().sign_out_others(&server::viewer(), server::session_hash()).await?)
}

/// Makes a token for scripts that send photographs, and tells its secret this once.
#[server(name = MakeToken, prefix = "/api", endpoint = "account/me/make_token")]
pub async fn make_token(
    /// What to call it.
    name: String,
    /// How long it works.
    life: TokenLife,
) -> Result<String, AppError> {
    let (backend, scope) = (server::backend()?, domain::TokenScope::Upload);
    Ok(backend.accounts().make_token(&server::viewer(), &name, scope, life).await?.expose().to_owned())
}

/// Ends a token.
#[server(name = RevokeToken, prefix = "/api", endpoint = "account/me/revoke_token", input = server_fn::codec::Json)]
pub async fn revoke_token(
    /// Which, as the list calls it.
    id: TokenId,
) -> Result<(), AppError> {
    Ok(server::backend()?.accounts().revoke_token(&server::viewer(), id).await?)
}
