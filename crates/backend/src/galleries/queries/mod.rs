//! The SQL of galleries.
//!
//! "Seen" is a photograph whose sizes are made, which is not in the trash and which is shown, as neither it nor its set is
//! hidden and the set is for all visitors; or, to the client, which is in a set for the client alone. The order in a gallery
//! is `(set_place, sort_key, file_name, id)`, which one index holds. What the first two follow from is for the database's
//! `place_photo` to know.

mod access;
mod browse;
mod change;
mod duplicate;
mod gate;
mod invite;
mod list;
mod look;
mod one;
mod remind;
mod seek;
mod sweep;

pub(crate) use access::introduced;
pub(super) use access::{access, codes, let_in, lock, password, password_given, place_of_id, place_of_token};
pub(crate) use browse::visible;
pub(super) use browse::{photo, photos};
pub(super) use change::{
    Secrets, Settings, end_of, insert, photo_count, raise_epoch, set_cover, set_focus, set_status, set_trashed,
    stored_settings, update,
};
pub(super) use duplicate::{duplicate, duplicate_list, duplicate_set, list_ids, place_alike, seen_ids, set_ids};
pub(crate) use gate::set_client_code;
pub(super) use gate::{gate, set_gate, set_password, set_up};
pub(super) use invite::{insert_invitation, invitations, title_and_secrets};
pub(super) use list::{counts, list};
pub(super) use look::{look_as_last, look_of, set_look};
pub(crate) use one::cover_of;
pub(super) use one::{detail, open_gallery};
pub(super) use remind::{due, forget_reminders, owners, remember};
pub(super) use seek::{days, seek};
pub(super) use sweep::{delete, forget_changes, lock_long_trashed, long_trashed, storage_keys};

use domain::PhotoId;
use uuid::Uuid;

use super::{CoverPhoto, USUAL_FOCUS};
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
    focus: (Option<i16>, Option<i16>),
) -> Option<CoverPhoto> {
    let percent = |stored: Option<i16>, usual| stored.and_then(|stored| u8::try_from(stored).ok()).unwrap_or(usual);
    Some(CoverPhoto {
        id: PhotoId(id?),
        epoch,
        width: pixels(size.0),
        height: pixels(size.1),
        placeholder: placeholder.unwrap_or_default(),
        focus: (percent(focus.0, USUAL_FOCUS.0), percent(focus.1, USUAL_FOCUS.1)),
    })
}
