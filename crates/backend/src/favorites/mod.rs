//! Favorites.

use crate::Backend;

/// The verbs.
pub struct Favorites<'a>(pub(crate) &'a Backend);
