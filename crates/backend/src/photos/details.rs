//! All that is known of one photograph, for its studio alone: clients are told neither where it was taken nor by whom.

use chrono::NaiveDateTime;
use domain::{GalleryId, Need, PhotoId, Role, Viewer};
use serde::{Deserialize, Serialize};

use super::{Photos, queries};
use crate::{
    error::{Error, Result},
    galleries::access,
    media::{Developed, Words},
};

/// What is known of a photograph.
#[derive(Clone, Debug, PartialEq)]
pub struct PhotoDetails {
    /// What it was called when it came.
    pub file_name: String,
    /// The size of the file.
    pub bytes: i64,
    /// Width and height in pixels, as it is looked at; once known.
    pub size: Option<(u32, u32)>,
    /// When it was taken, as the camera's clock said.
    pub taken_at: Option<NaiveDateTime>,
    /// Maker and model.
    pub camera: Option<String>,
    /// How it was taken.
    pub exposure: Exposure,
    /// What people wrote into it.
    pub words: Words,
    /// Latitude and longitude in degrees, north and east positive.
    pub gps: Option<(f64, f64)>,
}

/// How a photograph was taken, as far as the camera says; stored as it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Exposure {
    /// The lens, as it calls itself.
    pub lens: Option<String>,
    /// In seconds.
    pub exposure_time: Option<f64>,
    /// The aperture's f-number.
    pub f_number: Option<f64>,
    /// The sensitivity.
    pub iso: Option<u32>,
    /// In millimetres, not converted to 35 mm film.
    pub focal_length: Option<f64>,
    /// How far the camera's clock was ahead of UTC.
    pub offset_minutes: Option<i16>,
    /// Whether more was in the file than is shown: further frames, or transparency.
    pub flattened: bool,
}

impl Exposure {
    pub(super) fn of(developed: &Developed) -> Self {
        let metadata = &developed.metadata;
        Self {
            lens: metadata.lens.clone(),
            exposure_time: metadata.exposure_time,
            f_number: metadata.f_number,
            iso: metadata.iso,
            focal_length: metadata.focal_length,
            offset_minutes: metadata.taken_at.and_then(|taken| taken.offset_minutes),
            flattened: developed.flattened,
        }
    }
}

impl Photos<'_> {
    /// What is known of a photograph of the gallery, in the trash or not.
    ///
    /// # Errors
    /// Refused to all but members; not found when it is not in the gallery.
    pub async fn details(&self, viewer: &Viewer, gallery: GalleryId, photo: PhotoId) -> Result<PhotoDetails> {
        let mut found = access::by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Viewer))?;
        queries::details(&mut found.tx, gallery, photo).await?.ok_or(Error::NOT_FOUND)
    }
}
