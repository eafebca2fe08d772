//! What the order of a gallery's photographs asks the server.

use domain::{GalleryId, PhotoId, PhotoOrder, SetId};
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Json},
};
use serde::{Deserialize, Serialize};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::server;

/// Orders a gallery's photographs.
#[server(name = OrderPhotos, prefix = "/api", endpoint = "dashboard/order_photos", input = Json)]
pub async fn order_photos(gallery: GalleryId, order: PhotoOrder, descending: bool) -> Result<(), AppError> {
    let backend = server::backend()?;
    Ok(backend.photos().order(&server::viewer(), gallery, order, descending).await?)
}

/// Puts a photograph before another one of a set, or at that set's end.
#[server(name = PlacePhoto, prefix = "/api", endpoint = "dashboard/place_photo", input = Json)]
pub async fn place_photo(
    gallery: GalleryId,
    photo: PhotoId,
    set: Option<SetId>,
    before: Option<PhotoId>,
) -> Result<(), AppError> {
    let backend = server::backend()?;
    Ok(backend.photos().place(&server::viewer(), gallery, photo, set, before).await?)
}

/// A camera that took photographs of a gallery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockView {
    /// Maker and model.
    pub camera: String,
    /// How many it took.
    pub photos: i64,
    /// What is added to its times, in seconds.
    pub shift: i32,
}

/// The cameras of a gallery.
#[server(name = CameraClocks, prefix = "/api", endpoint = "dashboard/camera_clocks", input = GetUrl)]
pub async fn camera_clocks(gallery: GalleryId) -> Result<Vec<ClockView>, AppError> {
    let backend = server::backend()?;
    let clocks = backend.photos().clocks(&server::viewer(), gallery).await?;
    let view = |clock: backend::photos::CameraClock| ClockView {
        camera: clock.camera,
        photos: clock.photos,
        shift: clock.shift_seconds,
    };
    Ok(clocks.into_iter().map(view).collect())
}

/// What two photographs of one moment tell of two clocks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedView {
    /// The camera taken as right.
    pub right: String,
    /// The other one.
    pub wrong: String,
    /// By how many seconds the other one is ahead.
    pub ahead: i32,
    /// What is added to the other one's times now.
    pub now: i32,
    /// What is to be added so that both agree.
    pub then: i32,
}

/// Compares the clocks of two cameras.
#[server(name = CompareClocks, prefix = "/api", endpoint = "dashboard/compare_clocks", input = GetUrl)]
pub async fn compare_clocks(gallery: GalleryId, right: PhotoId, wrong: PhotoId) -> Result<ComparedView, AppError> {
    let backend = server::backend()?;
    let compared = backend.photos().compare(&server::viewer(), gallery, right, wrong).await?;
    Ok(ComparedView {
        right: compared.right,
        wrong: compared.wrong,
        ahead: compared.ahead_seconds,
        now: compared.shift_now,
        then: compared.shift_then,
    })
}

/// Adds so many seconds to a camera's times in this gallery.
#[server(name = SetClock, prefix = "/api", endpoint = "dashboard/set_clock", input = Json)]
pub async fn set_clock(gallery: GalleryId, camera: String, shift: i32) -> Result<(), AppError> {
    let backend = server::backend()?;
    Ok(backend.photos().set_clock(&server::viewer(), gallery, &camera, shift).await?)
}
