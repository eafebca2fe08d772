//! Whether the store holds what the rows say: nothing missing, nothing damaged, nothing that belongs to nobody.

use std::{collections::HashSet, pin::pin};

use domain::{MarkedSize, PhotoId, StudioId};
use futures::{StreamExt, TryStreamExt, stream};
use serde::{Deserialize, Serialize};

use super::{
    Photos,
    cool::GIVE_UP,
    queries::{self, OnRecord},
};
use crate::{
    error::{Error, Result},
    files::{Key, PhotoKeys},
};

/// Rows looked at between two questions to the database.
const PAGE: i64 = 500;

/// Photographs whose objects are looked for at once: most of the time is spent waiting for the store.
const AT_ONCE: usize = 8;

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// A photograph has lost an object, or a studio its logo.
    Missing,
    /// An original is not what was uploaded.
    Damaged,
    /// An object belongs to no photograph and is nobody's logo.
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
    /// Compares every photograph of every studio with the store, and the store with the photographs; `tell` hears how far
    /// it is, and of each finding. All originals are read and hashed, or only `sample` of them, drawn by lot; whether they
    /// are there and how large they are is asked of all. While people work, what was deleted a moment ago may be told as
    /// missing.
    ///
    /// # Errors
    /// Those of the store and the database.
    pub async fn verify(
        &self,
        sample: Option<u32>,
        mut tell: impl FnMut(&Verified, Option<Finding>),
    ) -> Result<Verified> {
        let mut verified = Verified::default();
        let mut found = |verified: &mut Verified, finding: Option<Finding>| {
            verified.findings += u64::from(finding.is_some());
            tell(verified, finding);
        };
        let drawn = match sample {
            Some(sample) => Some(queries::drawn(&mut self.0.db.system().await?, sample.into()).await?),
            None => None,
        };
        let (mut after, mut unread) = (None, 0);
        loop {
            let page = queries::on_record(&mut self.0.db.system().await?, after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.photo);
            let looked = stream::iter(page).map(|photo| async {
                let read = read(&drawn, photo.photo);
                let troubles = self.troubles(&photo, read).await;
                (photo, read, troubles)
            });
            let mut looked = pin!(looked.buffered(AT_ONCE));
            while let Some((photo, read, troubles)) = looked.next().await {
                verified.photographs += 1;
                verified.read += u64::from(read);
                let troubles = match troubles {
                    Ok(troubles) => {
                        unread = 0;
                        self.remember(&photo, read, !troubles.is_empty()).await?;
                        troubles
                    }
                    // One that cannot be read is what is looked for; several in a row mean that the store is away.
                    Err(error @ Error::Unavailable(_)) if unread < GIVE_UP => {
                        tracing::warn!(photo = %photo.photo, %error, "a photograph's files cannot be read");
                        unread += 1;
                        vec![(Trouble::Damaged, photo.keys.original_on(photo.shelf))]
                    }
                    Err(error) => return Err(error),
                };
                for (trouble, object) in troubles {
                    found(&mut verified, Some(photo.finding(trouble, &object)));
                }
                found(&mut verified, None);
            }
        }
        let prefixes = PhotoKeys::KINDS.map(Key::from).to_vec();
        let mut orphans = Box::pin(self.orphans(prefixes, self.0.clock.now()));
        while let Some(key) = orphans.try_next().await? {
            // Moved or deleted since it was listed.
            if self.0.files.size(&key).await?.is_none() {
                continue;
            }
            let owner = PhotoKeys::of(&key);
            // Marks that are not of now are the sweep's: there is nothing to tell of them.
            if let Some(owner) = &owner
                && (owner.generation_of(&key).is_some() || self.is_last_copy(owner, &key).await?)
            {
                continue;
            }
            let studio = owner.map(|owner| owner.studio());
            let object = key.to_string();
            found(&mut verified, Some(Finding { trouble: Trouble::Orphaned, object, photo: None, studio }));
        }
        for trouble in self.0.watermarks().troubles(self.0.clock.now()).await? {
            found(&mut verified, Some(trouble));
        }
        for (studio, photo) in self.lost().await? {
            let (photo, studio) = (Some(photo), Some(studio));
            found(&mut verified, Some(Finding { trouble: Trouble::Lost, object: String::new(), photo, studio }));
        }
        Ok(verified)
    }

    /// What is harmed is stored anew when it is sent again. That it is well again is believed only when it was read.
    async fn remember(&self, photo: &OnRecord, read: bool, harmed: bool) -> Result<()> {
        if harmed == photo.harmed || !harmed && !read {
            return Ok(());
        }
        // What somebody deleted or moved a moment ago is not harmed.
        if harmed && self.troubles(photo, read).await?.is_empty() {
            return Ok(());
        }
        let mut tx = self.0.db.system().await?;
        queries::set_harmed(&mut tx, photo, harmed.then(|| self.0.clock.now())).await?;
        Ok(tx.commit().await?)
    }

    async fn troubles(&self, photo: &OnRecord, read: bool) -> Result<Vec<(Trouble, Key)>> {
        let mut troubles = Vec::from_iter(self.trouble_of_original(photo, read).await?);
        let plain = photo.keys.renditions().filter(|_| photo.ready);
        let marked =
            photo.marks.into_iter().filter(|_| photo.ready).flat_map(|generation| {
                MarkedSize::ALL.into_iter().map(move |size| photo.keys.marked(generation, size))
            });
        for rendition in plain.chain(marked) {
            if self.0.files.size(&rendition).await?.is_none() {
                troubles.push((Trouble::Missing, rendition));
            }
        }
        Ok(troubles)
    }

    /// What is wrong with the original; it is read where it is, on whichever shelf.
    async fn trouble_of_original(&self, photo: &OnRecord, read: bool) -> Result<Option<(Trouble, Key)>> {
        for key in photo.keys.originals(photo.shelf) {
            let Some(size) = self.0.files.size(&key).await? else { continue };
            if i64::try_from(size) != Ok(photo.bytes) {
                return Ok(Some((Trouble::Damaged, key)));
            }
            if !read {
                return Ok(None);
            }
            // None when it has been moved since: then it is on the other shelf.
            if let Some(hash) = self.0.files.sha256(&key).await? {
                return Ok((hash.as_slice() != photo.sha256).then_some((Trouble::Damaged, key)));
            }
        }
        Ok(Some((Trouble::Missing, photo.keys.original_on(photo.shelf))))
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
