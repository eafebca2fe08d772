//! Galleries.

use crate::Backend;

/// The verbs.
pub struct Galleries<'a>(pub(crate) &'a Backend);
