//! Photographs that come many at once, in an archive or from a source's folder: taken in file by file, each as if it had been
//! uploaded.
//!
//! The row says which file is next. A server that is killed in between goes on there; the one file that was under way is
//! known again by its bytes. An archive lies in the staging folder until all of it was looked at.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use domain::{
    FileName, GalleryId, ImportFailure, ImportId, ImportKind, ImportState, RefusedFile, SetId, Unpack, UploadId,
};

use crate::Backend;

mod archive;
mod begin;
mod cancel;
mod directory;
mod fetch;
mod folder;
mod jobs;
mod list;
mod queries;
mod run;
mod sweep;
#[cfg(test)]
mod tests;

pub use folder::NewFolder;
pub use jobs::{RunImport, TakeFolder};

/// The verbs.
pub struct Imports<'a>(pub(crate) &'a Backend);

/// The end of the names of archives in the staging folder.
pub(crate) const ARCHIVE: &str = ".zip";

/// An archive that is here.
#[derive(Clone, Debug)]
pub(crate) struct NewImport {
    /// By which it came, and where it lies.
    pub(crate) upload: UploadId,
    /// What it is called.
    pub(crate) name: FileName,
    /// What becomes of its folders.
    pub(crate) unpack: Unpack,
    /// Where files go that become part of no other set.
    pub(crate) set: Option<SetId>,
}

/// An import as its studio sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Which.
    pub id: ImportId,
    /// Where its photographs go.
    pub gallery: GalleryId,
    /// The gallery's name.
    pub gallery_title: String,
    /// What is taken in.
    pub kind: ImportKind,
    /// What that is called.
    pub name: String,
    /// How it stands.
    pub state: ImportState,
    /// Why it failed.
    pub failure: Option<ImportFailure>,
    /// Entries of the archive, or files of the folder; 0 until it was opened.
    pub total: u32,
    /// How many of them were looked at.
    pub done: u32,
    /// Photographs that are new.
    pub added: u32,
    /// Those whose bytes were in the gallery.
    pub already_here: u32,
    /// Files that were not taken.
    pub refused: u32,
    /// The first [`crate::limits::REFUSALS_KEPT`] of them.
    pub refusals: Vec<RefusedFile>,
    /// When the archive was here, or somebody picked the folder.
    pub created_at: DateTime<Utc>,
}

impl Imports<'_> {
    /// Where an archive lies.
    fn path(&self, id: ImportId) -> PathBuf {
        self.0.staging.join(format!("{id}{ARCHIVE}"))
    }
}
