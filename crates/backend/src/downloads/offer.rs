//! What somebody could take, and how much it is, before they do.

use domain::{DownloadPolicy, DownloadSize, DownloadWhat, GalleryId, Need, PhotoId, StudioId, Viewer, may_download};

use super::{
    Downloads,
    queries::{self, Chosen},
};
use crate::{
    error::{Error, Result},
    galleries::access::{self, Found},
};

/// What is to be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// How many photographs.
    pub photos: u64,
    /// In which sizes, and how many bytes that is; not counted what an archive adds.
    pub sizes: Vec<(DownloadSize, u64)>,
    /// Whether the PIN is still to be given.
    pub pin: bool,
    /// How many photographs this visitor took, and may take, where there is a limit.
    pub quota: Option<(u64, u64)>,
}

/// What was asked for, as far as it may be had.
pub(super) struct Wish {
    pub(super) studio: StudioId,
    pub(super) gallery: GalleryId,
    pub(super) title: String,
    pub(super) epoch: i32,
    pub(super) policy: DownloadPolicy,
    /// Whether the PIN is still to be given.
    pub(super) pin: bool,
    /// Of a visitor, where there is a limit.
    pub(super) quota: Option<(u64, u64)>,
    /// In the gallery's order; never empty.
    pub(super) chosen: Vec<Chosen>,
}

impl Downloads<'_> {
    /// What of `what` this viewer could take.
    ///
    /// # Errors
    /// Refused as [`Need::Open`] says; not found when it cannot be seen, or may not be taken in any size.
    pub async fn offer(&self, viewer: &Viewer, token: &str, what: &DownloadWhat) -> Result<Offer> {
        let wish = self.wish(viewer, token, what).await?;
        let mut sizes = Vec::new();
        for size in DownloadSize::ALL.into_iter().filter(|size| may_download(&wish.policy, what, *size)) {
            sizes.push((size, self.measure(&wish, size).await?.iter().sum()));
        }
        if sizes.is_empty() {
            return Err(Error::NOT_FOUND);
        }
        Ok(Offer { photos: wish.chosen.len() as u64, sizes, pin: wish.pin, quota: wish.quota })
    }

    /// Looks for what is asked. The transaction has ended when this answers: measuring may take a while.
    pub(super) async fn wish(&self, viewer: &Viewer, token: &str, what: &DownloadWhat) -> Result<Wish> {
        let ids = self.ids(viewer, token, what).await?;
        let token = token.parse().map_err(|()| Error::NOT_FOUND)?;
        let mut found = access::by_token(self.0, viewer, &token).await?.check(Need::Open)?;
        let mut wish = wish_of(&mut found, viewer).await?;
        wish.chosen = queries::chosen(&mut found.tx, (wish.gallery, found.client), ids.as_deref()).await?;
        let missing = ids.is_some_and(|ids| ids.len() != wish.chosen.len());
        if missing || wish.chosen.is_empty() { Err(Error::NOT_FOUND) } else { Ok(wish) }
    }

    /// Each once; `None` for all there are.
    async fn ids(&self, viewer: &Viewer, token: &str, what: &DownloadWhat) -> Result<Option<Vec<PhotoId>>> {
        let mut ids = match what {
            DownloadWhat::All => return Ok(None),
            DownloadWhat::Photo { photo } => vec![*photo],
            DownloadWhat::Some { photos } => photos.clone(),
            DownloadWhat::Favourites { key } => self.0.favorites().list(viewer, token, key).await?,
        };
        ids.sort_unstable();
        ids.dedup();
        Ok(Some(ids))
    }
}

/// The terms for this viewer in a gallery that was found open to them; nothing chosen yet.
pub(super) async fn wish_of(found: &mut Found, viewer: &Viewer) -> Result<Wish> {
    let own = viewer.role_in(found.studio).is_some();
    let terms = queries::terms(&mut found.tx, found.id, viewer.visitor).await?;
    let policy = terms.allowed();
    let quota = match (policy.quota, viewer.visitor) {
        (Some(most), Some(visitor)) if !own => {
            Some((queries::taken(&mut found.tx, found.id, visitor).await?, u64::from(most)))
        }
        _ => None,
    };
    Ok(Wish {
        studio: found.studio,
        gallery: found.id,
        title: terms.title,
        epoch: found.epoch,
        policy,
        pin: !own && terms.pin.is_some() && !terms.pin_given,
        quota,
        chosen: Vec::new(),
    })
}
