//! Who of a studio has a gallery's pages open.
//!
//! A row for each open page, kept alive by the process that holds its connection: processes need not know of each other,
//! and what one that was killed left behind is soon too old to count.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use domain::{GalleryId, Need, Refusal, Role, Viewer, live::Colleague};

use super::{Live, queries};
use crate::{error::Result, galleries::access, limits::PRESENT};

impl Live<'_> {
    /// A page of the viewer's shows this gallery, over the connection of that name: until it departs, or nobody has said
    /// for [`PRESENT`] that it stays.
    ///
    /// # Errors
    /// Refused to all but members.
    pub async fn arrive(&self, viewer: &Viewer, gallery: GalleryId, connection: &str) -> Result<()> {
        let mut found = access::by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Viewer))?;
        let person = viewer.person.as_ref().ok_or(Refusal::SignIn)?.id;
        let now = self.0.clock.now();
        queries::arrive(&mut found.tx, (found.studio, gallery), connection, person, now).await?;
        Ok(found.tx.commit().await?)
    }

    /// The page is closed.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn depart(&self, connection: &str) -> Result<()> {
        let mut tx = self.0.db.system().await?;
        queries::depart(&mut tx, connection).await?;
        Ok(tx.commit().await?)
    }

    /// These pages are still open: to be said well within [`PRESENT`]. Answers those of which it is known.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn stay(&self, connections: &[String]) -> Result<HashSet<String>> {
        let mut tx = self.0.db.system().await?;
        let known = queries::stay(&mut tx, connections, self.0.clock.now()).await?;
        tx.commit().await?;
        Ok(known)
    }

    /// Who has pages of these galleries open, whichever process serves them; each once, by name. For whoever has made
    /// sure who may hear it.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn present(&self, galleries: &[GalleryId]) -> Result<HashMap<GalleryId, Vec<Colleague>>> {
        let since = self.0.clock.now() - PRESENT;
        let mut present: HashMap<GalleryId, Vec<Colleague>> = HashMap::new();
        for (gallery, person) in queries::present(&mut *self.0.db.glance().await?, galleries, since).await? {
            present.entry(gallery).or_default().push(person);
        }
        Ok(present)
    }

    /// Forgets pages of which nobody has said for long that they stay.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn sweep(&self, now: DateTime<Utc>) -> Result<()> {
        let mut tx = self.0.db.system().await?;
        queries::forget_gone(&mut tx, now - PRESENT).await?;
        Ok(tx.commit().await?)
    }
}
