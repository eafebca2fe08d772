//! What a kill leaves in a folder: objects that were half written, under names that nobody reads.

use std::{
    fs::{read_dir, remove_file},
    io::{Error, ErrorKind},
    path::Path,
    time::SystemTime,
};

/// Removes objects below `folder` that were being written before `before` and never ended; says how many.
///
/// The store writes `name#1` and renames it; it does not list such files, so nobody else finds them.
pub(super) fn remove(folder: &Path, before: SystemTime) -> Result<usize, Error> {
    let mut removed = 0;
    for entry in present(read_dir(folder))?.into_iter().flatten() {
        let entry = entry?;
        let Some(about) = present(entry.metadata())? else { continue };
        if about.is_dir() {
            removed += remove(&entry.path(), before)?;
        } else if is_part(&entry.file_name().to_string_lossy()) && about.modified()? < before {
            removed += usize::from(present(remove_file(entry.path()))?.is_some());
        }
    }
    Ok(removed)
}

fn is_part(name: &str) -> bool {
    name.rsplit_once('#').is_some_and(|(_, number)| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// What is gone meanwhile needs no removing.
fn present<T>(outcome: Result<T, Error>) -> Result<Option<T>, Error> {
    match outcome {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        outcome => outcome.map(Some),
    }
}
