//! What a studio allows its clients to take, and what they took.

use chrono::{DateTime, Utc};
use domain::{
    DownloadPin, DownloadPolicy, DownloadSize, GalleryId, Need, Role, Viewer, live::GalleryEvent, problem::Problem,
};
use serde_json::json;

use super::{Downloads, queries};
use crate::{
    audit,
    error::{Error, Result},
    galleries::access,
    limits::DOWNLOADS_LISTED,
    live, version,
};

/// The quotas there may be; the table says the same.
const QUOTAS: std::ops::RangeInclusive<u32> = 1..=100_000;

/// All the studio's pages show of a gallery's downloads.
#[derive(Clone, Debug)]
pub struct DownloadSettings {
    /// What is allowed.
    pub policy: DownloadPolicy,
    /// Names this very policy, so that a form can tell whether it is still the one it was filled from.
    pub version: String,
    /// What is asked first.
    pub pin: Option<DownloadPin>,
    /// The last ones, newest first.
    pub recent: Vec<Recent>,
}

/// A download, as the studio sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recent {
    /// By whom.
    pub taker: Taker,
    /// `photo`, `some`, `favourites`, `all`.
    pub kind: String,
    /// How large the photographs are.
    pub size: DownloadSize,
    /// How many they are.
    pub photos: i32,
    /// How many bytes it has.
    pub bytes: i64,
    /// When it was asked for.
    pub at: DateTime<Utc>,
    /// What became of it.
    pub outcome: Outcome,
}

/// Who takes photographs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taker {
    /// A browser; numbered within the gallery in the order of first downloads.
    Visitor(i64),
    /// A member of the studio, by name.
    Member(String),
}

/// What became of a download.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All parts went out to their last byte.
    Finished,
    /// It broke off on our side, because a file was not as it should be.
    Broken,
    /// Not all of it went out, or not yet.
    Begun,
}

impl Downloads<'_> {
    /// What is allowed, and the last [`DOWNLOADS_LISTED`] downloads.
    ///
    /// # Errors
    /// Refused to all but members.
    pub async fn settings(&self, viewer: &Viewer, gallery: GalleryId) -> Result<DownloadSettings> {
        let mut found = access::by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Viewer))?;
        let terms = queries::terms(&mut found.tx, gallery, None).await?;
        let recent = queries::recent(&mut found.tx, gallery, DOWNLOADS_LISTED).await?;
        Ok(DownloadSettings { version: version_of(&terms.policy), policy: terms.policy, pin: terms.pin, recent })
    }

    /// Allows this from now on, whatever was allowed. Where a PIN is to be asked and there is none, one is drawn.
    ///
    /// # Errors
    /// Refused below editor; [`Error::Invalid`] on `quota`.
    pub async fn set_policy(&self, viewer: &Viewer, gallery: GalleryId, policy: DownloadPolicy) -> Result<()> {
        self.set_policy_since(viewer, gallery, policy, "").await.map(drop)
    }

    /// The same, unless the policy is no longer the one `loaded`, of which the [version](DownloadSettings::version) is
    /// said. Answers the new version.
    ///
    /// # Errors
    /// As [`Self::set_policy`]; [`Error::Conflict`] when others changed the policy meanwhile.
    pub async fn set_policy_since(
        &self,
        viewer: &Viewer,
        gallery: GalleryId,
        policy: DownloadPolicy,
        loaded: &str,
    ) -> Result<String> {
        let now = self.0.clock.now();
        let mut found = access::lock_by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Editor))?;
        if policy.quota.is_some_and(|quota| !QUOTAS.contains(&quota)) {
            return Err(Error::invalid("quota", Problem::NotAQuota));
        }
        let before = queries::terms(&mut found.tx, gallery, None).await?;
        version::check(loaded, &version_of(&before.policy))?;
        queries::set_policy(&mut found.tx, gallery, &policy).await?;
        match (policy.pin, before.pin.is_some()) {
            (true, false) => queries::set_pin(&mut found.tx, gallery, Some(&self.draw_pin())).await?,
            (false, true) => queries::set_pin(&mut found.tx, gallery, None).await?,
            _ => {}
        }
        let detail = json!({ "from": before.policy, "to": policy });
        let entry = audit::Entry { action: "gallery.set_downloads", subject: gallery.0, detail, viewer };
        audit::write(&mut found.tx, found.studio, now, entry).await?;
        live::announce(&mut found.tx, found.studio, gallery, GalleryEvent::GalleryChanged, now).await?;
        found.tx.commit().await?;
        Ok(version_of(&policy))
    }

    /// Draws another PIN. Who gave the one before must give this one before taking anything more.
    ///
    /// # Errors
    /// Refused below editor; not found when none is asked.
    pub async fn reset_pin(&self, viewer: &Viewer, gallery: GalleryId) -> Result<DownloadPin> {
        let now = self.0.clock.now();
        let mut found = access::lock_by_id(self.0, viewer, gallery).await?.check(Need::Gallery(Role::Editor))?;
        let before = queries::terms(&mut found.tx, gallery, None).await?.pin.ok_or(Error::NOT_FOUND)?;
        let mut pin = self.draw_pin();
        while pin == before {
            pin = self.draw_pin();
        }
        queries::set_pin(&mut found.tx, gallery, Some(&pin)).await?;
        let detail = json!({});
        let entry = audit::Entry { action: "gallery.reset_download_pin", subject: gallery.0, detail, viewer };
        audit::write(&mut found.tx, found.studio, now, entry).await?;
        found.tx.commit().await?;
        Ok(pin)
    }

    fn draw_pin(&self) -> DownloadPin {
        DownloadPin::from_random(|bound| self.0.chance.below(bound))
    }
}

fn version_of(policy: &DownloadPolicy) -> String {
    version::of(&json!(policy))
}
