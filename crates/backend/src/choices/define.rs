//! The lists a studio gives its visitors.

use domain::{
    GalleryId, ListId, ListName, Most, Need, Role, Viewer,
    live::GalleryEvent,
    problem::{Check, Problem},
};
use serde_json::json;

use super::{Choices, queries};
use crate::{
    audit,
    error::{Error, Result},
    galleries::access,
    limits::STUDIO_LISTS,
    live,
};

impl Choices<'_> {
    /// Makes a list, or changes `list`; `most` is a number as typed, or nothing. Hearts keep having no name. Whoever has
    /// more on it than a lowered limit keeps what they have.
    ///
    /// # Errors
    /// Refused below editor; not found when the gallery has no such list; [`Error::Invalid`] on `name` and `most`, and
    /// as a whole when the gallery has [`STUDIO_LISTS`].
    pub async fn define(
        &self,
        viewer: &Viewer,
        gallery: GalleryId,
        list: Option<ListId>,
        name: &str,
        most: &str,
    ) -> Result<()> {
        let now = self.0.clock.now();
        let mut found = access::lock_by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Editor))?;
        let hearts = list.is_some_and(|list| list.is_hearts(gallery));
        let mut check = Check::default();
        let name = if hearts { Some(None) } else { check.field("name", name.parse::<ListName>()).map(Some) };
        let most = check.field("most", most.parse::<Most>());
        let (name, most) = check.finish(name.zip(most)).map_err(Error::Invalid)?;
        let subject = match (list, &name) {
            (Some(list), name) => {
                if !queries::update_list(&mut found.tx, gallery, list, name.as_ref(), most).await? {
                    return Err(Error::NOT_FOUND);
                }
                list
            }
            (None, Some(name)) => {
                if queries::count_lists(&mut found.tx, gallery, None).await? >= STUDIO_LISTS {
                    return Err(Error::invalid("", Problem::TooManyLists));
                }
                let new = queries::NewList { id: ListId(self.0.chance.id(now)), visitor: None, name, most };
                queries::insert_list(&mut found.tx, (found.studio, gallery), &new, now).await?;
                new.id
            }
            (None, None) => return Err(Error::internal("only hearts have no name")),
        };
        let detail = json!({ "name": name.as_ref().map(ListName::as_str), "most": most });
        let entry = audit::Entry { action: "list.define", subject: subject.0, detail, viewer };
        audit::write(&mut found.tx, found.studio, now, entry).await?;
        live::announce(&mut found.tx, found.studio, gallery, GalleryEvent::GalleryChanged, now).await?;
        found.tx.commit().await?;
        Ok(())
    }

    /// Takes a list away on which nobody has anything. Gone already, it stays so.
    ///
    /// # Errors
    /// Refused below editor; [`Error::Invalid`] as a whole when somebody has photographs on it, or it is the hearts.
    pub async fn undefine(&self, viewer: &Viewer, gallery: GalleryId, list: ListId) -> Result<()> {
        let now = self.0.clock.now();
        let mut found = access::lock_by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Editor))?;
        if list.is_hearts(gallery) || queries::in_use(&mut found.tx, gallery, list).await? {
            return Err(Error::invalid("", Problem::ListInUse));
        }
        if queries::delete_studio_list(&mut found.tx, gallery, list).await? {
            let entry = audit::Entry { action: "list.undefine", subject: list.0, detail: json!({}), viewer };
            audit::write(&mut found.tx, found.studio, now, entry).await?;
            live::announce(&mut found.tx, found.studio, gallery, GalleryEvent::GalleryChanged, now).await?;
            found.tx.commit().await?;
        }
        Ok(())
    }
}
