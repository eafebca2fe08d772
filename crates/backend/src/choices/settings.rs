//! How visitors of a gallery choose, as its studio sets it.

use domain::{Asks, GalleryId, ListId, Most, Need, Role, Viewer, live::GalleryEvent};
use serde_json::json;

use super::{Choices, queries};
use crate::{audit, error::Result, galleries::access, live};

/// What a studio sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoosingSettings {
    /// What is asked for at the first heart.
    pub asks: Asks,
    /// Whether visitors may make lists of their own.
    pub own_lists: bool,
    /// The studio's lists, hearts first.
    pub lists: Vec<StudioList>,
}

/// A list that every visitor of a gallery has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StudioList {
    /// Which.
    pub id: ListId,
    /// Its name; hearts have none.
    pub name: String,
    /// How many photographs each visitor may put on it.
    pub most: Most,
}

impl Choices<'_> {
    /// What the studio has set.
    ///
    /// # Errors
    /// Refused to all but members.
    pub async fn settings(&self, viewer: &Viewer, gallery: GalleryId) -> Result<ChoosingSettings> {
        let mut found = access::by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Viewer))?;
        let (asks, own_lists) = queries::settings(&mut found.tx, gallery).await?;
        let lists = queries::studio_lists(&mut found.tx, gallery).await?;
        Ok(ChoosingSettings { asks, own_lists, lists })
    }

    /// Sets what visitors are asked for, and whether they may make lists. Lists they have stay.
    ///
    /// # Errors
    /// Refused below editor.
    pub async fn edit(&self, viewer: &Viewer, gallery: GalleryId, asks: Asks, own_lists: bool) -> Result<()> {
        let now = self.0.clock.now();
        let mut found = access::lock_by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Editor))?;
        queries::set_settings(&mut found.tx, gallery, asks, own_lists).await?;
        let detail = json!({ "asks": asks, "own_lists": own_lists });
        let entry = audit::Entry { action: "choices.edit", subject: gallery.0, detail, viewer };
        audit::write(&mut found.tx, found.studio, now, entry).await?;
        live::announce(&mut found.tx, found.studio, gallery, GalleryEvent::GalleryChanged, now).await?;
        found.tx.commit().await?;
        Ok(())
    }
}
