//! What was chosen, as other programs take it.

use std::{
    collections::HashSet,
    io::{Cursor, Write},
};

use domain::{
    GalleryId, ListId, Locale, Need, Role, StudioId, Viewer,
    export::{Export, Row, SIDECAR, sheet_head, sheet_line, stem},
};
use futures::{
    StreamExt,
    stream::{self, BoxStream},
};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{
    Choices,
    queries::{self, Line, LinePlace},
};
use crate::{
    Backend,
    error::{Error, Result},
    galleries::access::{self, Found},
    limits::LINES_AT_ONCE,
};

/// Whose choices; everything without.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pick {
    /// Of one visitor, by number.
    pub visitor: Option<i32>,
    /// Of one list.
    pub list: Option<ListId>,
}

impl Choices<'_> {
    /// A file of what was chosen, however much that is, each photograph once; the table has a row for each time it was
    /// chosen, and comes some rows at a time. It ends in an error where it does not go on to the end.
    ///
    /// # Errors
    /// Refused to all but members.
    pub async fn export(
        &self,
        viewer: &Viewer,
        gallery: GalleryId,
        export: Export,
        pick: Pick,
    ) -> Result<BoxStream<'static, Result<Vec<u8>>>> {
        let Found { studio, locale, .. } =
            access::by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Viewer))?;
        let place = LinePlace::before(pick.visitor.unwrap_or_default());
        let mut reading = Reading { backend: self.0.clone(), studio, gallery, pick, place };
        if export == Export::Sheet {
            return sheet(reading, locale).await;
        }
        let (mut names, mut seen) = (Vec::new(), HashSet::new());
        while let Some(lines) = reading.some().await? {
            let new = lines.into_iter().filter(|line| seen.insert(line.photo));
            names.extend(new.map(|line| line.file_name));
        }
        let names = names.iter().map(String::as_str);
        let file = if export == Export::Sidecars { sidecars(names)? } else { export.text(names).into_bytes() };
        Ok(stream::once(async move { Ok::<_, Error>(file) }).boxed())
    }
}

/// How far the choices were read.
struct Reading {
    backend: Backend,
    studio: StudioId,
    gallery: GalleryId,
    pick: Pick,
    place: LinePlace,
}

impl Reading {
    /// The next lines, if there may be more; it may turn out that there are none.
    async fn some(&mut self) -> Result<Option<Vec<Line>>> {
        let mut tx = self.backend.db.studio(self.studio).await?;
        let last = queries::visitors_from(&mut tx, self.gallery, self.place.number, self.pick.visitor).await?;
        let Some(last) = last else { return Ok(None) };
        let lines = queries::lines_after(&mut tx, self.gallery, &self.place, last, self.pick.list).await?;
        self.place = match lines.last().filter(|_| lines.len() as i64 >= LINES_AT_ONCE) {
            Some(line) => LinePlace::of(line, self.gallery),
            None => LinePlace::before(last + 1),
        };
        Ok(Some(lines))
    }
}

async fn sheet(mut reading: Reading, locale: Locale) -> Result<BoxStream<'static, Result<Vec<u8>>>> {
    let (head, first) = (sheet_head(locale).into_bytes(), reading.some().await?);
    let lines = stream::try_unfold((reading, first), move |(mut reading, lines)| async move {
        let Some(lines) = lines else { return Ok::<_, Error>(None) };
        let text = lines.iter().map(|line| sheet_line(locale, row(line))).collect::<String>();
        let next = reading.some().await?;
        Ok(Some((text.into_bytes(), (reading, next))))
    });
    Ok(stream::once(async move { Ok(head) }).chain(lines).boxed())
}

fn row(line: &Line) -> Row<'_> {
    Row {
        number: line.number,
        name: &line.name,
        email: line.email.as_deref().unwrap_or_default(),
        list: &line.list_name,
        file_name: &line.file_name,
        sent: line.sent,
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
