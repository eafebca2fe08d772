//! What happens in galleries, told as it happens.
//!
//! A change is announced in the transaction that makes it, with the next number of its gallery. The row of the gallery is
//! held until that transaction ends, so numbers become visible in their order and without gaps.

use chrono::{DateTime, Utc};
use domain::{
    GalleryId, Need, Role, StudioId, Viewer,
    live::{Deed, GalleryEvent, Missed},
};

use crate::{
    Backend,
    database::Tx,
    error::{Error, Result},
    galleries::access,
    limits::CHANGES_TOLD,
};

mod listen;
mod presence;
mod queries;
#[cfg(test)]
mod tests;

/// The verbs.
pub struct Live<'a>(pub(crate) &'a Backend);

/// Says in `tx` that something happened in a gallery; answers with the number it got. Heard when `tx` is committed.
///
/// # Errors
/// Not found when the gallery is not there in this transaction; those of the database.
pub(crate) async fn announce(
    tx: &mut Tx,
    studio: StudioId,
    gallery: GalleryId,
    event: GalleryEvent,
    now: DateTime<Utc>,
) -> Result<i64> {
    queries::announce(tx, studio, gallery, (&event, None, false), now).await
}

/// Says in `tx` what a visitor did: what they chose or wrote changed, and the studio hears of it by name.
///
/// # Errors
/// As [`announce`].
pub(crate) async fn announce_deed(
    tx: &mut Tx,
    studio: StudioId,
    gallery: GalleryId,
    deed: &Deed,
    now: DateTime<Utc>,
) -> Result<i64> {
    queries::announce(tx, studio, gallery, (&GalleryEvent::HeartsChanged, Some(deed), false), now).await
}

/// Says in `tx` that the studio opened a list again: its visitors hear of it, too.
///
/// # Errors
/// As [`announce`].
pub(crate) async fn announce_lists(
    tx: &mut Tx,
    studio: StudioId,
    gallery: GalleryId,
    now: DateTime<Utc>,
) -> Result<i64> {
    queries::announce(tx, studio, gallery, (&GalleryEvent::HeartsChanged, None, true), now).await
}

impl Live<'_> {
    /// What happened in a gallery after message `after`, for those who missed it and those without a socket.
    ///
    /// # Errors
    /// Refused to all but members.
    pub async fn changes(&self, viewer: &Viewer, gallery: GalleryId, after: i64) -> Result<Missed> {
        let mut found = access::by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Viewer))?;
        let newest = queries::newest(&mut found.tx, gallery).await?;
        let changes = queries::after(&mut found.tx, gallery, after, CHANGES_TOLD + 1).await?;
        let Some((first, last)) = changes.first().zip(changes.last()) else {
            // Nothing is kept: either nothing was missed, or all of it is gone, or `after` is not of this gallery.
            return Ok(Missed { seq: newest, changes: Vec::new(), reload: after != newest });
        };
        let too_many = i64::try_from(changes.len()).unwrap_or(i64::MAX) > CHANGES_TOLD;
        if too_many || after.checked_add(1) != Some(first.seq) {
            return Ok(Missed { seq: newest.max(last.seq), changes: Vec::new(), reload: true });
        }
        Ok(Missed { seq: last.seq, changes, reload: false })
    }

    /// Whether a socket of this viewer may hear what happens in a gallery.
    ///
    /// # Errors
    /// Refused to all but members.
    pub async fn may_join(&self, viewer: &Viewer, gallery: GalleryId) -> Result<()> {
        access::by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Viewer))?;
        Ok(())
    }

    /// Which gallery a socket of this viewer may follow by its link.
    ///
    /// # Errors
    /// Refused as [`Need::Open`] says.
    pub async fn may_follow(&self, viewer: &Viewer, token: &str) -> Result<GalleryId> {
        let token = token.parse().map_err(|()| Error::NOT_FOUND)?;
        Ok(access::by_token(self.0, viewer, &token).await?.check(Need::Open)?.id)
    }
}
