//! Sets: the named parts of a gallery.
//!
//! A photograph is in one of them or in none; those in none stand first. What follows for the photographs themselves, their
//! place and whether visitors see them, is written with every change here, while the gallery is held.

use domain::{
    AccessCode, GalleryId, MAX_SETS, Need, Role, SetId, SetName, Viewer, live::GalleryEvent, problem::Problem,
};
use serde_json::{Value, json};

use crate::{
    Backend, audit,
    error::{Error, Result},
    galleries::{
        self,
        access::{self, Found},
    },
    live,
};

pub(crate) mod queries;
#[cfg(test)]
mod tests;

/// The verbs.
pub struct Sets<'a>(pub(crate) &'a Backend);

/// A set as its studio sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhotoSet {
    /// Which.
    pub id: SetId,
    /// Its name.
    pub name: String,
    /// Kept from visitors.
    pub hidden: bool,
    /// Seen by those who gave the client's code, by no other visitor.
    pub client_only: bool,
    /// Photographs in it, those in the trash left out.
    pub photos: i64,
}

impl Sets<'_> {
    /// Makes an empty set behind the others.
    ///
    /// # Errors
    /// Refused below editor; [`Error::Invalid`] on `name`.
    pub async fn create(&self, viewer: &Viewer, gallery: GalleryId, name: &str) -> Result<SetId> {
        let mut found = self.held(viewer, gallery).await?;
        let name = parsed(name)?;
        let (now, last) = (self.0.clock.now(), queries::last_position(&mut found.tx, gallery).await?);
        if usize::try_from(last).is_ok_and(|last| last >= MAX_SETS) {
            return Err(Error::invalid("name", Problem::TooManySets));
        }
        let set = SetId(self.0.chance.id(now));
        queries::insert(&mut found.tx, (found.studio, gallery, set), &name, last + 1, now).await?;
        self.done(viewer, found, "set.create", json!({ "set": set, "name": name })).await?;
        Ok(set)
    }

    /// The set of the gallery that has this name, if there is one.
    ///
    /// # Errors
    /// Refused below editor.
    pub(crate) async fn called(&self, viewer: &Viewer, gallery: GalleryId, name: &str) -> Result<Option<SetId>> {
        let mut found = access::by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Editor))?;
        let Ok(name) = parsed(name) else { return Ok(None) };
        let sets = queries::list(&mut found.tx, gallery).await?;
        Ok(sets.into_iter().find(|set| set.name == name.as_str()).map(|set| set.id))
    }

    /// Gives a set another name.
    ///
    /// # Errors
    /// Refused below editor; not found when the gallery has no such set; [`Error::Invalid`] on `name`.
    pub async fn rename(&self, viewer: &Viewer, gallery: GalleryId, set: SetId, name: &str) -> Result<()> {
        let mut found = self.held(viewer, gallery).await?;
        let name = parsed(name)?;
        if !queries::rename(&mut found.tx, gallery, set, &name).await? {
            return Err(Error::NOT_FOUND);
        }
        self.done(viewer, found, "set.rename", json!({ "set": set, "name": name })).await
    }

    /// Keeps a set and all in it from visitors, or shows it again. Its photographs' addresses refuse them from then on.
    ///
    /// # Errors
    /// Refused below editor; not found when the gallery has no such set.
    pub async fn hide(&self, viewer: &Viewer, gallery: GalleryId, set: SetId, hidden: bool) -> Result<()> {
        let mut found = self.held(viewer, gallery).await?;
        if !queries::hide(&mut found.tx, gallery, set, hidden).await? {
            return Err(Error::NOT_FOUND);
        }
        let action = if hidden { "set.hide" } else { "set.show" };
        self.done(viewer, found, action, json!({ "set": set })).await
    }

    /// Keeps a set for the client, or gives it to all visitors. The first time the client gets a code for it.
    ///
    /// # Errors
    /// Refused below editor; not found when the gallery has no such set.
    pub async fn keep_for_client(
        &self,
        viewer: &Viewer,
        gallery: GalleryId,
        set: SetId,
        client_only: bool,
    ) -> Result<()> {
        let mut found = self.held(viewer, gallery).await?;
        if !queries::keep_for_client(&mut found.tx, gallery, set, client_only).await? {
            return Err(Error::NOT_FOUND);
        }
        if client_only {
            let code = AccessCode::from_random(|bound| self.0.chance.below(bound));
            galleries::set_client_code(&mut found.tx, gallery, &code, false).await?;
        }
        let action = if client_only { "set.client" } else { "set.all" };
        self.done(viewer, found, action, json!({ "set": set })).await
    }

    /// Brings the sets into this order.
    ///
    /// # Errors
    /// Refused below editor; [`Error::Conflict`] when these are not all the sets of the gallery, each once.
    pub async fn arrange(&self, viewer: &Viewer, gallery: GalleryId, sets: &[SetId]) -> Result<()> {
        let mut found = self.held(viewer, gallery).await?;
        let mut known: Vec<SetId> =
            queries::list(&mut found.tx, gallery).await?.into_iter().map(|set| set.id).collect();
        let mut wanted = sets.to_vec();
        known.sort_unstable();
        wanted.sort_unstable();
        if known != wanted {
            return Err(Error::Conflict);
        }
        queries::arrange(&mut found.tx, gallery, sets).await?;
        self.done(viewer, found, "set.arrange", json!({ "sets": sets })).await
    }

    /// Deletes a set. Its photographs stay, in none.
    ///
    /// # Errors
    /// Refused below editor; not found when the gallery has no such set.
    pub async fn delete(&self, viewer: &Viewer, gallery: GalleryId, set: SetId) -> Result<()> {
        let mut found = self.held(viewer, gallery).await?;
        let Some(name) = queries::delete(&mut found.tx, gallery, set).await? else { return Err(Error::NOT_FOUND) };
        self.done(viewer, found, "set.delete", json!({ "set": set, "name": name })).await
    }

    async fn held(&self, viewer: &Viewer, gallery: GalleryId) -> Result<Found> {
        access::lock_by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Editor))
    }

    /// What follows every change, and the end of the transaction.
    async fn done(&self, viewer: &Viewer, mut found: Found, action: &'static str, detail: Value) -> Result<()> {
        let now = self.0.clock.now();
        let moved = queries::place_photos(&mut found.tx, found.id).await?;
        let entry = audit::Entry { action, subject: found.id.0, detail, viewer };
        audit::write(&mut found.tx, found.studio, now, entry).await?;
        if moved {
            live::announce(&mut found.tx, found.studio, found.id, GalleryEvent::PhotosMoved, now).await?;
        }
        live::announce(&mut found.tx, found.studio, found.id, GalleryEvent::GalleryChanged, now).await?;
        Ok(found.tx.commit().await?)
    }
}

fn parsed(name: &str) -> Result<SetName> {
    name.parse().map_err(|error: domain::TitleError| Error::invalid("name", error.into()))
}
