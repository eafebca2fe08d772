//! What is said over the live connection. One enum; every message has a number within its gallery.

use serde::{Deserialize, Serialize};

use crate::PhotoId;

/// A numbered message of one gallery. Numbers rise by one; a gap means that something was missed and is to be asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Its number within the gallery, from 1.
    pub seq: i64,
    /// What happened.
    #[serde(flatten)]
    pub event: GalleryEvent,
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
    /// Its place changed.
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
