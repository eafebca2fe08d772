//! Photos.

use crate::Backend;

/// The verbs.
pub struct Photos<'a>(pub(crate) &'a Backend);

mod jobs;

pub use jobs::{DeleteObjects, DevelopPhoto};
