//! Live.

use crate::Backend;

/// The verbs.
pub struct Live<'a>(pub(crate) &'a Backend);
