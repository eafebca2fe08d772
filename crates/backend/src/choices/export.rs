//! What was chosen, as other programs take it.

use std::{
    collections::HashSet,
    io::{Cursor, Write},
};

use domain::{
    GalleryId, ListId, Need, Role, Viewer,
    export::{Export, Row, SIDECAR, sheet, stem},
};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{Choices, VisitorChoice, chosen};
use crate::{
    error::{Error, Result},
    galleries::access,
};

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
    pub async fn export(&self, viewer: &Viewer, gallery: GalleryId, export: Export, pick: Pick) -> Result<Vec<u8>> {
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
            return Ok(sheet(found.locale, rows).into_bytes());
        }
        let mut seen = HashSet::new();
        let photos = choices.iter().flat_map(|choice| &choice.photos).filter(|photo| seen.insert(photo.id));
        let names = photos.map(|photo| photo.file_name.as_str());
        if export == Export::Sidecars { sidecars(names) } else { Ok(export.text(names).into_bytes()) }
    }
}

/// An archive of one sidecar for each name without its extension: a photograph and its raw share it.
fn sidecars<'a>(names: impl Iterator<Item = &'a str>) -> Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut seen = HashSet::new();
    for stem in names.map(stem).filter(|stem| seen.insert(*stem)) {
        // Names came in with files; a separator in one would be a folder here.
        let name = format!("{}.xmp", stem.replace(['/', '\\'], "_"));
        archive.start_file(name, stored).map_err(Error::internal)?;
        archive.write_all(SIDECAR.as_bytes()).map_err(Error::internal)?;
    }
    Ok(archive.finish().map_err(Error::internal)?.into_inner())
}
