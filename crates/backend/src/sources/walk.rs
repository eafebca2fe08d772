//! A walk through a folder and all folders in it, in the order of the paths' bytes, as buckets list theirs. Only the names of
//! the folders that one stands in are in memory. Blocks.

use std::{io, vec::IntoIter};

use domain::{Packed, SourceFolder, packed};

use super::{
    Found,
    folder::{Folder, Name},
};
use crate::error::{Error, Result};

/// Where one stands.
pub(super) struct Walk {
    here: Folder,
    from: SourceFolder,
    /// Nothing up to this path is told.
    after: Option<String>,
    /// The folders one stands in, by their paths, and what is still to be seen of each.
    levels: Vec<(String, IntoIter<Name>)>,
}

impl Walk {
    /// At the beginning of `from`.
    pub(super) fn begin(here: Folder, from: SourceFolder, after: Option<String>) -> io::Result<Self> {
        let names = here.names(from.as_str())?;
        Ok(Self { here, from, after, levels: vec![(String::new(), names.into_iter())] })
    }

    /// Whether what has this path was told before; of a folder, whether all that is in it was.
    fn is_past(&self, path: &str) -> bool {
        self.after.as_deref().is_some_and(|after| {
            let within = path.ends_with('/') && after.len() > path.len() && after.starts_with(path);
            path <= after && !within
        })
    }

    /// Goes into a folder; what to tell of one that lets nobody in.
    fn enter(&mut self, path: String) -> Option<Result<Found>> {
        match self.here.names(&self.from.join(&path)) {
            Ok(names) => {
                self.levels.push((path, names.into_iter()));
                None
            }
            Err(error) if !self.here.has(&self.from) => Some(Err(Error::Unavailable(error.into()))),
            // Also when somebody took it away meanwhile: nobody shall think that all of it came.
            Err(_) => Some(Ok(Found { path, readable: false, size: None })),
        }
    }
}

impl Iterator for Walk {
    type Item = Result<Found>;

    fn next(&mut self) -> Option<Result<Found>> {
        loop {
            let (above, names) = self.levels.last_mut()?;
            let Some(Name { name, folder, readable }) = names.next() else {
                self.levels.pop();
                continue;
            };
            let path = format!("{above}{name}{}", if folder { "/" } else { "" });
            // A folder is litter if what lies in it is.
            let litter = packed(&format!("{above}{name}{}", if folder { "/a" } else { "" })) == Packed::Nothing;
            if litter || self.is_past(&path) {
                continue;
            }
            if !folder || !readable {
                return Some(Ok(Found { path, readable, size: None }));
            }
            if let Some(told) = self.enter(path) {
                return Some(told);
            }
        }
    }
}
