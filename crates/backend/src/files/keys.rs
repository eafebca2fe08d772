//! The names of objects. They begin with what the object is and whose it is; the rest is random.

use domain::{MarkedSize, RenditionKind, StudioId};
use object_store::path::Path as Key;

/// Where an original is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shelf {
    /// Where it came: below `originals/`.
    Warm,
    /// Where it goes when nobody needs it: below `cold/`.
    Cold,
}

impl Shelf {
    /// The one that a row names.
    pub(crate) fn of(cold: bool) -> Self {
        if cold { Self::Cold } else { Self::Warm }
    }

    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::Warm => Self::Cold,
            Self::Cold => Self::Warm,
        }
    }

    fn prefix(self) -> &'static str {
        match self {
            Self::Warm => "originals",
            Self::Cold => "cold",
        }
    }
}

/// The names of one photograph's objects.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PhotoKeys {
    studio: StudioId,
    secret: String,
}

impl PhotoKeys {
    /// What the names of originals, on either shelf, of their sizes and of their marked sizes begin with.
    pub const KINDS: [&str; 4] = ["originals", "cold", "renditions", "marked"];

    /// `secret` is the photograph's unguessable part.
    pub fn new(studio: StudioId, secret: impl Into<String>) -> Self {
        Self { studio, secret: secret.into() }
    }

    /// Whose an object of this name is; `None` when we gave no such name.
    pub fn of(key: &Key) -> Option<Self> {
        let mut parts = key.as_ref().split('/').skip(1);
        let (studio, secret) = (parts.next()?.parse().ok()?, parts.next()?);
        let keys = Self::new(studio, secret);
        (keys.all().contains(key) || keys.generation_of(key).is_some()).then_some(keys)
    }

    /// Whose they are.
    pub fn studio(&self) -> StudioId {
        self.studio
    }

    /// The unguessable part.
    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// The file as it came, where it came.
    pub fn original(&self) -> Key {
        self.original_on(Shelf::Warm)
    }

    /// The file as it came, on one of its shelves.
    pub fn original_on(&self, shelf: Shelf) -> Key {
        Key::from(format!("{}/{}/{}", shelf.prefix(), self.studio, self.secret))
    }

    /// Where to look for the file as it came when its row says `shelf`: there, and then on the other one, where it is if it
    /// was moved since the row was read.
    pub fn originals(&self, shelf: Shelf) -> [Key; 2] {
        [shelf, shelf.other()].map(|shelf| self.original_on(shelf))
    }

    /// One of its sizes.
    pub fn rendition(&self, kind: RenditionKind) -> Key {
        Key::from(format!("renditions/{}/{}/{}.jpg", self.studio, self.secret, kind.as_str()))
    }

    /// All of its sizes.
    pub fn renditions(&self) -> impl Iterator<Item = Key> {
        RenditionKind::ALL.into_iter().map(|kind| self.rendition(kind))
    }

    /// One of its marked sizes, of a generation of its gallery's marks.
    pub fn marked(&self, generation: i32, size: MarkedSize) -> Key {
        Key::from(format!("{}/{generation}/{}.jpg", self.marks(), size.as_str()))
    }

    /// What the names of its marked sizes begin with.
    pub fn marks(&self) -> Key {
        Key::from(format!("marked/{}/{}", self.studio, self.secret))
    }

    /// Of which generation the marked size of this name is; `None` when it is none of its marked sizes.
    pub fn generation_of(&self, key: &Key) -> Option<i32> {
        let generation = key.as_ref().split('/').nth(3)?.parse().ok()?;
        MarkedSize::ALL.into_iter().any(|size| self.marked(generation, size) == *key).then_some(generation)
    }

    /// All they can have but marked sizes: the original is on one shelf, or for a moment on both.
    pub fn all(&self) -> Vec<Key> {
        self.originals(Shelf::Warm).into_iter().chain(self.renditions()).collect()
    }
}

/// The name of a studio's logo; `secret` is its unguessable part.
pub(crate) fn logo(studio: StudioId, secret: &str) -> Key {
    Key::from(format!("logos/{studio}/{secret}.webp"))
}

/// Whose logo an object of this name is, and its unguessable part; `None` when we gave no such name.
pub(crate) fn logo_of(key: &Key) -> Option<(StudioId, String)> {
    let mut parts = key.as_ref().split('/').skip(1);
    let (studio, secret) = (parts.next()?.parse().ok()?, parts.next()?.strip_suffix(".webp")?);
    (logo(studio, secret) == *key).then(|| (studio, secret.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_whose_it_is() {
        let keys = PhotoKeys::new(StudioId(uuid::Uuid::from_u128(7)), "0f0e");
        let marked = MarkedSize::ALL.map(|size| keys.marked(3, size));
        for key in keys.all().into_iter().chain(marked.clone()) {
            assert_eq!(PhotoKeys::of(&key), Some(keys.clone()));
            assert_eq!(keys.generation_of(&key), marked.contains(&key).then_some(3));
            let kind = key.as_ref().split('/').next().unwrap_or_default();
            assert!(PhotoKeys::KINDS.contains(&kind), "{key} is below none of the kinds");
        }
        for other in
            ["originals/0f0e", "originals/not-a-studio/0f0e", "cold/0f0e", "health/ping", "originals", "marked/0f0e"]
        {
            assert_eq!(PhotoKeys::of(&Key::from(other)), None, "{other}");
        }
        assert_eq!(PhotoKeys::of(&Key::from(format!("{}/more", keys.original()))), None);
    }

    #[test]
    fn a_logo_tells_whose_it_is() {
        let studio = StudioId(uuid::Uuid::from_u128(7));
        assert_eq!(logo_of(&logo(studio, "0f0e")), Some((studio, "0f0e".to_owned())));
        for other in
            [format!("logos/{studio}/0f0e"), format!("logos/{studio}/a/b.webp"), "logos/x/0f0e.webp".to_owned()]
        {
            assert_eq!(logo_of(&Key::from(&*other)), None, "{other}");
        }
    }

    #[test]
    fn an_original_is_looked_for_where_it_is_said_to_be_first() {
        let keys = PhotoKeys::new(StudioId(uuid::Uuid::from_u128(7)), "0f0e");
        let [warm, cold] = keys.originals(Shelf::Warm);
        assert_eq!(keys.originals(Shelf::Cold), [cold.clone(), warm.clone()]);
        assert_eq!((&warm, cold.as_ref()), (&keys.original(), &*warm.to_string().replace("originals/", "cold/")));
    }
}
