//! Settings by name: whether they are still those a form was filled from.

use serde_json::Value;

use crate::{
    error::{Error, Result},
    hex, sha256,
};

/// Names these very settings.
pub(crate) fn of(settings: &Value) -> String {
    hex(&sha256(settings.to_string())[..8])
}

/// Whether a form that was filled from `loaded` may be written over settings of this version; one that says nothing may.
///
/// # Errors
/// [`Error::Conflict`] when somebody else changed them since.
pub(crate) fn check(loaded: &str, stored: &str) -> Result<()> {
    if loaded.is_empty() || loaded == stored { Ok(()) } else { Err(Error::Conflict) }
}
