//! The one place where it is found out how somebody stands to a gallery.
//!
//! A gallery is found by a system query that learns only whose it is; everything else is read in a transaction of
//! that studio. What was found is out of reach until a [`Need`] was checked.

use chrono::{DateTime, Utc};
use domain::{
    Brand, GalleryId, GalleryStatus, Gate, GateStep, LinkToken, Locale, Need, Standing, StudioId, Subject, Viewer,
};

use super::queries;
use crate::{
    Backend,
    brands::BrandLogo,
    database::Tx,
    error::{Error, Result},
};

/// A gallery that was asked for, there or not.
pub(crate) struct Asked<'v> {
    viewer: &'v Viewer,
    found: Option<Found>,
}

/// A gallery the viewer may do something with, and a transaction of its studio to do it in.
pub(crate) struct Found {
    /// Which.
    pub id: GalleryId,
    /// Whose.
    pub studio: StudioId,
    /// What they are called.
    pub studio_name: String,
    /// What stands for them here.
    pub brand: Brand,
    /// Their logo, whether it stands here or not.
    pub logo: Option<BrandLogo>,
    /// Their language.
    pub locale: Locale,
    /// What access depends on.
    pub subject: Subject,
    /// What the studio made of it.
    pub status: GalleryStatus,
    /// Part of every address of its photographs.
    pub epoch: i32,
    /// What it asks of those who come by its link.
    pub gate: Gate,
    /// What of it this viewer's browser has still to give; a member comes in all the same.
    pub wants: Option<GateStep>,
    /// Whether also that is seen which is for the client alone: by whoever gave the client's code, and by members.
    pub client: bool,
    /// When it was deleted.
    pub trashed_at: Option<DateTime<Utc>>,
    /// Sees this studio only. Dropped, it changed nothing.
    pub tx: Tx,
}

impl Asked<'_> {
    /// Hands the gallery out if the viewer has what is needed.
    ///
    /// # Errors
    /// The refusal; the same whether it is not there or not theirs to know of.
    pub(crate) fn check(self, need: Need) -> Result<Found> {
        need.check(self.viewer, self.found.as_ref().map(|found| found.subject))?;
        self.found.ok_or(Error::NOT_FOUND)
    }
}

impl Found {
    /// Refuses what is kept for galleries that clients can open: a member who looks in beforehand is told the same.
    ///
    /// # Errors
    /// How the gallery stands, as a client would be told.
    pub(crate) fn open_to_clients(&self) -> Result<()> {
        Need::Open.check(&Viewer::default(), Some(Subject { unlocked: true, ..self.subject }))?;
        Ok(())
    }
}

/// The gallery behind a link.
pub(crate) async fn by_token<'v>(backend: &Backend, viewer: &'v Viewer, token: &LinkToken) -> Result<Asked<'v>> {
    let place = queries::place_of_token(&mut *backend.db.glance().await?, token).await?;
    look(backend, viewer, place, false).await
}

/// The gallery behind a link, held against other changes until the transaction ends.
pub(crate) async fn lock_by_token<'v>(backend: &Backend, viewer: &'v Viewer, token: &LinkToken) -> Result<Asked<'v>> {
    let place = queries::place_of_token(&mut *backend.db.glance().await?, token).await?;
    look(backend, viewer, place, true).await
}

/// The gallery with this identity: for the studio's pages, and for files, whose addresses carry it.
pub(crate) async fn by_id<'v>(backend: &Backend, viewer: &'v Viewer, id: GalleryId) -> Result<Asked<'v>> {
    let place = queries::place_of_id(&mut *backend.db.glance().await?, id).await?;
    look(backend, viewer, place, false).await
}

/// The gallery with this identity, held against other changes until the transaction ends.
pub(crate) async fn lock_by_id<'v>(backend: &Backend, viewer: &'v Viewer, id: GalleryId) -> Result<Asked<'v>> {
    let place = queries::place_of_id(&mut *backend.db.glance().await?, id).await?;
    look(backend, viewer, place, true).await
}

async fn look<'v>(
    backend: &Backend,
    viewer: &'v Viewer,
    place: Option<(StudioId, GalleryId)>,
    lock: bool,
) -> Result<Asked<'v>> {
    let Some((studio, id)) = place else { return Ok(Asked { viewer, found: None }) };
    let mut tx = backend.db.studio(studio).await?;
    if lock {
        queries::lock(&mut tx, id).await?;
    }
    // After the lock: it may have waited for a change that matters.
    let Some(row) = queries::access(&mut tx, id, viewer.visitor).await? else {
        return Ok(Asked { viewer, found: None });
    };
    let standing = Standing::of(row.status, row.ends_at, row.trashed_at.is_some(), backend.clock.now());
    let wants = row.gate.next(row.given);
    let subject = Subject { studio, standing, unlocked: wants.is_none() };
    let found = Found {
        id,
        studio,
        studio_name: row.studio_name,
        brand: row.brand,
        logo: row.logo,
        locale: row.locale,
        subject,
        status: row.status,
        epoch: row.epoch,
        gate: row.gate,
        wants,
        client: row.client || viewer.role_in(studio).is_some(),
        trashed_at: row.trashed_at,
        tx,
    };
    Ok(Asked { viewer, found: Some(found) })
}
