//! Where a person is signed in, and signing out there.

use chrono::{DateTime, Utc};
use domain::Viewer;
use serde_json::json;
use uuid::Uuid;

use super::{Accounts, queries};
use crate::error::{Error, Result};

/// A place somebody is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// What to call it when signing it out; not a secret.
    pub public_id: Uuid,
    /// As [`device_name`] calls it.
    pub device: String,
    /// Where it was last seen.
    pub source: String,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// When it was last used, give or take a minute.
    pub seen_at: DateTime<Utc>,
    /// Whether it is the one asking.
    pub current: bool,
}

impl Accounts<'_> {
    /// Where the viewer is signed in, the last used first; `current` is the hash of their own session.
    ///
    /// # Errors
    /// Refused to those who are not signed in.
    pub async fn devices(&self, viewer: &Viewer, current: Option<[u8; 32]>) -> Result<Vec<Device>> {
        let user = self.own(viewer)?;
        let mut tx = self.0.db.system().await?;
        queries::devices(&mut tx, user, current, self.0.clock.now()).await
    }

    /// Signs the viewer out on one device, from its next request on.
    ///
    /// # Errors
    /// [`Error::NOT_FOUND`] when it is not theirs.
    pub async fn sign_out_device(&self, viewer: &Viewer, public_id: Uuid) -> Result<()> {
        let user = self.own(viewer)?;
        let mut tx = self.0.db.system().await?;
        let device = queries::delete_device(&mut tx, user, public_id).await?.ok_or(Error::NOT_FOUND)?;
        self.note_own(&mut tx, viewer, "account.sign_out_device", json!({ "device": device })).await?;
        Ok(tx.commit().await?)
    }

    /// Signs the viewer out everywhere but in the session with the hash `current`.
    ///
    /// # Errors
    /// Refused to those who are not signed in.
    pub async fn sign_out_others(&self, viewer: &Viewer, current: Option<[u8; 32]>) -> Result<()> {
        let user = self.own(viewer)?;
        let mut tx = self.0.db.system().await?;
        let ended = queries::delete_sessions(&mut tx, user, current).await?;
        self.note_own(&mut tx, viewer, "account.sign_out_others", json!({ "sessions_ended": ended })).await?;
        Ok(tx.commit().await?)
    }
}

/// A short name for what sent this `User-Agent`: "Firefox on Windows". For people to recognise their own, not proof of
/// anything.
pub fn device_name(ua: &str) -> String {
    let first =
        |known: &[(&str, &'static str)]| known.iter().find(|(sign, _)| ua.contains(sign)).map(|(_, name)| *name);
    // Everyone claims to be those further down: Edge says Chrome, Chrome says Safari, Android says Linux.
    let browser = first(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("CriOS/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ]);
    let system = first(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("CrOS", "ChromeOS"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_recognise_their_devices() {
        for (ua, name) in [
            ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0", "Firefox on Windows"),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
                "Safari on macOS",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
                "Safari on iPhone",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0.0.0 Mobile/15E148 Safari/604.1",
                "Chrome on iPhone",
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
                "Chrome on Android",
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
                "Samsung Internet on Android",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
                "Edge on Windows",
            ),
            (
                "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36",
                "Chrome on ChromeOS",
            ),
            ("curl/8.5.0", "curl"),
            ("", ""),
            ("<script>alert(1)</script>", ""),
        ] {
            assert_eq!(device_name(ua), name, "{ua}");
        }
    }
}
