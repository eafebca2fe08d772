//! What is said over the live connection. One enum; every message has a number within its gallery.

use serde::{Deserialize, Serialize};

use crate::{PhotoId, UserId};

/// A numbered message of one gallery. Numbers rise by one; a gap means that something was missed and is to be asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Its number within the gallery, from 1.
    pub seq: i64,
    /// What happened.
    #[serde(flatten)]
    pub event: GalleryEvent,
    /// What a visitor did, where it is worth a word. Beside the event, so that who knows nothing of it reads the rest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deed: Option<Deed>,
    /// The studio opened a list again, or shut it: whoever chooses on it is to ask how it stands.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lists: bool,
}

impl Change {
    /// Whether those who look at the gallery by its link are to ask how they stand. Not at every heart: what one of them
    /// does is nothing to the others.
    pub fn concerns_visitors(&self) -> bool {
        let studio = matches!(self.event, GalleryEvent::GalleryChanged | GalleryEvent::AccessChanged);
        self.lists || studio || matches!(self.deed, Some(Deed::Sent { .. }))
    }
}

/// What a visitor did that the studio hears of by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "did", rename_all = "snake_case")]
pub enum Deed {
    /// They sent a list.
    Sent {
        /// Who.
        who: Who,
        /// The list's name; hearts have none.
        list: String,
    },
    /// They wrote something.
    Wrote {
        /// Who.
        who: Who,
    },
    /// They began to download. Who takes and who chooses are not the same numbers, so nobody is named.
    Took {
        /// How many photographs.
        photos: u32,
    },
}

/// A visitor, as the studio calls them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Who {
    /// What they call themselves, or their address; empty when neither is known.
    pub name: String,
    /// "Visitor 3".
    pub number: i32,
}

/// Somebody of the studio who has a gallery's pages open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colleague {
    /// Who.
    pub id: UserId,
    /// What they are called.
    pub name: String,
}

/// The others who have a gallery's pages open, in the order of their names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Present {
    /// Each once, however many pages they have open.
    pub people: Vec<Colleague>,
}

/// What can happen in a gallery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum GalleryEvent {
    /// A photograph is safe with us and waits for its sizes.
    PhotoAdded {
        /// Which.
        photo: PhotoId,
    },
    /// Its sizes are made.
    PhotoReady {
        /// Which.
        photo: PhotoId,
    },
    /// Its sizes could not be made.
    PhotoFailed {
        /// Which.
        photo: PhotoId,
    },
    /// Its place changed, or what the studio thinks of it.
    PhotoChanged {
        /// Which.
        photo: PhotoId,
    },
    /// Photographs went to the trash or came back, or changed their places.
    PhotosMoved,
    /// A visitor's hearts changed.
    HeartsChanged,
    /// Title, date, code, status or the like changed.
    GalleryChanged,
    /// Who was let in must ask again.
    AccessChanged,
}

/// The answer to "what have I missed since number n?".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missed {
    /// The newest number there is.
    pub seq: i64,
    /// Everything after n, in order.
    pub changes: Vec<Change>,
    /// Too much was missed to be told one by one: load the page again.
    pub reload: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visitors_are_told_of_what_the_studio_does_not_of_each_other() {
        let change = |json: &str| serde_json::from_str::<Change>(json).expect("a change");
        for told in [
            r#"{"seq":1,"type":"hearts_changed","lists":true}"#,
            r#"{"seq":1,"type":"access_changed"}"#,
            r#"{"seq":1,"type":"gallery_changed"}"#,
            r#"{"seq":1,"type":"hearts_changed","deed":{"did":"sent","who":{"name":"","number":3},"list":""}}"#,
        ] {
            assert!(change(told).concerns_visitors(), "{told}");
        }
        for kept in [
            r#"{"seq":1,"type":"hearts_changed"}"#,
            r#"{"seq":1,"type":"photos_moved"}"#,
            r#"{"seq":1,"type":"hearts_changed","deed":{"did":"took","photos":3}}"#,
        ] {
            assert!(!change(kept).concerns_visitors(), "{kept}");
        }
        let plain = Change { seq: 1, event: GalleryEvent::PhotosMoved, deed: None, lists: false };
        assert_eq!(serde_json::to_string(&plain).expect("JSON"), r#"{"seq":1,"type":"photos_moved"}"#);
    }
}
