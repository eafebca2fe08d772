//! Where a download was begun, for a page that says why it leads nowhere any more.

use domain::{LinkToken, Viewer};

use super::{Downloads, queries};
use crate::{brands::BrandLogo, error::Result, sha256};

/// The gallery a download is of, as the visitor who began it knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Whose it is.
    pub studio: String,
    /// What stands in the place of that name.
    pub logo: Option<BrandLogo>,
    /// Its link.
    pub token: LinkToken,
}

impl Downloads<'_> {
    /// Where this viewer began the download with this unguessable address; nothing to anybody else, and when the gallery
    /// is in the trash.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn origin(&self, viewer: &Viewer, secret: &str) -> Result<Option<Origin>> {
        let Some(visitor) = viewer.visitor else { return Ok(None) };
        queries::origin(&mut *self.0.db.glance().await?, sha256(secret), visitor).await
    }
}
