//! Photographs into another gallery of the studio.
//!
//! A copy is a photograph of its own, with objects of its own: deleting the one leaves the other whole, and nothing has to
//! count who refers to what. In a folder both names lead to the same bytes; a bucket copies them without our help. What is
//! moved is copied, and the former goes to the trash: so moving can be undone, and the hearts of the former with it.

use std::collections::HashSet;

use domain::{GalleryId, Need, PhotoId, Role, StudioId, Viewer, live::GalleryEvent, problem::Problem};
use serde_json::json;

use super::{CopyPhoto, Photos, queries};
use crate::{
    Backend, audit,
    database::Tx,
    error::{Error, Result},
    galleries::access,
    hex, jobs, live, watermarks,
};

/// What became of photographs that were copied or moved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// The new ones.
    pub photos: Vec<PhotoId>,
    /// Of how many the bytes were there before, in the trash or not: those are as they were.
    pub there: usize,
}

/// Records copies of photographs in a gallery of the same studio, and has their objects made; those whose bytes are there
/// already are left out.
pub(crate) async fn copy_within(
    backend: &Backend,
    tx: &mut Tx,
    studio: StudioId,
    photos: &[PhotoId],
    to: GalleryId,
) -> Result<Vec<PhotoId>> {
    let (now, chance) = (backend.clock.now(), backend.chance);
    let copy =
        |of: &PhotoId| queries::Copy { id: PhotoId(chance.id(now)), of: *of, storage_key: hex(&chance.bytes::<16>()) };
    let copies: Vec<queries::Copy> = photos.iter().map(copy).collect();
    let made = queries::copy(tx, to, &copies, now).await?;
    let new: HashSet<&PhotoId> = made.iter().collect();
    for copy in copies.iter().filter(|copy| new.contains(&copy.id)) {
        jobs::enqueue(tx, &CopyPhoto { studio, of: copy.of, photo: copy.id }, None).await?;
    }
    Ok(made)
}

impl Photos<'_> {
    /// Copies photographs into another gallery, or moves them.
    ///
    /// # Errors
    /// Those of every deed on many photographs; not found when the studio has no such gallery; [`Error::Invalid`] when the
    /// sizes of one are not made; [`Error::Conflict`] for the gallery they are in.
    pub async fn copy(
        &self,
        viewer: &Viewer,
        from: GalleryId,
        photos: &[PhotoId],
        to: GalleryId,
        moves: bool,
    ) -> Result<Copied> {
        // Not held at once: both are held in an order that is the same for all.
        let mut found = access::by_id(self.0, viewer, from).await?.check(Need::Gallery(Role::Editor))?;
        let (studio, now) = (found.studio, self.0.clock.now());
        if from == to {
            return Err(Error::Conflict);
        }
        if !queries::hold_both(&mut found.tx, from, to).await? {
            return Err(Error::NOT_FOUND);
        }
        self.all_here(&mut found, photos).await?;
        if !queries::all_ready(&mut found.tx, photos).await? {
            return Err(Error::invalid("", Problem::PhotosNotReady));
        }
        let back = queries::bring_back_twins(&mut found.tx, photos, to).await?;
        let made = copy_within(self.0, &mut found.tx, studio, photos, to).await?;
        if moves {
            // What is not in the other gallery stays in this one.
            let moved = queries::with_twin(&mut found.tx, photos, to).await?;
            queries::set_trashed(&mut found.tx, from, &moved, Some(now)).await?;
        }
        let action = if moves { "photo.move" } else { "photo.copy" };
        for (gallery, changed) in [(from, moves), (to, back > 0 || !made.is_empty())] {
            let detail = json!({ "from": from, "to": to, "photos": photos });
            audit::write(&mut found.tx, studio, now, audit::Entry { action, subject: gallery.0, detail, viewer })
                .await?;
            if changed {
                live::announce(&mut found.tx, studio, gallery, GalleryEvent::PhotosMoved, now).await?;
            }
        }
        found.tx.commit().await?;
        Ok(Copied { there: photos.len() - made.len(), photos: made })
    }

    /// Gives a copy its objects. Repeated, it does the same again and nothing twice.
    pub(super) async fn copy_objects(&self, studio: StudioId, of: PhotoId, photo: PhotoId) -> Result<()> {
        let mut tx = self.0.db.studio(studio).await?;
        let Some(copying) = queries::copying(&mut tx, studio, of, photo).await? else { return Ok(()) };
        drop(tx);
        for (from, to) in copying.from.renditions().zip(copying.to.renditions()) {
            // Those developed before there was a mark have no marked size.
            self.0.files.copy(&from, &to).await?;
        }
        let mut whole = false;
        for original in copying.from.originals(copying.shelf) {
            whole = whole || self.0.files.copy(&original, &copying.to.original()).await?;
        }
        if !whole {
            return Err(Error::internal("the original is missing"));
        }
        let mut tx = self.0.db.studio(studio).await?;
        queries::hold_gallery_of(&mut tx, photo).await?;
        queries::set_copied(&mut tx, photo, &copying.to).await?;
        watermarks::wanted(&mut tx, studio, photo).await?;
        let now = self.0.clock.now();
        live::announce(&mut tx, studio, copying.gallery, GalleryEvent::PhotoReady { photo }, now).await?;
        Ok(tx.commit().await?)
    }
}
