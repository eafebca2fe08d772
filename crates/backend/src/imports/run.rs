//! Taking an archive apart.

use std::{collections::HashMap, fs::OpenOptions, os::unix::fs::OpenOptionsExt};

use domain::{
    FileName, ImportFailure, ImportId, ImportState, Refused, RefusedFile, SetId, StudioId, Unpack, Viewer,
    live::GalleryEvent,
};

use super::{
    Imports,
    archive::{self, Archive, hold, shown},
    queries::{self, Work},
};
use crate::{
    drill,
    error::{Error, Result},
    hex,
    limits::UNPACKED_IN_ALL,
    live, media,
    photos::{Arrival, Arrived, Outcome, Staged, Stored},
};

/// What became of an entry.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// A photograph that is new.
    pub(super) added: bool,
    /// One whose bytes were in the gallery.
    pub(super) already_here: bool,
    /// Why there is none.
    pub(super) refused: Vec<RefusedFile>,
    /// Bytes that were read and that came out.
    pub(super) bytes: u64,
}

/// The sets that folders become, made when the first file of each comes.
pub(super) type Sets = HashMap<String, Option<SetId>>;

impl Imports<'_> {
    /// Takes an archive apart from where it stopped, and removes it. One that is over is left alone.
    ///
    /// # Errors
    /// [`Error::Unavailable`] and [`Error::StorageFull`]: then it goes on later. Else an import that cannot go on has failed,
    /// and that is no error.
    pub async fn run(&self, studio: StudioId, id: ImportId) -> Result<()> {
        // The server may have been killed before it was called so.
        self.take_over(id).await;
        let path = self.path(id);
        let held = tokio::task::spawn_blocking(move || hold(&path)).await.map_err(Error::internal)??;
        let mut tx = self.0.db.studio(studio).await?;
        let work = queries::start(&mut tx, id).await?;
        tx.commit().await?;
        if let Some(work) = work {
            let Some(file) = held else { return self.fail(studio, id, ImportFailure::Lost).await };
            let opened = tokio::task::spawn_blocking(move || {
                let bytes = file.metadata().map(|file| file.len()).unwrap_or_default();
                (Archive::open(file), bytes)
            });
            match opened.await.map_err(Error::internal)? {
                (Ok(archive), bytes) => self.take_all(studio, id, work, archive, bytes).await?,
                (Err(failure), _) => self.fail(studio, id, failure).await?,
            }
        }
        self.remove(id).await;
        Ok(())
    }

    /// Says of an import that it came to no end.
    pub(super) async fn fail(&self, studio: StudioId, id: ImportId, failure: ImportFailure) -> Result<()> {
        self.end(studio, id, ImportState::Failed, Some(failure)).await?;
        self.remove(id).await;
        Ok(())
    }

    pub(super) async fn end(
        &self,
        studio: StudioId,
        id: ImportId,
        state: ImportState,
        failure: Option<ImportFailure>,
    ) -> Result<()> {
        let mut tx = self.0.db.studio(studio).await?;
        let now = self.0.clock.now();
        if let Some(gallery) = queries::end(&mut tx, id, state, failure, now).await? {
            live::announce(&mut tx, studio, gallery, GalleryEvent::GalleryChanged, now).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn take_all(
        &self,
        studio: StudioId,
        id: ImportId,
        work: Work,
        mut archive: Archive,
        bytes: u64,
    ) -> Result<()> {
        let total = archive.len();
        let mut tx = self.0.db.studio(studio).await?;
        let wanted = queries::set_total(&mut tx, id, total).await?;
        tx.commit().await?;
        if !wanted {
            return Ok(());
        }
        let most = bytes.saturating_mul(UNPACKED_IN_ALL.0).saturating_add(UNPACKED_IN_ALL.1);
        let mut sets = Sets::new();
        for at in work.next..total {
            let before = archive.out;
            let room = most.saturating_sub(work.unpacked.saturating_add(before));
            let (back, entry, staged) = self.take_out(archive, at, room).await?;
            archive = back;
            // Not a word in the database for each of thousands of folders.
            if entry == archive::Unpacked::Nothing && at + 1 < total {
                continue;
            }
            let mut taken = match self.keep(studio, &work, entry, staged, &mut sets).await {
                // Who began it may no longer, or the gallery is gone.
                Err(Error::Refused(_)) => return self.fail(studio, id, ImportFailure::Forbidden).await,
                taken => taken?,
            };
            taken.bytes = archive.out - before;
            drill::reach("imports::taken");
            let mut tx = self.0.db.studio(studio).await?;
            let wanted = queries::advance(&mut tx, id, at + 1, &taken).await?;
            tx.commit().await?;
            if !wanted {
                return Ok(());
            }
        }
        self.end(studio, id, ImportState::Done, None).await
    }

    /// Writes an entry into a file of its own, which goes when nobody wants it any more.
    async fn take_out(
        &self,
        mut archive: Archive,
        at: usize,
        room: u64,
    ) -> Result<(Archive, archive::Unpacked, Staged)> {
        let path = self.0.staging.join(hex(&self.0.chance.bytes::<16>()));
        let taking = tokio::task::spawn_blocking(move || -> Result<_> {
            let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
            let staged = Staged(path);
            let entry = archive.take(at, room, &mut file)?;
            Ok((archive, entry, staged))
        });
        taking.await.map_err(Error::internal)?
    }

    /// Stores what came out of an entry, or out of a source.
    pub(super) async fn keep(
        &self,
        studio: StudioId,
        work: &Work,
        entry: archive::Unpacked,
        staged: Staged,
        sets: &mut Sets,
    ) -> Result<Taken> {
        let (path, folder) = match entry {
            archive::Unpacked::Nothing => return Ok(Taken::default()),
            archive::Unpacked::Refused(name, why) => return Ok(refused(name, why)),
            archive::Unpacked::File(path, folder) => (path, folder),
        };
        let arrived = match Arrived::look(&staged.0).await {
            Ok(arrived) => arrived,
            Err(Error::File(why)) => return Ok(refused(shown(&path), reason(&why))),
            Err(error) => return Err(error),
        };
        let viewer = self.viewer(studio, work).await?;
        let set = match folder.filter(|_| work.unpack == Unpack::Sets) {
            Some(folder) => self.set_of(&viewer, work, folder, sets).await?,
            None => work.set,
        };
        let arrival = Arrival {
            name: FileName::tame(&path),
            path: staged.0.clone(),
            arrived,
            storage_key: hex(&self.0.chance.bytes::<16>()),
            upload: None,
            replaces: None,
            set,
        };
        let Stored { outcome, .. } = self.0.photos().take_in(&viewer, work.gallery, &arrival).await?;
        drop(staged);
        let here = outcome == Outcome::AlreadyHere;
        Ok(Taken { added: !here, already_here: here, ..Taken::default() })
    }

    /// Who began it, as they are now.
    async fn viewer(&self, studio: StudioId, work: &Work) -> Result<Viewer> {
        let (person, membership) =
            self.0.accounts().viewer(work.person, Some(studio)).await?.ok_or(Error::NOT_FOUND)?;
        let membership = membership.filter(|membership| membership.studio == studio);
        Ok(Viewer { person: Some(person), membership, source: work.source.clone(), ..Viewer::default() })
    }

    /// The set that a folder becomes: the one of its name, or a new one; where there can be none, that of the others.
    async fn set_of(&self, viewer: &Viewer, work: &Work, folder: String, sets: &mut Sets) -> Result<Option<SetId>> {
        if let Some(known) = sets.get(&folder) {
            return Ok(*known);
        }
        let verbs = self.0.sets();
        let set = match verbs.called(viewer, work.gallery, &folder).await? {
            Some(set) => Some(set),
            None => match verbs.create(viewer, work.gallery, &folder).await {
                Ok(set) => Some(set),
                Err(Error::Invalid(_)) => work.set,
                Err(error) => return Err(error),
            },
        };
        sets.insert(folder, set);
        Ok(set)
    }
}

/// A file that was not taken.
pub(super) fn refused(name: String, why: Refused) -> Taken {
    Taken { refused: vec![RefusedFile { name, why }], ..Taken::default() }
}

fn reason(why: &media::Refused) -> Refused {
    match why {
        media::Refused::Unsupported { .. } => Refused::Unsupported,
        media::Refused::TooManyPixels { .. } => Refused::TooManyPixels,
        _ => Refused::Damaged,
    }
}
