//! Who may come into a gallery that was just made, and until when: the second step of making one.

use domain::{
    GalleryId, GalleryPassword, Need, Role, Viewer,
    live::GalleryEvent,
    parse_day,
    problem::{Check, Problem},
};
use serde_json::json;

use super::{Galleries, access, queries};
use crate::{
    accounts::password,
    audit,
    error::{Error, Result},
    live,
};

/// What is chosen, as typed.
#[derive(Clone, Debug, Default)]
pub struct SetUp {
    /// Whether the code is asked.
    pub code: bool,
    /// The password, or nothing.
    pub password: String,
    /// The last day clients see it, `2026-09-12` or nothing.
    pub expires_on: String,
}

impl Galleries<'_> {
    /// Sets all of it at once. Where there is a password, or was, whatever was given before is to be given again.
    ///
    /// # Errors
    /// Refused below editor; [`Error::Invalid`] on `password` and `expires_on`.
    pub async fn set_up(&self, viewer: &Viewer, id: GalleryId, wanted: &SetUp) -> Result<()> {
        // Whether they may is asked before anything is hashed, and once more when it is stored.
        let mut found = access::by_id(self.0, viewer, id).await?.check(Need::Gallery(Role::Editor))?;
        let now = self.0.clock.now();
        let mut check = Check::default();
        let typed = Some(wanted.password.trim()).filter(|typed| !typed.is_empty());
        let read = check.field("password", typed.map(str::parse::<GalleryPassword>).transpose());
        let last_day = check.field("expires_on", parse_day(&wanted.expires_on));
        if let Some(Some(day)) = last_day
            && queries::end_of(&mut found.tx, day).await? <= now
        {
            check.refuse("expires_on", Problem::DateInPast);
        }
        drop(found);
        let (read, last_day) = check.finish(read.zip(last_day)).map_err(Error::Invalid)?;
        let hash = match read {
            Some(read) => Some(password::hash_of_gallery(read).await?),
            None => None,
        };
        let mut found = access::lock_by_id(self.0, viewer, id).await?.check(Need::Gallery(Role::Editor))?;
        queries::set_up(&mut found.tx, id, wanted.code, hash.as_deref(), last_day).await?;
        queries::forget_reminders(&mut found.tx, id, last_day).await?;
        let detail = json!({ "code": wanted.code, "password": hash.is_some(), "expires_on": last_day });
        let entry = audit::Entry { action: "gallery.set_up", subject: id.0, detail, viewer };
        audit::write(&mut found.tx, found.studio, now, entry).await?;
        if hash.is_some() || found.gate.password {
            queries::raise_epoch(&mut found.tx, id).await?;
            live::announce(&mut found.tx, found.studio, id, GalleryEvent::AccessChanged, now).await?;
        }
        live::announce(&mut found.tx, found.studio, id, GalleryEvent::GalleryChanged, now).await?;
        found.tx.commit().await?;
        Ok(())
    }
}
