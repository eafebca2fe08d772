//! What is done with many photographs at once. All of them or none: one that is not in the gallery refuses all.

use std::collections::HashSet;

use domain::{
    FileName, GalleryId, Need, PhotoId, Role, SetId, Viewer,
    live::GalleryEvent,
    problem::{Check, Problem},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Photos, queries};
use crate::{
    audit,
    error::{Error, Result},
    galleries::access::{self, Found},
    limits::PHOTOS_IN_ONE_DEED,
    live,
    media::Words,
};

impl Photos<'_> {
    /// Puts photographs into a set, or into none.
    ///
    /// # Errors
    /// Those of every deed here; not found when the gallery has no such set.
    pub async fn put(&self, viewer: &Viewer, gallery: GalleryId, photos: &[PhotoId], set: Option<SetId>) -> Result<()> {
        let mut found = self.hold(viewer, gallery, photos).await?;
        if !queries::put(&mut found.tx, gallery, photos, set).await? {
            return Err(Error::NOT_FOUND);
        }
        self.done(viewer, found, "photo.put", json!({ "photos": photos, "set": set })).await
    }

    /// Keeps photographs from visitors, or shows them again; answers with those that were not so before. Visitors are
    /// refused their bytes from then on.
    ///
    /// # Errors
    /// Those of every deed here.
    pub async fn hide(
        &self,
        viewer: &Viewer,
        gallery: GalleryId,
        photos: &[PhotoId],
        hidden: bool,
    ) -> Result<Vec<PhotoId>> {
        let mut found = self.hold(viewer, gallery, photos).await?;
        let changed = queries::hide(&mut found.tx, gallery, photos, hidden).await?;
        let action = if hidden { "photo.hide" } else { "photo.show" };
        self.done(viewer, found, action, json!({ "photos": changed })).await?;
        Ok(named(changed))
    }

    /// Gives a photograph another name; what stands behind the last dot stays. Answers with the new name.
    ///
    /// # Errors
    /// Those of every deed here; [`Error::Invalid`] on `name`.
    pub async fn rename(&self, viewer: &Viewer, gallery: GalleryId, photo: PhotoId, name: &str) -> Result<FileName> {
        let mut found = self.hold(viewer, gallery, &[photo]).await?;
        let mut check = Check::default();
        let typed = check.text("name", name, FileName::MAX_CHARS);
        let typed = check.finish(typed).map_err(Error::Invalid)?;
        let former = queries::name_of(&mut found.tx, gallery, photo).await?.ok_or(Error::NOT_FOUND)?;
        let new = former.renamed(&typed);
        queries::rename(&mut found.tx, photo, &new).await?;
        let detail = json!({ "photos": [photo], "from": former, "to": new });
        self.done(viewer, found, "photo.rename", detail).await?;
        Ok(new)
    }

    /// Gives photographs a keyword, or takes it away; answers with those that were not so before.
    ///
    /// # Errors
    /// Those of every deed here; [`Error::Invalid`] on `keyword`, also when one of them has as many as one may.
    pub async fn keyword(
        &self,
        viewer: &Viewer,
        gallery: GalleryId,
        photos: &[PhotoId],
        keyword: &str,
        on: bool,
    ) -> Result<Vec<PhotoId>> {
        let mut found = self.hold(viewer, gallery, photos).await?;
        let mut check = Check::default();
        let typed = check.text("keyword", keyword, Words::KEYWORD);
        let keyword = check.finish(typed).map_err(Error::Invalid)?;
        let changed = queries::keyword(&mut found.tx, gallery, photos, &keyword, on).await?;
        let action = if on { "photo.add_keyword" } else { "photo.remove_keyword" };
        self.done(viewer, found, action, json!({ "photos": changed, "keyword": keyword })).await?;
        Ok(named(changed))
    }

    /// The gallery, held, if all of these are in it and not in its trash.
    ///
    /// # Errors
    /// Refused below editor; [`Error::Invalid`] for more than [`PHOTOS_IN_ONE_DEED`]; not found when one is not there.
    pub(super) async fn hold(&self, viewer: &Viewer, gallery: GalleryId, photos: &[PhotoId]) -> Result<Found> {
        let mut found = access::lock_by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Editor))?;
        self.all_here(&mut found, photos).await?;
        Ok(found)
    }

    /// Refuses photographs that are not all in a gallery that is held, and too many of them.
    pub(super) async fn all_here(&self, found: &mut Found, photos: &[PhotoId]) -> Result<()> {
        if photos.len() > PHOTOS_IN_ONE_DEED {
            return Err(Error::invalid("photos", Problem::TooManyPhotos));
        }
        let each: HashSet<&PhotoId> = photos.iter().collect();
        if queries::there(&mut found.tx, found.id, photos).await? != each.len() {
            return Err(Error::NOT_FOUND);
        }
        Ok(())
    }

    /// What follows every deed, and the end of the transaction.
    async fn done(&self, viewer: &Viewer, mut found: Found, action: &'static str, detail: Value) -> Result<()> {
        let now = self.0.clock.now();
        let entry = audit::Entry { action, subject: found.id.0, detail, viewer };
        audit::write(&mut found.tx, found.studio, now, entry).await?;
        live::announce(&mut found.tx, found.studio, found.id, GalleryEvent::PhotosMoved, now).await?;
        Ok(found.tx.commit().await?)
    }
}

fn named(photos: Vec<Uuid>) -> Vec<PhotoId> {
    photos.into_iter().map(PhotoId).collect()
}
