//! Visitors' hearts: the first list of every gallery.

use domain::{PhotoId, Viewer};

use crate::{Backend, error::Result};

#[cfg(test)]
mod tests;

/// The verbs.
pub struct Favorites<'a>(pub(crate) &'a Backend);

impl Favorites<'_> {
    /// The photographs this key has hearted, first hearts first; only those that can be seen.
    ///
    /// # Errors
    /// As [`Choices::list`](crate::choices::Choices::list).
    pub async fn list(&self, viewer: &Viewer, token: &str, key: &str) -> Result<Vec<PhotoId>> {
        self.0.choices().list(viewer, token, key, None).await
    }

    /// Sets or takes away one heart, however often it is asked, and answers with the whole list.
    ///
    /// # Errors
    /// As [`Choices::set`](crate::choices::Choices::set).
    pub async fn set(&self, viewer: &Viewer, token: &str, key: &str, photo: PhotoId, on: bool) -> Result<Vec<PhotoId>> {
        self.0.choices().set(viewer, token, key, None, (photo, on)).await
    }
}
