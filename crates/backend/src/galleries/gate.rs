//! What a gallery asks of those who come by its link, as its studio sets it; and the client's own code.

use domain::{AccessCode, Email, GalleryId, Gate, Need, Role, Viewer, live::GalleryEvent, problem::Check};
use serde_json::json;

use super::{Galleries, access, queries};
use crate::{
    audit,
    error::{Error, Result},
    live, version,
};

/// What is asked, and what the client has that other visitors have not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GateSettings {
    /// What is asked of everybody.
    pub gate: Gate,
    /// What opens also the sets for the client alone.
    pub client_code: Option<AccessCode>,
    /// Where the client is written to before the gallery closes.
    pub client_email: Option<Email>,
}

/// What a studio sets of it, as typed. The password has a verb of its own.
#[derive(Clone, Debug, Default)]
pub struct NewGate {
    /// Whether the code is asked.
    pub code: bool,
    /// Whether visitors say their address first.
    pub email: bool,
    /// The client's address, or nothing.
    pub client_email: String,
    /// The version of the settings that this was filled from; empty writes over any.
    pub loaded: String,
}

impl GateSettings {
    /// Names what [`Galleries::set_gate`] sets.
    pub fn version(&self) -> String {
        version::of(&json!([self.gate.code, self.gate.email, self.client_email.as_ref().map(Email::as_str)]))
    }
}

impl Galleries<'_> {
    /// What a gallery asks.
    ///
    /// # Errors
    /// Refused to all but members.
    pub async fn gate(&self, viewer: &Viewer, id: GalleryId) -> Result<GateSettings> {
        let mut found = access::by_id(self.0, viewer, id).await?.check(Need::Gallery(Role::Viewer))?;
        queries::gate(&mut found.tx, id).await
    }

    /// Asks this from now on, and answers the version of what is set. What somebody gave before counts; what is asked anew
    /// they are asked with the next page.
    ///
    /// # Errors
    /// Refused below editor; [`Error::Invalid`] on `client_email`; [`Error::Conflict`] when the settings are no longer those
    /// it was filled from.
    pub async fn set_gate(&self, viewer: &Viewer, id: GalleryId, new: &NewGate) -> Result<String> {
        let now = self.0.clock.now();
        let mut found = access::lock_by_id(self.0, viewer, id).await?.check(Need::Gallery(Role::Editor))?;
        let mut check = Check::default();
        let client = match new.client_email.trim() {
            "" => Some(None),
            typed => check.field("client_email", typed.parse::<Email>()).map(Some),
        };
        let client = check.finish(client).map_err(Error::Invalid)?;
        version::check(&new.loaded, &queries::gate(&mut found.tx, id).await?.version())?;
        queries::set_gate(&mut found.tx, id, (new.code, new.email), client.as_ref()).await?;
        let detail = json!({ "code": new.code, "email": new.email });
        let entry = audit::Entry { action: "gallery.gate", subject: id.0, detail, viewer };
        audit::write(&mut found.tx, found.studio, now, entry).await?;
        live::announce(&mut found.tx, found.studio, id, GalleryEvent::GalleryChanged, now).await?;
        let version = queries::gate(&mut found.tx, id).await?.version();
        found.tx.commit().await?;
        Ok(version)
    }

    /// Draws a code for the client, or another one. Whatever was given before is to be given again.
    ///
    /// # Errors
    /// Refused below editor.
    pub async fn draw_client_code(&self, viewer: &Viewer, id: GalleryId) -> Result<AccessCode> {
        let now = self.0.clock.now();
        let mut found = access::lock_by_id(self.0, viewer, id).await?.check(Need::Gallery(Role::Editor))?;
        let code = AccessCode::from_random(|bound| self.0.chance.below(bound));
        queries::set_client_code(&mut found.tx, id, &code, true).await?;
        queries::raise_epoch(&mut found.tx, id).await?;
        let entry = audit::Entry { action: "gallery.client_code", subject: id.0, detail: json!({}), viewer };
        audit::write(&mut found.tx, found.studio, now, entry).await?;
        live::announce(&mut found.tx, found.studio, id, GalleryEvent::AccessChanged, now).await?;
        live::announce(&mut found.tx, found.studio, id, GalleryEvent::GalleryChanged, now).await?;
        found.tx.commit().await?;
        Ok(code)
    }
}
