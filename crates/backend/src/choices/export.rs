//! What was chosen, as other programs take it.

use std::collections::HashSet;

use domain::{
    GalleryId, ListId, Need, Role, Viewer,
    export::{Export, Row, sheet},
};

use super::{Choices, VisitorChoice, chosen};
use crate::{error::Result, galleries::access};

/// Whose choices; everything without.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pick {
    /// Of one visitor, by number.
    pub visitor: Option<i32>,
    /// Of one list.
    pub list: Option<ListId>,
}

impl Pick {
    fn takes(self, choice: &VisitorChoice) -> bool {
        self.visitor.is_none_or(|visitor| visitor == choice.number) && self.list.is_none_or(|list| list == choice.list)
    }
}

impl Choices<'_> {
    /// A file of what was chosen, each photograph once; the table has a row for each time it was chosen.
    ///
    /// # Errors
    /// Refused to all but members.
    pub async fn export(&self, viewer: &Viewer, gallery: GalleryId, export: Export, pick: Pick) -> Result<String> {
        let mut found = access::by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Viewer))?;
        let mut choices = chosen::all(&mut found).await?;
        choices.retain(|choice| pick.takes(choice));
        if export == Export::Sheet {
            let rows = choices.iter().flat_map(|choice| {
                choice.photos.iter().map(|photo| Row {
                    number: choice.number,
                    name: &choice.name,
                    email: choice.email.as_deref().unwrap_or_default(),
                    list: &choice.list_name,
                    file_name: &photo.file_name,
                    sent: choice.sent.is_some(),
                })
            });
            return Ok(sheet(found.locale, rows));
        }
        let mut seen = HashSet::new();
        let photos = choices.iter().flat_map(|choice| &choice.photos).filter(|photo| seen.insert(photo.id));
        Ok(export.text(photos.map(|photo| photo.file_name.as_str())))
    }
}
