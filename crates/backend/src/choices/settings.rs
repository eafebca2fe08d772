//! How visitors of a gallery choose, as its studio sets it.

use domain::{Asks, GalleryId, ListId, Most, Need, Role, Viewer, live::GalleryEvent};
use serde_json::json;

use super::{Choices, queries};
use crate::{audit, error::Result, galleries::access, live, version};

/// What a studio asks of its visitors and allows them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// What is asked for at the first heart.
    pub asks: Asks,
    /// Whether visitors may make lists of their own.
    pub own_lists: bool,
    /// Whether they may write to the studio.
    pub comments: bool,
}

impl Rules {
    /// Names these very rules, so that a form can tell whether they are still those it was filled from.
    pub fn version(self) -> String {
        version::of(&json!([self.asks, self.own_lists, self.comments]))
    }
}

/// What a studio sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoosingSettings {
    /// What it asks and allows.
    pub rules: Rules,
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
        let rules = queries::rules(&mut found.tx, gallery).await?;
        let lists = queries::studio_lists(&mut found.tx, gallery).await?;
        Ok(ChoosingSettings { rules, lists })
    }

    /// Sets what visitors are asked and allowed, whatever is there. What they have made and written stays.
    ///
    /// # Errors
    /// Refused below editor.
    pub async fn edit(&self, viewer: &Viewer, gallery: GalleryId, rules: Rules) -> Result<()> {
        self.edit_since(viewer, gallery, rules, "").await
    }

    /// The same, unless the rules are no longer those `loaded`, of which the [version](Rules::version) is said.
    ///
    /// # Errors
    /// Refused below editor; [`Error::Conflict`](crate::Error::Conflict) when others changed the rules meanwhile.
    pub async fn edit_since(&self, viewer: &Viewer, gallery: GalleryId, rules: Rules, loaded: &str) -> Result<()> {
        let now = self.0.clock.now();
        let mut found = access::lock_by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Editor))?;
        version::check(loaded, &queries::rules(&mut found.tx, gallery).await?.version())?;
        queries::set_rules(&mut found.tx, gallery, rules).await?;
        let detail = json!({ "asks": rules.asks, "own_lists": rules.own_lists, "comments": rules.comments });
        let entry = audit::Entry { action: "choices.edit", subject: gallery.0, detail, viewer };
        audit::write(&mut found.tx, found.studio, now, entry).await?;
        live::announce(&mut found.tx, found.studio, gallery, GalleryEvent::GalleryChanged, now).await?;
        found.tx.commit().await?;
        Ok(())
    }
}
