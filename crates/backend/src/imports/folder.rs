//! Taking in a folder of a source.

use domain::{
    GalleryId, ImportFailure, ImportId, ImportState, Need, Packed, Refusal, Refused, Role, SetId, SourceFolder,
    StudioId, Unpack, Viewer, live::GalleryEvent, packed,
};
use futures::TryStreamExt;
use serde_json::json;
use unicode_normalization::UnicodeNormalization;

use super::{
    Imports, TakeFolder,
    archive::{Unpacked, shown},
    queries::{self, Origin, Work},
    run::{Sets, Taken, refused},
};
use crate::{
    audit, drill,
    error::{Error, Result},
    galleries::access,
    jobs, live,
    sources::{Found, Source, parsed},
};

/// A folder that is to be taken in.
#[derive(Clone, Debug, Default)]
pub struct NewFolder {
    /// The source.
    pub source: String,
    /// The folder in it; empty for all of it.
    pub folder: String,
    /// What becomes of the folders in there.
    pub unpack: Unpack,
    /// Where files go that become part of no other set.
    pub set: Option<SetId>,
}

impl Imports<'_> {
    /// Has a folder of a source taken in, with all folders in it. While that is under way, asking for it again changes
    /// nothing.
    ///
    /// # Errors
    /// Refused to all but editors of the studio; not found when there is no such source for it; [`Error::Invalid`] on
    /// `folder` when there can be none; [`Error::Conflict`] while it is under way to other sets than these.
    pub async fn begin_folder(&self, viewer: &Viewer, gallery: GalleryId, new: &NewFolder) -> Result<ImportId> {
        let mut found = access::lock_by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Editor))?;
        // Scripts send files.
        if viewer.scope.is_some() {
            return Err(Refusal::Forbidden.into());
        }
        let folder = parsed(&new.folder)?;
        self.0.sources().find(found.studio, &new.source).ok_or(Error::NOT_FOUND)?;
        let person = viewer.person.as_ref().ok_or(Error::NOT_FOUND)?.id;
        match queries::open_folder(&mut found.tx, gallery, new).await? {
            Some((id, true)) => return Ok(id),
            Some((_, false)) => return Err(Error::Conflict),
            None => {}
        }
        let (now, studio) = (self.0.clock.now(), found.studio);
        let id = ImportId(self.0.chance.id(now));
        let name =
            shown(&if folder.is_whole() { new.source.clone() } else { format!("{}/{}", new.source, new.folder) });
        let row = queries::NewRow { id, studio, gallery, person, source: &viewer.source, name: &name, new, now };
        queries::insert_folder(&mut found.tx, &row).await?;
        jobs::enqueue(&mut found.tx, &TakeFolder { studio, import: id }, None).await?;
        let detail = json!({ "gallery": gallery, "source": new.source, "folder": new.folder });
        let entry = audit::Entry { action: "import.folder", subject: id.0, detail, viewer };
        audit::write(&mut found.tx, studio, now, entry).await?;
        live::announce(&mut found.tx, studio, gallery, GalleryEvent::GalleryChanged, now).await?;
        found.tx.commit().await?;
        Ok(id)
    }

    /// Takes a folder in from where it stopped. One that is over is left alone.
    ///
    /// # Errors
    /// [`Error::Unavailable`] and [`Error::StorageFull`]: then it goes on later. Else an import that cannot go on has failed,
    /// and that is no error.
    pub async fn take_folder(&self, studio: StudioId, id: ImportId) -> Result<()> {
        let mut tx = self.0.db.studio(studio).await?;
        let work = queries::start(&mut tx, id).await?;
        tx.commit().await?;
        let Some(mut work) = work else { return Ok(()) };
        let Some(origin) = work.origin.take() else { return self.fail(studio, id, ImportFailure::Lost).await };
        // The operator may have taken it away from the studio since.
        match self.0.sources().find(studio, &origin.source) {
            Some(source) => self.take_from(studio, id, &work, source, origin).await,
            None => self.fail(studio, id, ImportFailure::Gone).await,
        }
    }

    async fn take_from(
        &self,
        studio: StudioId,
        id: ImportId,
        work: &Work,
        source: &Source,
        origin: Origin,
    ) -> Result<()> {
        let Origin { folder, after: mut before, counted, .. } = origin;
        if !counted {
            let Some(feed) = source.feed(&folder, None).await? else {
                return self.fail(studio, id, ImportFailure::Gone).await;
            };
            let total = feed.try_fold(0, async |total: usize, _| Ok(total + 1)).await?;
            let mut tx = self.0.db.studio(studio).await?;
            let wanted = queries::set_total(&mut tx, id, total).await?;
            tx.commit().await?;
            if !wanted {
                return Ok(());
            }
        }
        let Some(mut feed) = source.feed(&folder, before.as_deref()).await? else {
            return self.fail(studio, id, ImportFailure::Gone).await;
        };
        let mut sets = Sets::new();
        while let Some(found) = feed.try_next().await? {
            let taken = match self.take_one(studio, work, source, &folder, &found, &mut sets).await {
                // Who began it may no longer, or the gallery is gone.
                Err(Error::Refused(_)) => return self.fail(studio, id, ImportFailure::Forbidden).await,
                taken => taken?,
            };
            drill::reach("imports::taken");
            let mut tx = self.0.db.studio(studio).await?;
            let wanted = queries::advance_to(&mut tx, id, (before.as_deref(), &found.path), &taken).await?;
            tx.commit().await?;
            if !wanted {
                return Ok(());
            }
            before = Some(found.path);
        }
        self.end(studio, id, ImportState::Done, None).await
    }

    async fn take_one(
        &self,
        studio: StudioId,
        work: &Work,
        source: &Source,
        folder: &SourceFolder,
        found: &Found,
        sets: &mut Sets,
    ) -> Result<Taken> {
        // Letters and their accents are made one: Macintoshes take them apart.
        let path: &str = &found.path.nfc().collect::<String>();
        if !found.readable {
            return Ok(refused(shown(path), Refused::Unread));
        }
        let outermost = match packed(path) {
            Packed::Nothing => return Ok(Taken::default()),
            Packed::Refused(why) => return Ok(refused(shown(path), why)),
            Packed::File(folders) => folders.first().map(|folder| (*folder).to_owned()),
        };
        match self.fetch(source, folder, found).await? {
            Ok(staged) => self.keep(studio, work, Unpacked::File(path.to_owned(), outermost), staged, sets).await,
            Err(why) => Ok(refused(shown(path), why)),
        }
    }
}
