//! Accounts.

use crate::Backend;

/// The verbs.
pub struct Accounts<'a>(pub(crate) &'a Backend);
