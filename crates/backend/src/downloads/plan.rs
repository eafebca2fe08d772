//! Planning a download: from here on, what it is made of is decided.

use chrono::{DateTime, Utc};
use domain::{
    DownloadSize, DownloadWhat, MAX_SHARED, Need, PhotoId, Refusal, Viewer, live::Deed, may_download, problem::Problem,
};

use super::{
    Downloads,
    offer::wish_of,
    part::{self, Manner, Part},
    queries::{self, NewDownload},
};
use crate::{
    error::{Error, Result},
    galleries::access,
    limits::{DOWNLOAD, DOWNLOAD_PART, DOWNLOADS_BY_SOURCE},
    live, sha256, throttle,
};

/// A download that may begin.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The unguessable part of its addresses.
    pub secret: String,
    /// How many photographs.
    pub photos: u64,
    /// What is to be fetched, one after another.
    pub parts: Vec<Part>,
    /// Until when its addresses lead somewhere.
    pub expires_at: DateTime<Utc>,
}

impl Downloads<'_> {
    /// Decides what is sent for `what` in `size`, and counts it.
    ///
    /// # Errors
    /// Refused as [`Need::Open`] says; not found when it cannot be seen or may not be taken; [`Error::Invalid`] on `pin`
    /// when that is still to be given, and without a field when it is more than the visitor may take;
    /// [`Error::TooMany`] for a script.
    #[tracing::instrument(name = "downloads::plan", skip_all)]
    pub async fn plan(&self, viewer: &Viewer, token: &str, what: &DownloadWhat, size: DownloadSize) -> Result<Planned> {
        let loose = matches!(what, DownloadWhat::Photo { .. });
        self.decide(viewer, token, what, size, loose).await
    }

    /// The same, with each photograph as a file of its own: for share sheets, which know no archives.
    ///
    /// # Errors
    /// As [`Self::plan`]; [`Error::Invalid`] without a field for more than [`MAX_SHARED`].
    pub async fn plan_files(
        &self,
        viewer: &Viewer,
        token: &str,
        what: &DownloadWhat,
        size: DownloadSize,
    ) -> Result<Planned> {
        self.decide(viewer, token, what, size, true).await
    }

    async fn decide(
        &self,
        viewer: &Viewer,
        token: &str,
        what: &DownloadWhat,
        size: DownloadSize,
        loose: bool,
    ) -> Result<Planned> {
        let wish = self.wish(viewer, token, what).await?;
        if !may_download(&wish.policy, what, size) {
            return Err(Error::NOT_FOUND);
        }
        if wish.pin {
            return Err(Error::invalid("pin", Problem::Required));
        }
        if loose && wish.chosen.len() > MAX_SHARED {
            return Err(Error::invalid("", Problem::TooManyPhotos));
        }
        let now = self.0.clock.now();
        let mut tx = self.0.db.studio(wish.studio).await?;
        let source = format!("download:{}:{}", wish.gallery, viewer.source);
        throttle::attempt(&mut *tx, &source, DOWNLOADS_BY_SOURCE, now).await?;
        tx.commit().await?;

        let sizes = self.measure(&wish, size).await?;
        let photos: Vec<PhotoId> = wish.chosen.iter().map(|chosen| chosen.photo).collect();
        let manner = Manner { size, loose, place: wish.policy.place, most: DOWNLOAD_PART };
        let parcels = part::parcels(&wish.title, wish.chosen, &sizes, manner);

        let token = token.parse().map_err(|()| Error::NOT_FOUND)?;
        // The lock makes those who take the last ones do it one after another.
        let mut found = access::lock_by_token(self.0, viewer, &token).await?.check(Need::Open)?;
        let terms = wish_of(&mut found, viewer).await?;
        if terms.policy != wish.policy || terms.epoch != wish.epoch || terms.pin {
            return Err(Error::Conflict);
        }
        let own = viewer.role_in(wish.studio).is_some();
        let visitor = viewer.visitor.filter(|_| !own);
        if visitor.is_none() && !own {
            // A browser without a cookie, as robots have none.
            return Err(Refusal::Locked.into());
        }
        if let (Some(visitor), Some((_, most))) = (visitor, terms.quota) {
            queries::take(&mut found.tx, (wish.studio, wish.gallery), visitor, &photos).await?;
            if queries::taken(&mut found.tx, wish.gallery, visitor).await? > most {
                return Err(Error::invalid("", Problem::QuotaUsed));
            }
        }
        if size == DownloadSize::Original {
            queries::touch(&mut found.tx, &photos, now).await?;
        }
        let (secret, expires_at) = (self.0.chance.secret(), now + DOWNLOAD);
        let new = NewDownload {
            id: self.0.chance.id(now),
            studio: wish.studio,
            gallery: wish.gallery,
            secret_hash: sha256(&secret),
            visitor,
            member: viewer.person.as_ref().filter(|_| own).map(|person| &*person.name),
            epoch: wish.epoch,
            kind: what.as_str(),
            size,
            photos: photos.len() as u64,
            parcels: &parcels,
            now,
            expires_at,
        };
        queries::insert(&mut found.tx, &new).await?;
        if !own {
            let deed = Deed::Took { photos: u32::try_from(photos.len()).unwrap_or(u32::MAX) };
            live::announce_deed(&mut found.tx, wish.studio, wish.gallery, &deed, now).await?;
        }
        found.tx.commit().await?;
        if !own && !matches!(what, DownloadWhat::All) {
            self.0.tally.took(wish.gallery, &photos, now);
        }
        let parts = parcels.iter().map(|parcel| Part { name: parcel.name.clone(), bytes: parcel.bytes() }).collect();
        Ok(Planned { secret, photos: photos.len() as u64, parts, expires_at })
    }
}
