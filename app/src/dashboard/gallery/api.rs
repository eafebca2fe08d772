//! What the pages of one gallery ask the server.

#[cfg(feature = "ssr")]
use backend::galleries::{GalleryDetail, GallerySettings};
use domain::{GalleryId, Gate, Look, PhotoId, PhotoOrder, Standing};
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Json},
};
use serde::{Deserialize, Serialize};

use super::photos::SetView;
use crate::{error::AppError, ui::LogoView};
#[cfg(feature = "ssr")]
use crate::{server, viewer::locale};

/// A gallery, as all its pages show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GalleryView {
    /// Which.
    pub id: GalleryId,
    /// Its name.
    pub title: String,
    /// What clients read above the photographs.
    pub description: String,
    /// The day the photographs were taken: `2026-09-12`, or nothing.
    pub taken_on: String,
    /// The last day clients see it: `2026-09-12`, or nothing.
    pub expires_on: String,
    /// The same, in words.
    pub expires_words: String,
    /// How it stands.
    pub standing: Standing,
    /// The absolute address for clients.
    pub link: String,
    /// What opens it, as people read it.
    pub code: String,
    /// What it asks of those who come by its link.
    pub gate: Gate,
    /// Names these very settings.
    pub version: String,
    /// Part of the addresses of its bytes.
    pub epoch: i32,
    /// Photographs, whatever their state.
    pub photos: i64,
    /// Of these, those whose sizes are being made.
    pub processing: i64,
    /// Of these, those whose sizes could not be made.
    pub failed: i64,
    /// Photographs in the trash.
    pub trashed: i64,
    /// Hearts.
    pub hearts: i64,
    /// The number of the newest live message.
    pub change_seq: i64,
    /// What stands for it.
    pub cover: Option<CoverView>,
    /// How it looks to clients.
    pub look: Look,
    /// The studio's logo, whether it stands here or not.
    pub logo: Option<LogoView>,
    /// What its photographs are ordered by.
    pub order: PhotoOrder,
    /// The last first.
    pub descending: bool,
    /// Clients see marked pictures only.
    pub proofing: bool,
    /// Its sets, in order.
    pub sets: Vec<SetView>,
}

/// The photograph that stands for a gallery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverView {
    /// Which.
    pub photo: PhotoId,
    /// What matters in it, in percent from the left and from above.
    pub focus: (u8, u8),
}

/// One gallery.
#[server(name = GetGallery, prefix = "/api", endpoint = "dashboard/gallery", input = GetUrl)]
pub async fn gallery(gallery: GalleryId) -> Result<GalleryView, AppError> {
    let backend = server::backend()?;
    Ok(backend.galleries().get(&server::viewer(), gallery).await?.into())
}

/// Opens it to clients.
#[server(name = PublishGallery, prefix = "/api", endpoint = "dashboard/publish_gallery", input = Json)]
pub async fn publish_gallery(gallery: GalleryId) -> Result<(), AppError> {
    let backend = server::backend()?;
    Ok(backend.galleries().publish(&server::viewer(), gallery).await?)
}

/// Takes it back to draft.
#[server(name = UnpublishGallery, prefix = "/api", endpoint = "dashboard/unpublish_gallery", input = Json)]
pub async fn unpublish_gallery(gallery: GalleryId) -> Result<(), AppError> {
    let backend = server::backend()?;
    Ok(backend.galleries().unpublish(&server::viewer(), gallery).await?)
}

/// Puts it away.
#[server(name = ArchiveGallery, prefix = "/api", endpoint = "dashboard/archive_gallery", input = Json)]
pub async fn archive_gallery(gallery: GalleryId) -> Result<(), AppError> {
    let backend = server::backend()?;
    Ok(backend.galleries().archive(&server::viewer(), gallery).await?)
}

/// Takes it out again, as a draft.
#[server(name = UnarchiveGallery, prefix = "/api", endpoint = "dashboard/unarchive_gallery", input = Json)]
pub async fn unarchive_gallery(gallery: GalleryId) -> Result<(), AppError> {
    let backend = server::backend()?;
    Ok(backend.galleries().unarchive(&server::viewer(), gallery).await?)
}

/// Changes the settings, unless they are no longer those `loaded`; answers with their new version.
#[server(name = EditGallery, prefix = "/api", endpoint = "dashboard/edit_gallery")]
pub async fn edit_gallery(
    gallery: GalleryId,
    title: String,
    description: String,
    taken_on: String,
    expires_on: String,
    access_code: String,
    loaded: String,
) -> Result<String, AppError> {
    let backend = server::backend()?;
    let settings = GallerySettings { title, description, taken_on, expires_on, access_code, loaded };
    Ok(backend.galleries().edit(&server::viewer(), gallery, &settings).await?)
}

