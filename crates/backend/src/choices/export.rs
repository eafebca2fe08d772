//! What was chosen, as other programs take it.

use std::{
    collections::HashSet,
    io::{Cursor, Write},
};

use domain::{
    GalleryId, ListId, Need, Role, Viewer,
    export::{Export, Row, SIDECAR, sheet_head, sheet_line, stem},
};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{Choices, VisitorChoice, chosen, queries};
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
    /// A file of what was chosen, however much that is, each photograph once; the table has a row for each time it was
    /// chosen.
    ///
    /// # Errors
    /// Refused to all but members.
    pub async fn export(&self, viewer: &Viewer, gallery: GalleryId, export: Export, pick: Pick) -> Result<Vec<u8>> {
        let mut found = access::by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Viewer))?;
        let (mut table, mut names, mut seen) = (sheet_head(found.locale), Vec::new(), HashSet::new());
        let mut after = 0;
        while let Some(last) = queries::visitors_after(&mut found.tx, gallery, after).await? {
            for choice in chosen::of(&mut found, after, last).await?.into_iter().filter(|choice| pick.takes(choice)) {
                if export == Export::Sheet {
                    table.extend(rows(&choice).map(|row| sheet_line(found.locale, row)));
                } else {
                    let photos = choice.photos.into_iter().filter(|photo| seen.insert(photo.id));
                    names.extend(photos.map(|photo| photo.file_name));
                }
            }
            after = last;
        }
        let names = names.iter().map(String::as_str);
        match export {
            Export::Sheet => Ok(table.into_bytes()),
            Export::Sidecars => sidecars(names),
            _ => Ok(export.text(names).into_bytes()),
        }
    }
}

fn rows(choice: &VisitorChoice) -> impl Iterator<Item = Row<'_>> {
    choice.photos.iter().map(|photo| Row {
        number: choice.number,
        name: &choice.name,
        email: choice.email.as_deref().unwrap_or_default(),
        list: &choice.list_name,
        file_name: &photo.file_name,
        sent: choice.sent.is_some(),
    })
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
