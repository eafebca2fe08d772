//! Identities: version 7 UUIDs, a type for each kind of thing so that one cannot be passed for another.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta] $name:ident),+ $(,)?) => {$(
        #[$doc]
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )+};
}

id! {
    /// A studio, the tenant.
    StudioId,
    /// A person who signs in.
    UserId,
    /// A gallery.
    GalleryId,
    /// A photograph.
    PhotoId,
    /// A set of a gallery.
    SetId,
    /// A file on its way in.
    UploadId,
    /// An archive or a folder that is taken in.
    ImportId,
    /// A token for scripts.
    TokenId,
    /// A list of chosen photographs.
    ListId,
    /// Something that was written about a photograph or a gallery.
    CommentId,
    /// A list that was sent to the studio.
    SubmissionId,
}
