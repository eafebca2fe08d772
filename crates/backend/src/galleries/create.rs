//! A new gallery: private, with a link nobody can guess and a code.

use domain::{AccessCode, GalleryId, LinkToken, Need, Role, Title, Viewer, parse_day, problem::Check};
use serde_json::json;

use super::{Galleries, queries};
use crate::{
    audit,
    error::{Error, Result},
};

/// What a new gallery begins with, as typed.
#[derive(Clone, Debug, Default)]
pub struct NewGallery {
    /// Its name.
    pub title: String,
    /// The day the photographs were taken, `2026-09-12`.
    pub taken_on: Option<String>,
}

impl Galleries<'_> {
    /// Makes a draft in the studio the viewer acts for, with the look that was chosen there last.
    ///
    /// # Errors
    /// Refused below editor; [`Error::Invalid`] on `title` and `taken_on`.
    pub async fn create(&self, viewer: &Viewer, new: &NewGallery) -> Result<GalleryId> {
        Need::Studio(Role::Editor).check(viewer, None)?;
        let studio = viewer.membership.as_ref().ok_or(Error::NOT_FOUND)?.studio;
        let mut check = Check::default();
        let title = check.field("title", new.title.parse::<Title>());
        let taken_on = check.field("taken_on", parse_day(new.taken_on.as_deref().unwrap_or_default()));
        let (title, taken_on) = check.finish(title.zip(taken_on)).map_err(Error::Invalid)?;

        let now = self.0.clock.now();
        let chance = self.0.chance;
        let id = GalleryId(chance.id(now));
        let secrets = queries::Secrets {
            token: LinkToken::from_random(chance.bytes()),
            code: AccessCode::from_random(|bound| chance.below(bound)),
        };
        let mut tx = self.0.db.studio(studio).await?;
        queries::insert(&mut tx, (studio, id), &title, taken_on, &secrets, now).await?;
        queries::look_as_last(&mut tx, id).await?;
        let detail = json!({ "title": title.as_str() });
        audit::write(&mut tx, studio, now, audit::Entry { action: "gallery.create", subject: id.0, detail, viewer })
            .await?;
        tx.commit().await?;
        Ok(id)
    }
}
