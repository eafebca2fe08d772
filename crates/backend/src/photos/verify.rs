//! Whether the store holds what the rows say: nothing missing, nothing damaged, nothing that belongs to nobody.

use std::collections::HashSet;

use domain::{PhotoId, StudioId};
use futures::TryStreamExt;
use serde::Serialize;

use super::{
    Photos,
    queries::{self, OnRecord},
};
use crate::{
    error::Result,
    files::{Key, PhotoKeys},
};

/// Rows looked at between two questions to the database.
const PAGE: i64 = 500;

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What is wrong.
    pub trouble: Trouble,
    /// The name of the object; empty where none is concerned.
    pub object: String,
    /// The photograph, if one is concerned.
    pub photo: Option<PhotoId>,
    /// Whose it is, if that is known.
    pub studio: Option<StudioId>,
}

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// A photograph has lost an object.
    Missing,
    /// An original is not what was uploaded.
    Damaged,
    /// An object belongs to no photograph.
    Orphaned,
    /// A photograph waits for its sizes and nothing will make them.
    Lost,
}

/// What was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// Photographs whose objects were looked for.
    pub photographs: u64,
    /// Originals read from beginning to end.
    pub read: u64,
    /// What was found wrong.
    pub findings: u64,
}

impl Photos<'_> {
    /// Compares every photograph of every studio with the store, and the store with the photographs; `tell` hears of each
    /// finding. All originals are read and hashed, or only `sample` of them, drawn by lot; whether they are there and how
    /// large they are is asked of all. While people work, what was deleted a moment ago may be told as missing.
    ///
    /// # Errors
    /// Those of the store and the database.
    pub async fn verify(&self, sample: Option<u32>, mut tell: impl FnMut(Finding)) -> Result<Verified> {
        let mut verified = Verified::default();
        let mut found = |finding| {
            tell(finding);
            1
        };
        let drawn = match sample {
            Some(sample) => Some(queries::drawn(&mut self.0.db.system().await?, sample.into()).await?),
            None => None,
        };
        let mut after = None;
        loop {
            let page = queries::on_record(&mut self.0.db.system().await?, after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.photo);
            for photo in page {
                let read = read(&drawn, photo.photo);
                verified.photographs += 1;
                verified.read += u64::from(read);
                for (trouble, object) in self.troubles(&photo, read).await? {
                    verified.findings += found(photo.finding(trouble, &object));
                }
            }
        }
        let prefixes = PhotoKeys::KINDS.map(Key::from).to_vec();
        let mut orphans = Box::pin(self.orphans(prefixes, self.0.clock.now()));
        while let Some(key) = orphans.try_next().await? {
            let studio = PhotoKeys::of(&key).map(|owner| owner.studio());
            let object = key.to_string();
            verified.findings += found(Finding { trouble: Trouble::Orphaned, object, photo: None, studio });
        }
        for (studio, photo) in self.lost().await? {
            let (photo, studio) = (Some(photo), Some(studio));
            verified.findings += found(Finding { trouble: Trouble::Lost, object: String::new(), photo, studio });
        }
        Ok(verified)
    }

    async fn troubles(&self, photo: &OnRecord, read: bool) -> Result<Vec<(Trouble, Key)>> {
        let files = &self.0.files;
        let mut troubles = Vec::new();
        let original = photo.keys.original();
        match files.size(&original).await? {
            None => troubles.push((Trouble::Missing, original)),
            Some(size) if i64::try_from(size) != Ok(photo.bytes) => troubles.push((Trouble::Damaged, original)),
            Some(_) if read => match files.sha256(&original).await? {
                Some(hash) if hash.as_slice() == photo.sha256 => {}
                Some(_) => troubles.push((Trouble::Damaged, original)),
                None => troubles.push((Trouble::Missing, original)),
            },
            Some(_) => {}
        }
        for rendition in photo.keys.renditions().filter(|_| photo.ready) {
            if files.size(&rendition).await?.is_none() {
                troubles.push((Trouble::Missing, rendition));
            }
        }
        Ok(troubles)
    }
}

fn read(drawn: &Option<HashSet<PhotoId>>, photo: PhotoId) -> bool {
    drawn.as_ref().is_none_or(|drawn| drawn.contains(&photo))
}

impl OnRecord {
    fn finding(&self, trouble: Trouble, object: &Key) -> Finding {
        let (photo, studio) = (Some(self.photo), Some(self.keys.studio()));
        Finding { trouble, object: object.to_string(), photo, studio }
    }
}
