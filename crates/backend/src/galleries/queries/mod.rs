//! The SQL of galleries.
//!
//! "Seen" is a photograph whose sizes are made and which is not in the trash; the order in a gallery is
//! `(sort_at, file_name, id)`, which one index holds.

mod access;
mod browse;
mod change;
mod list;
mod one;
mod sweep;

pub(super) use access::{access, code, let_in, lock, place_of_id, place_of_token};
pub(super) use browse::{photo, photos};
pub(super) use change::{
    Secrets, Settings, end_of, insert, photo_count, raise_epoch, set_cover, set_status, set_trashed, stored_settings,
    update,
};
pub(super) use list::{counts, list};
pub(super) use one::{detail, hearts, open_gallery};
pub(super) use sweep::{delete, forget_changes, lock_long_trashed, long_trashed, storage_keys};

use domain::PhotoId;
use uuid::Uuid;

use super::CoverPhoto;
use crate::error::{Error, Result};

/// What the database says in a word of ours.
fn word<T: std::str::FromStr>(text: &str) -> Result<T> {
    text.parse().map_err(|_| Error::internal(format!("the database holds an unknown word: {text}")))
}

/// A length that a constraint keeps positive.
fn pixels(length: Option<i32>) -> u32 {
    length.and_then(|length| u32::try_from(length).ok()).unwrap_or_default()
}

/// From the columns of an outer join.
fn cover(
    id: Option<Uuid>,
    epoch: i32,
    size: (Option<i32>, Option<i32>),
    placeholder: Option<String>,
) -> Option<CoverPhoto> {
    Some(CoverPhoto {
        id: PhotoId(id?),
        epoch,
        width: pixels(size.0),
        height: pixels(size.1),
        placeholder: placeholder.unwrap_or_default(),
    })
}
