//! Looking through the photographs of an open gallery, in its order.

use chrono::NaiveDateTime;
use domain::{Cursor, Need, PhotoId, Viewer};

use super::{
    Galleries,
    access::{self, Found},
    queries,
};
use crate::{
    error::{Error, Result},
    limits::PHOTOS_AT_ONCE,
};

/// Some photographs, and where the next ones begin.
#[derive(Clone, Debug)]
pub struct PhotoPage {
    /// In order.
    pub photos: Vec<PhotoTile>,
    /// What to ask for next; `None` at the end.
    pub next: Option<Cursor>,
}

/// A photograph in the grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhotoTile {
    /// Which.
    pub id: PhotoId,
    /// What it was called when it came.
    pub file_name: String,
    /// In pixels, as it is looked at.
    pub width: u32,
    /// In pixels, as it is looked at.
    pub height: u32,
    /// A few pixels to show until it has come, as a data URL; empty when there are none.
    pub placeholder: String,
    /// `#rrggbb`; empty when unknown.
    pub dominant_color: String,
    /// When it was taken, as the camera's clock said.
    pub taken_at: Option<NaiveDateTime>,
    /// The position of its set; 0 when it is in none.
    pub set_place: i32,
}

/// One photograph and its place among the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhotoView {
    /// The photograph.
    pub tile: PhotoTile,
    /// The one before.
    pub previous: Option<PhotoId>,
    /// The one after.
    pub next: Option<PhotoId>,
    /// Its place, from 1.
    pub position: i64,
    /// Of how many.
    pub count: i64,
}

impl Galleries<'_> {
    /// The photographs after a place, [`PHOTOS_AT_ONCE`] at most: only those whose sizes are made, none of the
    /// trash, none that are hidden.
    ///
    /// # Errors
    /// Refused as [`Need::Open`] says.
    pub async fn photos(&self, viewer: &Viewer, token: &str, after: Option<Cursor>, limit: i64) -> Result<PhotoPage> {
        let token = token.parse().map_err(|()| Error::NOT_FOUND)?;
        let mut found = access::by_token(self.0, viewer, &token).await?.check(Need::Open)?;
        page(&mut found, after.as_ref(), limit).await
    }

    /// One photograph, for the address that leads straight to it.
    ///
    /// # Errors
    /// Refused as [`Need::Open`] says; not found when it cannot be seen in this gallery.
    pub async fn photo(&self, viewer: &Viewer, token: &str, photo: PhotoId) -> Result<PhotoView> {
        let token = token.parse().map_err(|()| Error::NOT_FOUND)?;
        let mut found = access::by_token(self.0, viewer, &token).await?.check(Need::Open)?;
        queries::photo(&mut found.tx, (found.id, found.client), photo).await?.ok_or(Error::NOT_FOUND)
    }
}

/// A page of a gallery that was found open.
pub(super) async fn page(found: &mut Found, after: Option<&Cursor>, limit: i64) -> Result<PhotoPage> {
    let limit = limit.clamp(1, PHOTOS_AT_ONCE);
    Ok(paged(queries::photos(&mut found.tx, (found.id, found.client), after, limit + 1).await?, limit))
}

/// A page of at most `limit`. One more than that tells whether there is a next one.
pub(super) fn paged(mut rows: Vec<(PhotoTile, Vec<u8>)>, limit: i64) -> PhotoPage {
    let more = rows.len() > usize::try_from(limit).unwrap_or(usize::MAX);
    if more {
        rows.pop();
    }
    let next = rows.last().filter(|_| more).map(|(tile, sort_key)| Cursor {
        set_place: tile.set_place,
        sort_key: sort_key.clone(),
        file_name: tile.file_name.clone(),
        photo: tile.id,
    });
    PhotoPage { photos: rows.into_iter().map(|(tile, _)| tile).collect(), next }
}
