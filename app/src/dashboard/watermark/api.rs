//! What the pages about watermarks ask the server.

use domain::{GalleryId, PhotoId, Place};
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Json},
};
use serde::{Deserialize, Serialize};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::server;
#[cfg(feature = "ssr")]
use backend::watermarks::WatermarkForm;

/// A watermark, as its form has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkForm {
    /// `name`, `text` or `logo`.
    pub mark: String,
    /// The words, where it is `text`.
    pub text: String,
    /// Where.
    pub place: Place,
    /// In percent.
    pub opacity: u8,
    /// In percent.
    pub size: u8,
}

/// The watermark of the studio.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudioMarkView {
    /// What it is.
    pub form: MarkForm,
    /// The studio's name.
    pub name: String,
    /// Names the logo; empty while there is none.
    pub logo: String,
}

/// The watermark of a gallery, and how far it is with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GalleryMarkView {
    /// The studio's.
    pub studio: StudioMarkView,
    /// Its own, if it has one.
    pub own: Option<MarkForm>,
    /// A photograph to show it on.
    pub picture: Option<PictureView>,
    /// How it stands.
    pub progress: ProgressView,
}

/// How far the marked pictures are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressView {
    /// Whether clients see marked pictures only.
    pub on: bool,
    /// Photographs that are marked.
    pub marked: i64,
    /// Of so many.
    pub photos: i64,
    /// Photographs that could not be marked.
    pub failed: i64,
}

/// A photograph to show a watermark on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureView {
    /// Which.
    pub id: PhotoId,
    /// Part of its address.
    pub epoch: i32,
    /// In pixels.
    pub size: (u32, u32),
}

/// The studio's watermark.
#[server(name = StudioWatermark, prefix = "/api", endpoint = "dashboard/studio_watermark", input = GetUrl)]
pub async fn studio_watermark() -> Result<StudioMarkView, AppError> {
    let backend = server::backend()?;
    Ok(backend.watermarks().of_studio(&server::viewer()).await?.into())
}

/// Gives the studio another one, unless it has another by now than `over`; answers with what it has.
#[server(name = SetStudioWatermark, prefix = "/api", endpoint = "dashboard/set_studio_watermark", input = Json)]
pub async fn set_studio_watermark(form: MarkForm, over: MarkForm) -> Result<MarkForm, AppError> {
    let backend = server::backend()?;
    Ok(backend.watermarks().set_of_studio(&server::viewer(), &form.into(), &over.into()).await?.into())
}

/// The watermark of a gallery.
#[server(name = GalleryWatermark, prefix = "/api", endpoint = "dashboard/watermark", input = GetUrl)]
pub async fn watermark(gallery: GalleryId) -> Result<GalleryMarkView, AppError> {
    let backend = server::backend()?;
    Ok(backend.watermarks().of_gallery(&server::viewer(), gallery).await?.into())
}

/// Gives a gallery one of its own, or the studio's again, unless it has another by now than `over`; answers with what it has.
#[server(name = SetWatermark, prefix = "/api", endpoint = "dashboard/set_watermark", input = Json)]
pub async fn set_watermark(
    gallery: GalleryId,
    form: Option<MarkForm>,
    over: Option<MarkForm>,
) -> Result<Option<MarkForm>, AppError> {
    let backend = server::backend()?;
    let [form, over] = [form, over].map(|form| form.map(WatermarkForm::from));
    let kept = backend.watermarks().set(&server::viewer(), gallery, form.as_ref(), over.as_ref()).await?;
    Ok(kept.map(Into::into))
}

/// Shows clients marked pictures only, or all as it is.
#[server(name = SetProofing, prefix = "/api", endpoint = "dashboard/set_proofing", input = Json)]
pub async fn set_proofing(gallery: GalleryId, on: bool) -> Result<(), AppError> {
    let backend = server::backend()?;
    Ok(backend.watermarks().set_proofing(&server::viewer(), gallery, on).await?)
}

#[cfg(feature = "ssr")]
mod views {
    use backend::watermarks::{GalleryMark, StudioMark, WatermarkForm};
    use domain::Watermark;

    use super::{GalleryMarkView, MarkForm, PictureView, ProgressView, StudioMarkView};

    impl From<MarkForm> for WatermarkForm {
        fn from(form: MarkForm) -> Self {
            let MarkForm { mark, text, place, opacity, size } = form;
            Self { mark, text, place, opacity, size }
        }
    }

    impl From<Watermark> for MarkForm {
        fn from(watermark: Watermark) -> Self {
            let WatermarkForm { mark, text, place, opacity, size } = (&watermark).into();
            Self { mark, text, place, opacity, size }
        }
    }

    impl From<StudioMark> for StudioMarkView {
        fn from(mark: StudioMark) -> Self {
            Self { form: mark.watermark.into(), name: mark.name, logo: mark.logo.unwrap_or_default() }
        }
    }

    impl From<GalleryMark> for GalleryMarkView {
        fn from(mark: GalleryMark) -> Self {
            let picture = mark.picture.map(|cover| PictureView {
                id: cover.id,
                epoch: cover.epoch,
                size: (cover.width, cover.height),
            });
            let progress =
                ProgressView { on: mark.proofing, marked: mark.marked, photos: mark.photos, failed: mark.failed };
            Self { studio: mark.studio.into(), own: mark.own.map(Into::into), picture, progress }
        }
    }
}
