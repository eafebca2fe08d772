//! What a studio is told of its imports.

use domain::{Need, Role, Viewer};

use super::{Import, Imports, queries};
use crate::{
    error::{Error, Result},
    limits::IMPORTS_LISTED,
};

impl Imports<'_> {
    /// The studio's imports that nobody dismissed, the newest first; at most [`IMPORTS_LISTED`].
    ///
    /// # Errors
    /// Refused to all but editors of a studio.
    pub async fn list(&self, viewer: &Viewer) -> Result<Vec<Import>> {
        Need::Studio(Role::Editor).check(viewer, None)?;
        let studio = viewer.membership.as_ref().ok_or(Error::NOT_FOUND)?.studio;
        queries::list(&mut self.0.db.studio(studio).await?, IMPORTS_LISTED).await
    }
}
