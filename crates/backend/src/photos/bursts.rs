//! Bursts: photographs that one camera took within two seconds of each other, its clock set right.

use domain::{GalleryId, Need, PhotoId, Role, Viewer};

use super::{Photos, queries};
use crate::{error::Result, galleries::access};

/// Two photographs or more, in the order they were taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Burst {
    /// Which.
    pub photos: Vec<PhotoId>,
}

impl Photos<'_> {
    /// The bursts that any of these photographs is part of, those in the trash left out.
    ///
    /// # Errors
    /// Refused to all but members.
    pub async fn bursts(&self, viewer: &Viewer, gallery: GalleryId, photos: &[PhotoId]) -> Result<Vec<Burst>> {
        let mut found = access::by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Viewer))?;
        queries::bursts(&mut found.tx, gallery, photos).await
    }
}
