//! Files that come in pieces: begun, continued after any interruption, stored when the last byte is here.
//!
//! The row says what is to come; how much has come is the length of the file in the staging folder, so that a killed
//! server loses nothing it was sent. One writer at a time holds the file's lock, which the system lets go of with it.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use domain::{ImportId, PhotoId, UploadId};

use crate::{Backend, imports, photos::Stored};

mod append;
mod archives;
mod begin;
mod cancel;
mod find;
pub(crate) mod queries;
mod settle;
mod sweep;
#[cfg(test)]
mod tests;

pub use append::{Appending, Checksum};
pub use begin::NewUpload;

/// The verbs.
pub struct Uploads<'a>(pub(crate) &'a Backend);

/// How far a file has come.
#[derive(Clone, Debug, PartialEq)]
pub struct Upload {
    /// Which.
    pub id: UploadId,
    /// How much of it is here.
    pub received: u64,
    /// How much it will be.
    pub bytes: u64,
    /// When it is forgotten unless more comes.
    pub expires_at: DateTime<Utc>,
    /// What the sender said of it, as it was said.
    pub metadata: String,
    /// The photograph it became, at the end.
    pub stored: Option<Stored>,
    /// What takes the archive apart that it was, at the end.
    pub import: Option<ImportId>,
}

/// Why a file or a piece of it was not taken. Nothing of it was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    /// It does not begin where the last one ended.
    #[error("the next byte wanted is {received}")]
    Offset {
        /// Where it should begin.
        received: u64,
    },
    /// Somebody else is sending.
    #[error("another request is sending this file")]
    Busy,
    /// The bytes are not those that were meant.
    #[error("the bytes do not match their checksum")]
    Checksum,
    /// Other bytes of the same name are in the gallery, and the sender wanted to be asked.
    #[error("a photograph of this name is in the gallery")]
    SameName {
        /// Which; `None` when there are several and nobody can tell which is meant.
        photo: Option<PhotoId>,
    },
    /// It is longer than it was said to be.
    #[error("more bytes than were announced")]
    TooLong,
}

impl Uploads<'_> {
    /// Where the bytes of an upload lie.
    pub(crate) fn part(&self, id: UploadId) -> PathBuf {
        self.0.staging.join(format!("{id}{PART}"))
    }
}

/// The end of the names of files that may be continued.
const PART: &str = ".part";

/// Whether a file of the staging folder may be continued after the server was killed.
pub fn may_go_on(name: &str) -> bool {
    name.ends_with(PART) || name.ends_with(imports::ARCHIVE)
}
