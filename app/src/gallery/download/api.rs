//! What a download asks of the server.

use domain::{DownloadSize, DownloadWhat};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// What is to be had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferView {
    /// How many photographs.
    pub photos: u64,
    /// In which sizes, and how much each is, in words.
    pub sizes: Vec<(DownloadSize, String)>,
    /// Whether the PIN is still to be given.
    pub pin: bool,
    /// How many photographs were taken, and may be, where there is a limit.
    pub quota: Option<(u64, u64)>,
}

/// A download that may begin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanView {
    /// What is to be fetched.
    pub parts: Vec<PartView>,
}

/// One file to be fetched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartView {
    /// Where.
    pub address: String,
    /// What it is called.
    pub name: String,
    /// How much it is, in words.
    pub size: String,
    /// How much it is, in bytes.
    pub bytes: u64,
}

/// What of `what` could be taken.
#[server(name = DownloadOffer, prefix = "/api", endpoint = "gallery/download_offer", input = Json)]
pub async fn offer(token: String, what: DownloadWhat) -> Result<OfferView, AppError> {
    let (backend, viewer) = (crate::server::backend()?, crate::server::known_visitor());
    Ok(backend.downloads().offer(&viewer, &token, &what).await?.into())
}

/// Gives the PIN.
#[server(name = GiveDownloadPin, prefix = "/api", endpoint = "gallery/download_pin", input = Json)]
pub async fn give_pin(token: String, pin: String) -> Result<(), AppError> {
    let (backend, viewer) = (crate::server::backend()?, crate::server::known_visitor());
    Ok(backend.downloads().give_pin(&viewer, &token, &pin).await?)
}

/// Prepares the download and counts it. With `files`, each photograph comes as a file of its own.
#[server(name = PlanDownload, prefix = "/api", endpoint = "gallery/plan_download", input = Json)]
pub async fn plan(
    token: String,
    what: DownloadWhat,
    size: DownloadSize,
    #[server(default)] files: bool,
) -> Result<PlanView, AppError> {
    let (backend, viewer) = (crate::server::backend()?, crate::server::known_visitor());
    let downloads = backend.downloads();
    let planned = if files {
        downloads.plan_files(&viewer, &token, &what, size).await?
    } else {
        downloads.plan(&viewer, &token, &what, size).await?
    };
    Ok(planned.into())
}

#[cfg(feature = "ssr")]
mod views {
    use backend::downloads::{Offer, Planned};
    use domain::format;

    use super::{OfferView, PartView, PlanView};
    use crate::{paths, viewer::locale};

    impl From<Offer> for OfferView {
        fn from(offer: Offer) -> Self {
            let words = |(size, bytes)| (size, format::bytes(locale(), bytes));
            Self {
                photos: offer.photos,
                sizes: offer.sizes.into_iter().map(words).collect(),
                pin: offer.pin,
                quota: offer.quota,
            }
        }
    }

    impl From<Planned> for PlanView {
        fn from(planned: Planned) -> Self {
            let part = |(number, part): (u32, backend::downloads::Part)| PartView {
                address: paths::download(&planned.secret, number),
                name: part.name,
                size: format::bytes(locale(), part.bytes),
                bytes: part.bytes,
            };
            Self { parts: (1..).zip(planned.parts).map(part).collect() }
        }
    }
}
