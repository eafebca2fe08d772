//! What a gallery's clients may take with them.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{PhotoId, RenditionKind};

/// How large the photographs of a download are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DownloadSize {
    /// For screens: 1600 pixels.
    Web,
    /// For prints: 4000 pixels.
    High,
    /// The file as the studio sent it.
    Original,
}

impl DownloadSize {
    /// From small to large.
    pub const ALL: [Self; 3] = [Self::Web, Self::High, Self::Original];

    /// The word stored in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::High => "high",
            Self::Original => "original",
        }
    }

    /// Which of the sizes made of a photograph it is; `None` for the original.
    pub fn rendition(self) -> Option<RenditionKind> {
        match self {
            Self::Web => Some(RenditionKind::Preview),
            Self::High => Some(RenditionKind::Full),
            Self::Original => None,
        }
    }
}

impl FromStr for DownloadSize {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|size| size.as_str() == text).ok_or(())
    }
}

/// What somebody takes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DownloadWhat {
    /// One photograph, as a file of its own.
    Photo {
        /// Which.
        photo: PhotoId,
    },
    /// These.
    Some {
        /// Which; those that cannot be seen are not found.
        photos: Vec<PhotoId>,
    },
    /// Those with a heart of this visitor.
    Favourites {
        /// The visitor's key, see [`SessionKey`](crate::SessionKey).
        key: String,
    },
    /// All of the gallery.
    All,
}

impl DownloadWhat {
    /// The word stored in the database.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Photo { .. } => "photo",
            Self::Some { .. } => "some",
            Self::Favourites { .. } => "favourites",
            Self::All => "all",
        }
    }
}

/// The key is a secret of a browser.
impl fmt::Debug for DownloadWhat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What the studio allows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DownloadPolicy {
    /// [`DownloadSize::Web`].
    pub web: bool,
    /// [`DownloadSize::High`].
    pub high: bool,
    /// [`DownloadSize::Original`].
    pub original: bool,
    /// All photographs at once.
    pub all: bool,
    /// A PIN is asked first.
    pub pin: bool,
    /// Photographs that one visitor may take, each counted once.
    pub quota: Option<u32>,
    /// Originals keep where they were taken, and the marks of the very camera.
    pub place: bool,
}

impl DownloadPolicy {
    /// Whether anything may be taken at all.
    pub fn any(&self) -> bool {
        DownloadSize::ALL.into_iter().any(|size| self.allows(size))
    }

    /// What is left of it while the gallery is for proofing: nothing can be taken, whatever the size.
    #[must_use]
    pub fn while_proofing(self, proofing: bool) -> Self {
        if proofing { Self { web: false, high: false, original: false, ..self } } else { self }
    }

    fn allows(&self, size: DownloadSize) -> bool {
        match size {
            DownloadSize::Web => self.web,
            DownloadSize::High => self.high,
            DownloadSize::Original => self.original,
        }
    }
}

/// The one place that decides whether `what` may be taken in `size`. PIN and quota are asked besides. Whoever takes
/// photographs one by one may take every one of them: what bounds that is the quota.
pub fn may_download(policy: &DownloadPolicy, what: &DownloadWhat, size: DownloadSize) -> bool {
    policy.allows(size) && (policy.all || *what != DownloadWhat::All)
}

/// Four digits that a studio tells those who may download.
#[derive(Clone, PartialEq, Eq)]
pub struct DownloadPin(String);

/// The text is no PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DownloadPinError;

impl DownloadPin {
    /// A PIN drawn by `draw`, which answers with a number below the one it is given.
    pub fn from_random(draw: impl FnOnce(usize) -> usize) -> Self {
        Self(format!("{:04}", draw(10_000) % 10_000))
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for DownloadPin {
    type Err = DownloadPinError;

    fn from_str(text: &str) -> Result<Self, DownloadPinError> {
        let digits: String = text.chars().take(64).filter(|sign| !sign.is_whitespace()).collect();
        let good = digits.len() == 4 && digits.bytes().all(|digit| digit.is_ascii_digit());
        good.then_some(Self(digits)).ok_or(DownloadPinError)
    }
}

impl fmt::Debug for DownloadPin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DownloadPin(…)")
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn nothing_is_allowed_that_was_not_said() {
        let photo = PhotoId(Uuid::nil());
        let whats = [
            DownloadWhat::Photo { photo },
            DownloadWhat::Some { photos: vec![photo] },
            DownloadWhat::Favourites { key: "k".into() },
            DownloadWhat::All,
        ];
        for size in DownloadSize::ALL {
            for what in &whats {
                assert!(!may_download(&DownloadPolicy::default(), what, size));
                assert!(!may_download(&DownloadPolicy { all: true, ..DownloadPolicy::default() }, what, size));
                let policy = DownloadPolicy { high: true, ..DownloadPolicy::default() };
                let proofing = DownloadPolicy { web: true, original: true, all: true, ..policy }.while_proofing(true);
                assert!(!may_download(&proofing, what, size), "{what:?} {size:?}");
                assert_eq!(policy.while_proofing(false), policy);
                let allowed = size == DownloadSize::High && *what != DownloadWhat::All;
                assert_eq!(may_download(&policy, what, size), allowed, "{what:?} {size:?}");
                assert_eq!(
                    may_download(&DownloadPolicy { all: true, ..policy }, what, size),
                    size == DownloadSize::High
                );
            }
        }
    }

    #[test]
    fn words_are_read_back() {
        for size in DownloadSize::ALL {
            assert_eq!(size.as_str().parse(), Ok(size));
        }
    }

    #[test]
    fn a_pin_is_four_digits() {
        for (text, kept) in [("0042", Some("0042")), (" 12 34 ", Some("1234"))] {
            assert_eq!(text.parse::<DownloadPin>().ok().as_ref().map(DownloadPin::as_str), kept);
        }
        for text in ["", "123", "12345", "12a4", "١٢٣٤", "-123"] {
            assert!(text.parse::<DownloadPin>().is_err(), "{text}");
        }
        assert_eq!(DownloadPin::from_random(|_| 7).as_str(), "0007");
        assert_eq!(format!("{:?}", DownloadPin::from_random(|_| 7)), "DownloadPin(…)");
    }
}
