//! What the list of galleries asks the server.

#[cfg(feature = "ssr")]
use backend::galleries::{CoverPhoto, GalleryFilter, GallerySummary, NewGallery};
use domain::{GalleryId, PhotoId, Standing};
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Json},
};
use serde::{Deserialize, Serialize};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{paths, server, viewer::locale};

/// What was found, and how much there is of each kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GalleriesView {
    /// In the order asked for.
    pub cards: Vec<GalleryCard>,
    /// All but the trash.
    pub all: i64,
    /// Draft, published, expired, archived, trash: as [`domain::GalleryTab::ALL`].
    pub tabs: [i64; 5],
}

/// A gallery in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GalleryCard {
    /// Which.
    pub id: GalleryId,
    /// Its name.
    pub title: String,
    /// How it stands.
    pub standing: Standing,
    /// The day the photographs were taken, in words.
    pub taken_on: String,
    /// How many photographs.
    pub photos: i64,
    /// How many hearts.
    pub hearts: i64,
    /// What stands for it.
    pub cover: Option<Cover>,
    /// The absolute address for clients.
    pub link: String,
    /// Days until it is gone for good, in the trash.
    pub days_left: i64,
}

/// The photograph that stands for a gallery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// Which.
    pub id: PhotoId,
    /// Part of the addresses of its bytes.
    pub epoch: i32,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// A data URL, or nothing.
    pub placeholder: String,
    /// What matters in it, in percent from the left and from above.
    pub focus: (u8, u8),
}

/// The galleries with `search` in their title; `status` and `sort` are the words of the page's address.
#[server(name = ListGalleries, prefix = "/api", endpoint = "dashboard/galleries", input = GetUrl)]
pub async fn galleries(search: String, status: String, sort: String) -> Result<GalleriesView, AppError> {
    let backend = server::backend()?;
    let filter = GalleryFilter { search, status: status.parse().ok(), sort: sort.parse().unwrap_or_default() };
    let found = backend.galleries().list(&server::viewer(), &filter).await?;
    let now = backend.clock.now();
    let counts = found.counts;
    Ok(GalleriesView {
        cards: found
            .galleries
            .into_iter()
            .map(|summary| {
                let gone = summary.trashed_at.map(|at| at + backend::limits::TRASH);
                card(summary, gone.map(|gone| gone.signed_duration_since(now).num_days().max(0)).unwrap_or_default())
            })
            .collect(),
        all: counts.all,
        tabs: [counts.draft, counts.published, counts.expired, counts.archived, counts.trash],
    })
}

/// Makes a draft; answers with its address.
#[server(name = CreateGallery, prefix = "/api", endpoint = "dashboard/create_gallery")]
pub async fn create_gallery(title: String, taken_on: String) -> Result<String, AppError> {
    let backend = server::backend()?;
    let new = NewGallery { title, taken_on: Some(taken_on) };
    let id = backend.galleries().create(&server::viewer(), &new).await?;
    Ok(server::proceed(&paths::gallery(id, "")))
}

/// Says who may come into a gallery that was just made, and until when.
#[server(name = SetUpGallery, prefix = "/api", endpoint = "dashboard/set_up_gallery")]
pub async fn set_up_gallery(
    gallery: GalleryId,
    #[server(default)] code: bool,
    password: String,
    expires_on: String,
) -> Result<(), AppError> {
    let backend = server::backend()?;
    let wanted = backend::galleries::SetUp { code, password, expires_on };
    Ok(backend.galleries().set_up(&server::viewer(), gallery, &wanted).await?)
}

/// Puts a gallery into the trash.
#[server(name = TrashGallery, prefix = "/api", endpoint = "dashboard/trash_gallery", input = Json)]
pub async fn trash_gallery(gallery: GalleryId) -> Result<(), AppError> {
    let backend = server::backend()?;
    Ok(backend.galleries().trash(&server::viewer(), gallery).await?)
}

/// Takes a gallery out of the trash.
#[server(name = RestoreGallery, prefix = "/api", endpoint = "dashboard/restore_gallery", input = Json)]
pub async fn restore_gallery(gallery: GalleryId) -> Result<(), AppError> {
    let backend = server::backend()?;
    Ok(backend.galleries().restore(&server::viewer(), gallery).await?)
}

#[cfg(feature = "ssr")]
fn card(summary: GallerySummary, days_left: i64) -> GalleryCard {
    GalleryCard {
        id: summary.id,
        title: summary.title,
        standing: summary.standing,
        taken_on: summary.taken_on.map(|day| domain::format::date(locale(), day)).unwrap_or_default(),
        photos: summary.photos,
        hearts: summary.hearts,
        cover: summary.cover.map(Cover::from),
        link: summary.link,
        days_left,
    }
}

#[cfg(feature = "ssr")]
impl From<CoverPhoto> for Cover {
    fn from(cover: CoverPhoto) -> Self {
        Self {
            id: cover.id,
            epoch: cover.epoch,
            width: cover.width,
            height: cover.height,
            placeholder: cover.placeholder,
            focus: cover.focus,
        }
    }
}
