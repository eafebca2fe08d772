//! One's own account, over the wire.

use domain::Locale;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[cfg(feature = "ssr")]
use crate::server;
use crate::{error::AppError, ui::Moment};

/// The person who asks, and where they are signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// What they are called.
    pub name: String,
    /// Where they get mail.
    pub email: String,
    /// The last used first.
    pub devices: Vec<DeviceView>,
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

/// Reads one's own account.
#[server(name = ReadMe, prefix = "/api", endpoint = "account/me", input = server_fn::codec::GetUrl)]
pub async fn me() -> Result<Me, AppError> {
    let (backend, viewer, locale) = (server::backend()?, server::viewer(), crate::viewer::locale());
    let devices = backend.accounts().devices(&viewer, server::session_hash()).await?;
    let devices = devices
        .into_iter()
        .map(|found| DeviceView {
            id: found.public_id,
            device: found.device,
            source: found.source,
            seen: Moment { iso: found.seen_at.to_rfc3339(), text: domain::format::moment(locale, found.seen_at) },
            current: found.current,
        })
        .collect();
    let (name, email) = viewer.person.map(|person| (person.name, person.email.to_string())).unwrap_or_default();
    Ok(Me { name, email, devices })
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
