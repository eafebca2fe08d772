//! The names of objects. They begin with what the object is and whose it is; the rest is random.

use domain::{RenditionKind, StudioId};
use object_store::path::Path as Key;

/// The names of one photograph's objects.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PhotoKeys {
    studio: StudioId,
    secret: String,
}

impl PhotoKeys {
    /// What the names of originals and of their sizes begin with.
    pub const KINDS: [&str; 2] = ["originals", "renditions"];

    /// `secret` is the photograph's unguessable part.
    pub fn new(studio: StudioId, secret: impl Into<String>) -> Self {
        Self { studio, secret: secret.into() }
    }

    /// Whose an object of this name is; `None` when we gave no such name.
    pub fn of(key: &Key) -> Option<Self> {
        let mut parts = key.as_ref().split('/').skip(1);
        let (studio, secret) = (parts.next()?.parse().ok()?, parts.next()?);
        let keys = Self::new(studio, secret);
        keys.all().contains(key).then_some(keys)
    }

    /// Whose they are.
    pub fn studio(&self) -> StudioId {
        self.studio
    }

    /// The unguessable part.
    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// The file as it came.
    pub fn original(&self) -> Key {
        Key::from(format!("originals/{}/{}", self.studio, self.secret))
    }

    /// One of its sizes.
    pub fn rendition(&self, kind: RenditionKind) -> Key {
        Key::from(format!("renditions/{}/{}/{}.jpg", self.studio, self.secret, kind.as_str()))
    }

    /// All of its sizes.
    pub fn renditions(&self) -> impl Iterator<Item = Key> {
        RenditionKind::ALL.into_iter().map(|kind| self.rendition(kind))
    }

    /// All of them.
    pub fn all(&self) -> Vec<Key> {
        std::iter::once(self.original()).chain(self.renditions()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_whose_it_is() {
        let keys = PhotoKeys::new(StudioId(uuid::Uuid::from_u128(7)), "0f0e");
        for key in keys.all() {
            assert_eq!(PhotoKeys::of(&key), Some(keys.clone()));
        }
        for other in ["originals/0f0e", "originals/not-a-studio/0f0e", "health/ping", "originals"] {
            assert_eq!(PhotoKeys::of(&Key::from(other)), None, "{other}");
        }
        assert_eq!(PhotoKeys::of(&Key::from(format!("{}/more", keys.original()))), None);
    }
}
