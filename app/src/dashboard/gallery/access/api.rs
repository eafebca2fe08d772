//! What the pages of a gallery ask the server of who may come in.

use domain::{GalleryId, Gate, SetId};
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Json},
};
use serde::{Deserialize, Serialize};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::server;

/// What a gallery asks, and what its client has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessView {
    /// What is asked of everybody.
    pub gate: Gate,
    /// What opens also the sets for the client alone, as people read it; empty when there is none.
    pub client_code: String,
    /// Where the client is written to; may be empty.
    pub client_email: String,
    /// Names what a form may be written over.
    pub version: String,
}

/// A visitor who left an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuestView {
    /// Their number within the gallery.
    pub number: i32,
    /// What they call themselves; may be empty.
    pub name: String,
    /// Where they get mail.
    pub email: String,
    /// Whether they opened a link that was mailed there.
    pub confirmed: bool,
    /// When they first came, in words.
    pub came_at: String,
}

/// Somebody who was invited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationView {
    /// At which address.
    pub email: String,
    /// By whom.
    pub member: String,
    /// When, in words.
    pub sent_at: String,
}

/// What a gallery asks.
#[server(name = GalleryAccess, prefix = "/api", endpoint = "dashboard/access", input = GetUrl)]
pub async fn access(gallery: GalleryId) -> Result<AccessView, AppError> {
    let backend = server::backend()?;
    Ok(backend.galleries().gate(&server::viewer(), gallery).await?.into())
}

/// Asks this from now on, unless the settings are no longer those `loaded`; answers their new version.
#[server(name = SetGate, prefix = "/api", endpoint = "dashboard/set_gate")]
pub async fn set_gate(
    gallery: GalleryId,
    #[server(default)] code: bool,
    #[server(default)] email: bool,
    client_email: String,
    #[server(default)] loaded: String,
) -> Result<String, AppError> {
    let backend = server::backend()?;
    let new = backend::galleries::NewGate { code, email, client_email, loaded };
    Ok(backend.galleries().set_gate(&server::viewer(), gallery, &new).await?)
}

/// Sets the password, or none when it is empty; answers whether there is one now.
#[server(name = SetGalleryPassword, prefix = "/api", endpoint = "dashboard/set_password")]
pub async fn set_password(gallery: GalleryId, password: String) -> Result<bool, AppError> {
    let backend = server::backend()?;
    backend.galleries().set_password(&server::viewer(), gallery, &password).await?;
    Ok(!password.trim().is_empty())
}

/// Draws another code for the client.
#[server(name = DrawClientCode, prefix = "/api", endpoint = "dashboard/draw_client_code", input = Json)]
pub async fn draw_client_code(gallery: GalleryId) -> Result<String, AppError> {
    let backend = server::backend()?;
    let code = backend.galleries().draw_client_code(&server::viewer(), gallery).await?;
    Ok(code.to_string())
}

/// Keeps a set for the client, or gives it to all visitors.
#[server(name = KeepForClient, prefix = "/api", endpoint = "dashboard/keep_for_client", input = Json)]
pub async fn keep_for_client(gallery: GalleryId, set: SetId, on: bool) -> Result<(), AppError> {
    let backend = server::backend()?;
    Ok(backend.sets().keep_for_client(&server::viewer(), gallery, set, on).await?)
}

/// Those who left an address.
#[server(name = GalleryGuests, prefix = "/api", endpoint = "dashboard/guests", input = GetUrl)]
pub async fn guests(gallery: GalleryId) -> Result<Vec<GuestView>, AppError> {
    let backend = server::backend()?;
    let guests = backend.choices().guests(&server::viewer(), gallery).await?;
    Ok(guests.into_iter().map(Into::into).collect())
}

/// Those who were invited, the last first.
#[server(name = GalleryInvitations, prefix = "/api", endpoint = "dashboard/invitations", input = GetUrl)]
pub async fn invitations(gallery: GalleryId) -> Result<Vec<InvitationView>, AppError> {
    let backend = server::backend()?;
    let invited = backend.galleries().invitations(&server::viewer(), gallery).await?;
    Ok(invited.into_iter().map(Into::into).collect())
}

/// Mails the link, the code and a note; answers to how many.
#[server(name = Invite, prefix = "/api", endpoint = "dashboard/invite")]
pub async fn invite(gallery: GalleryId, to: String, note: String) -> Result<u32, AppError> {
    let backend = server::backend()?;
    let invited = backend.galleries().invite(&server::viewer(), gallery, &to, &note).await?;
    Ok(u32::try_from(invited).unwrap_or(u32::MAX))
}

#[cfg(feature = "ssr")]
mod views {
    use backend::{
        choices::Guest,
        galleries::{GateSettings, Invitation},
    };
    use domain::format;

    use super::{AccessView, GuestView, InvitationView};
    use crate::viewer::locale;

    impl From<GateSettings> for AccessView {
        fn from(settings: GateSettings) -> Self {
            Self {
                version: settings.version(),
                gate: settings.gate,
                client_code: settings.client_code.map(|code| code.to_string()).unwrap_or_default(),
                client_email: settings.client_email.map(String::from).unwrap_or_default(),
            }
        }
    }

    impl From<Guest> for GuestView {
        fn from(guest: Guest) -> Self {
            Self {
                number: guest.number,
                name: guest.name,
                email: guest.email.into(),
                confirmed: guest.confirmed,
                came_at: format::moment(locale(), guest.came_at),
            }
        }
    }

    impl From<Invitation> for InvitationView {
        fn from(invited: Invitation) -> Self {
            Self {
                email: invited.email.into(),
                member: invited.member,
                sent_at: format::moment(locale(), invited.sent_at),
            }
        }
    }
}
