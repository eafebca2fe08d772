//! What visitors chose, for the studio.

use chrono::{DateTime, Utc};
use domain::{GalleryId, ListId, Most, Need, PhotoId, Role, SubmissionId, Viewer};

use super::{Choices, queries};
use crate::{error::Result, galleries::access, limits::HEARTS_LISTED};

/// What one visitor has on one list.
#[derive(Clone, Debug)]
pub struct VisitorChoice {
    /// "Visitor 3": visitors are numbered in the order in which they first did something.
    pub number: i32,
    /// What they call themselves; empty when they were not asked.
    pub name: String,
    /// The address they gave.
    pub email: Option<String>,
    /// Whether a link mailed to that address was opened.
    pub confirmed: bool,
    /// When they came.
    pub created_at: DateTime<Utc>,
    /// When they last changed something.
    pub seen_at: DateTime<Utc>,
    /// On which list.
    pub list: ListId,
    /// Its name; hearts have none.
    pub list_name: String,
    /// How many it takes.
    pub most: Most,
    /// That they sent it, unless it was reopened since.
    pub sent: Option<SentList>,
    /// What they chose, in the gallery's order; never empty.
    pub photos: Vec<ChosenPhoto>,
}

/// A list that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentList {
    /// Which time.
    pub id: SubmissionId,
    /// When.
    pub at: DateTime<Utc>,
    /// What they wrote; lines end in `\n`.
    pub message: String,
}

/// A photograph somebody chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenPhoto {
    /// Which.
    pub id: PhotoId,
    /// What it was called when it came.
    pub file_name: String,
}

impl Choices<'_> {
    /// What each visitor has on each list, of photographs that can be seen, in the order they came; at most
    /// [`HEARTS_LISTED`] choices.
    ///
    /// # Errors
    /// Refused to all but members.
    pub async fn chosen(&self, viewer: &Viewer, id: GalleryId) -> Result<Vec<VisitorChoice>> {
        let mut found = access::by_id(self.0, viewer, id).await?.check(Need::Gallery(Role::Viewer))?;
        Ok(together(queries::chosen(&mut found.tx, id, HEARTS_LISTED).await?))
    }
}

fn together(rows: Vec<(VisitorChoice, ChosenPhoto)>) -> Vec<VisitorChoice> {
    let mut choices: Vec<VisitorChoice> = Vec::new();
    for (visitor, photo) in rows {
        let same = |choice: &&mut VisitorChoice| choice.number == visitor.number && choice.list == visitor.list;
        match choices.last_mut().filter(same) {
            Some(choice) => choice.photos.push(photo),
            None => choices.push(VisitorChoice { photos: vec![photo], ..visitor }),
        }
    }
    choices
}
