//! Looking for photographs of an open gallery.

use chrono::NaiveDate;
use domain::{Cursor, Need, Viewer};

use super::{Galleries, PhotoPage, access, browse::paged, queries};
use crate::{
    error::{Error, Result},
    limits::PHOTOS_AT_ONCE,
};

/// Which of the photographs a client sees.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PhotoSearch {
    /// Those with this in their names, in capitals or not, with marks at letters or without; empty for all. Keywords are the
    /// studio's own.
    pub name: String,
    /// Those of one day, the clocks of cameras set right.
    pub day: Option<NaiveDate>,
}

impl Galleries<'_> {
    /// Some of the photographs after a place, [`PHOTOS_AT_ONCE`] at most, as [`Galleries::photos`] has them.
    ///
    /// # Errors
    /// Refused as [`Need::Open`] says.
    pub async fn seek(
        &self,
        viewer: &Viewer,
        token: &str,
        search: &PhotoSearch,
        after: Option<Cursor>,
        limit: i64,
    ) -> Result<PhotoPage> {
        let token = token.parse().map_err(|()| Error::NOT_FOUND)?;
        let mut found = access::by_token(self.0, viewer, &token).await?.check(Need::Open)?;
        let limit = limit.clamp(1, PHOTOS_AT_ONCE);
        let rows = queries::seek(&mut found.tx, (found.id, found.client), search, after.as_ref(), limit + 1).await?;
        Ok(paged(rows, limit))
    }

    /// The days on which the photographs were taken that a client sees, in order.
    ///
    /// # Errors
    /// Refused as [`Need::Open`] says.
    pub async fn days(&self, viewer: &Viewer, token: &str) -> Result<Vec<NaiveDate>> {
        let token = token.parse().map_err(|()| Error::NOT_FOUND)?;
        let mut found = access::by_token(self.0, viewer, &token).await?.check(Need::Open)?;
        queries::days(&mut found.tx, (found.id, found.client)).await
    }
}
