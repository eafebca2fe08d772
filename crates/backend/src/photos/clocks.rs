//! The clocks of cameras: two at one wedding seldom say the same time.

use chrono::NaiveDateTime;
use domain::{GalleryId, Need, PhotoId, Role, Viewer, live::GalleryEvent, problem::Problem};
use serde_json::json;

use super::{Photos, queries};
use crate::{
    audit,
    error::{Error, Result},
    galleries::access,
    limits::CLOCK_SHIFT,
    live,
};

/// A camera that took photographs of a gallery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CameraClock {
    /// Maker and model.
    pub camera: String,
    /// How many it took.
    pub photos: i64,
    /// What is added to the times it wrote, in seconds.
    pub shift_seconds: i32,
}

/// When a photograph was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenAt {
    /// With what.
    pub camera: String,
    /// As its clock said.
    pub taken_at: NaiveDateTime,
    /// What is added to that, in seconds.
    pub shift_seconds: i32,
}

/// What two photographs of one moment tell of the clocks of two cameras.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The camera whose clock is taken as right.
    pub right: String,
    /// The other one.
    pub wrong: String,
    /// By how many seconds the other one is ahead as it is set now; negative when it is behind.
    pub ahead_seconds: i32,
    /// What is added to the times of the other one now.
    pub shift_now: i32,
    /// What would be added so that both agree.
    pub shift_then: i32,
}

impl Photos<'_> {
    /// The cameras of a gallery, and how their clocks were set right.
    ///
    /// # Errors
    /// Refused to all but members.
    pub async fn clocks(&self, viewer: &Viewer, gallery: GalleryId) -> Result<Vec<CameraClock>> {
        let mut found = access::by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Viewer))?;
        queries::clocks(&mut found.tx, gallery).await
    }

    /// Compares the clocks of two cameras by two photographs of one moment.
    ///
    /// # Errors
    /// Refused to all but members; [`Error::Invalid`] when one of them does not say when and with what it was taken, or both
    /// were taken with one camera, or their times are ten years apart.
    pub async fn compare(
        &self,
        viewer: &Viewer,
        gallery: GalleryId,
        right: PhotoId,
        wrong: PhotoId,
    ) -> Result<Compared> {
        let mut found = access::by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Viewer))?;
        let right = queries::taken_at(&mut found.tx, gallery, right).await?;
        let wrong = queries::taken_at(&mut found.tx, gallery, wrong).await?;
        let (right, wrong) = right.zip(wrong).ok_or_else(|| Error::invalid("", Problem::NoCameraTime))?;
        if right.camera == wrong.camera {
            return Err(Error::invalid("", Problem::SameCamera));
        }
        let shift = (right.taken_at - wrong.taken_at).num_seconds() + i64::from(right.shift_seconds);
        let shift_then = i32::try_from(shift).ok().filter(|shift| shift.abs() <= CLOCK_SHIFT);
        let shift_then = shift_then.ok_or_else(|| Error::invalid("", Problem::NoCameraTime))?;
        Ok(Compared {
            right: right.camera,
            wrong: wrong.camera,
            ahead_seconds: wrong.shift_seconds - shift_then,
            shift_now: wrong.shift_seconds,
            shift_then,
        })
    }

    /// Adds so many seconds to the times a camera wrote in this gallery, and orders its photographs anew.
    ///
    /// # Errors
    /// Refused below editor; [`Error::Invalid`] for more than ten years; not found when no photograph of the gallery was
    /// taken with that camera.
    pub async fn set_clock(&self, viewer: &Viewer, gallery: GalleryId, camera: &str, shift_seconds: i32) -> Result<()> {
        let mut found = access::lock_by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Editor))?;
        if shift_seconds.checked_abs().is_none_or(|shift| shift > CLOCK_SHIFT) {
            return Err(Error::invalid("", Problem::NoCameraTime));
        }
        if queries::clocks(&mut found.tx, gallery).await?.iter().all(|clock| clock.camera != camera) {
            return Err(Error::NOT_FOUND);
        }
        queries::set_clock(&mut found.tx, (found.studio, gallery), camera, shift_seconds).await?;
        let now = self.0.clock.now();
        let detail = json!({ "camera": camera, "shift_seconds": shift_seconds });
        let entry = audit::Entry { action: "gallery.clock", subject: gallery.0, detail, viewer };
        audit::write(&mut found.tx, found.studio, now, entry).await?;
        live::announce(&mut found.tx, found.studio, gallery, GalleryEvent::PhotosMoved, now).await?;
        Ok(found.tx.commit().await?)
    }
}
