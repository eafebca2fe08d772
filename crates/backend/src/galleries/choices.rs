//! What visitors chose, for the studio.

use chrono::{DateTime, Utc};
use domain::{GalleryId, Need, PhotoId, Role, Viewer};

use super::{Galleries, access, queries};
use crate::error::Result;

/// One visitor's hearts.
#[derive(Clone, Debug)]
pub struct VisitorChoice {
    /// "Visitor 3": visitors are numbered in the order of their first hearts.
    pub number: i32,
    /// When they left their first heart.
    pub created_at: DateTime<Utc>,
    /// When they last changed something.
    pub seen_at: DateTime<Utc>,
    /// What they chose, in the gallery's order; never empty.
    pub photos: Vec<ChosenPhoto>,
}

/// A photograph somebody chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenPhoto {
    /// Which.
    pub id: PhotoId,
    /// What it was called when it came.
    pub file_name: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// A few pixels to show until it has come, as a data URL; empty when there are none.
    pub placeholder: String,
}

impl Galleries<'_> {
    /// The hearts of each visitor who has any on photographs that can be seen, in the order they came; at most
    /// [`crate::limits::HEARTS_LISTED`] hearts.
    ///
    /// # Errors
    /// Refused to all but members.
    pub async fn choices(&self, viewer: &Viewer, id: GalleryId) -> Result<Vec<VisitorChoice>> {
        let mut found = access::by_id(self.0, viewer, id).await?.check(Need::Gallery(Role::Viewer))?;
        let mut choices: Vec<VisitorChoice> = Vec::new();
        for (visitor, photo) in queries::hearts(&mut found.tx, id).await? {
            match choices.last_mut().filter(|choice| choice.number == visitor.number) {
                Some(choice) => choice.photos.push(photo),
                None => choices.push(VisitorChoice { photos: vec![photo], ..visitor }),
            }
        }
        Ok(choices)
    }
}
