//! What the studio asks of downloads.

use domain::{DownloadPolicy, DownloadSize, GalleryId};
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Json},
};
use serde::{Deserialize, Serialize};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::server;

/// What is allowed, and what was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DownloadsView {
    /// What is allowed.
    pub policy: DownloadPolicy,
    /// Names this very policy.
    pub version: String,
    /// What is asked first; empty when nothing is.
    pub pin: String,
    /// The last downloads, newest first.
    pub recent: Vec<RecentView>,
}

/// A download.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentView {
    /// A member of the studio, by name; or a visitor, by number.
    pub taker: Result<String, i64>,
    /// `photo`, `some`, `favourites`, `all`.
    pub kind: String,
    /// How large the photographs are.
    pub size: DownloadSize,
    /// How many.
    pub photos: i64,
    /// How much, in words.
    pub bytes: String,
    /// When, in words.
    pub at: String,
    /// `finished`, `broken`, `begun`.
    pub outcome: String,
}

/// Of one gallery.
#[server(name = GalleryDownloads, prefix = "/api", endpoint = "dashboard/downloads", input = GetUrl)]
pub async fn downloads(gallery: GalleryId) -> Result<DownloadsView, AppError> {
    let backend = server::backend()?;
    Ok(backend.downloads().settings(&server::viewer(), gallery).await?.into())
}

/// Allows this from now on, unless the policy is no longer the one `loaded`; answers its new version.
#[server(name = SetDownloads, prefix = "/api", endpoint = "dashboard/set_downloads", input = Json)]
pub async fn set_downloads(
    gallery: GalleryId,
    policy: DownloadPolicy,
    #[server(default)] loaded: String,
) -> Result<String, AppError> {
    let backend = server::backend()?;
    Ok(backend.downloads().set_policy_since(&server::viewer(), gallery, policy, &loaded).await?)
}

/// Draws another PIN.
#[server(name = ResetDownloadPin, prefix = "/api", endpoint = "dashboard/reset_download_pin", input = Json)]
pub async fn reset_pin(gallery: GalleryId) -> Result<String, AppError> {
    let backend = server::backend()?;
    let pin = backend.downloads().reset_pin(&server::viewer(), gallery).await?;
    Ok(pin.as_str().to_owned())
}

#[cfg(feature = "ssr")]
mod views {
    use backend::downloads::{DownloadSettings, Outcome, Recent, Taker};
    use domain::format;

    use super::{DownloadsView, RecentView};
    use crate::viewer::locale;

    impl From<DownloadSettings> for DownloadsView {
        fn from(settings: DownloadSettings) -> Self {
            Self {
                policy: settings.policy,
                version: settings.version,
                pin: settings.pin.map(|pin| pin.as_str().to_owned()).unwrap_or_default(),
                recent: settings.recent.into_iter().map(Into::into).collect(),
            }
        }
    }

    impl From<Recent> for RecentView {
        fn from(recent: Recent) -> Self {
            let outcome = match recent.outcome {
                Outcome::Finished => "finished",
                Outcome::Broken => "broken",
                Outcome::Begun => "begun",
            };
            Self {
                taker: match recent.taker {
                    Taker::Member(name) => Ok(name),
                    Taker::Visitor(number) => Err(number),
                },
                kind: recent.kind,
                size: recent.size,
                photos: recent.photos.into(),
                bytes: format::bytes(locale(), u64::try_from(recent.bytes).unwrap_or_default()),
                at: format::moment(locale(), recent.at),
                outcome: outcome.to_owned(),
            }
        }
    }
}