/// Chooses the cover.
#[server(name = SetCover, prefix = "/api", endpoint = "dashboard/set_cover", input = Json)]
pub async fn set_cover(gallery: GalleryId, photo: PhotoId) -> Result<(), AppError> {
    let backend = server::backend()?;
    Ok(backend.galleries().set_cover(&server::viewer(), gallery, photo).await?)
}

/// Says what matters in the cover, in percent from the left and from above.
#[server(name = SetFocus, prefix = "/api", endpoint = "dashboard/set_focus", input = Json)]
pub async fn set_focus(gallery: GalleryId, photo: PhotoId, x: u8, y: u8) -> Result<(), AppError> {
    let backend = server::backend()?;
    Ok(backend.galleries().set_focus(&server::viewer(), gallery, photo, (x, y)).await?)
}

/// Changes how it looks to clients.
#[server(name = SetLook, prefix = "/api", endpoint = "dashboard/set_look", input = Json)]
pub async fn set_look(gallery: GalleryId, look: Look, over: Look) -> Result<(), AppError> {
    let backend = server::backend()?;
    Ok(backend.galleries().set_look(&server::viewer(), gallery, look, over).await?)
}

/// Makes a second gallery like this one, with its photographs or without; answers with its address.
#[server(name = DuplicateGallery, prefix = "/api", endpoint = "dashboard/duplicate_gallery")]
pub async fn duplicate_gallery(
    gallery: GalleryId,
    title: String,
    #[server(default)] photos: bool,
) -> Result<String, AppError> {
    let backend = server::backend()?;
    let id = backend.galleries().duplicate(&server::viewer(), gallery, &title, photos).await?;
    Ok(server::proceed(&crate::paths::gallery(id, "")))
}

/// A QR code, as the path of an SVG.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Qr {
    /// Squares along an edge; one square is one unit of the drawing.
    pub modules: u32,
    /// `d` of the path of all dark squares.
    pub path: String,
}

/// The link of a gallery as a QR code.
#[server(name = GalleryQr, prefix = "/api", endpoint = "dashboard/gallery_qr", input = GetUrl)]
pub async fn gallery_qr(gallery: GalleryId) -> Result<Qr, AppError> {
    let backend = server::backend()?;
    let link = backend.galleries().get(&server::viewer(), gallery).await?.link;
    Qr::of(&link).map_err(|error| backend::Error::internal(error).into())
}

#[cfg(feature = "ssr")]
impl Qr {
    /// Level M: a print may lose 15 % to a coffee cup.
    fn of(text: &str) -> Result<Self, qrcode::types::QrError> {
        let code = qrcode::QrCode::with_error_correction_level(text, qrcode::EcLevel::M)?;
        let width = code.width();
        let dark = code.to_colors().into_iter().enumerate().filter(|(_, color)| *color == qrcode::Color::Dark);
        let path = dark.map(|(at, _)| format!("M{} {}h1v1h-1z", at % width, at / width)).collect();
        Ok(Self { modules: u32::try_from(width).unwrap_or_default(), path })
    }
}

#[cfg(feature = "ssr")]
impl From<GalleryDetail> for GalleryView {
    fn from(detail: GalleryDetail) -> Self {
        let words = |day| domain::format::date(locale(), day);
        Self {
            id: detail.id,
            title: detail.title,
            description: detail.description,
            taken_on: detail.taken_on.map(|day| day.to_string()).unwrap_or_default(),
            expires_on: detail.expires_on.map(|day| day.to_string()).unwrap_or_default(),
            expires_words: detail.expires_on.map(words).unwrap_or_default(),
            standing: detail.standing,
            link: detail.link,
            code: detail.access_code.to_string(),
            gate: detail.gate,
            version: detail.version,
            epoch: detail.epoch,
            photos: detail.photos,
            processing: detail.processing,
            failed: detail.failed,
            trashed: detail.trashed_photos,
            hearts: detail.hearts,
            change_seq: detail.change_seq,
            cover: detail.cover.map(|cover| CoverView { photo: cover.id, focus: cover.focus }),
            look: detail.look,
            logo: detail.logo.map(LogoView::from),
            order: detail.order,
            descending: detail.descending,
            proofing: detail.proofing,
            sets: detail.sets.into_iter().map(SetView::from).collect(),
        }
    }
}
