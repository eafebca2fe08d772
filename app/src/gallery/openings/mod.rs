//! Which photographs a visitor opens, told to the server some seconds at a time: the studio sees what is looked at, not by
//! whom.

pub mod api;

use std::time::Duration;

use domain::PhotoId;
use leptos::prelude::*;

use super::{album::Album, device};
use crate::paths;

/// So long they are gathered.
const GATHER: Duration = Duration::from_secs(10);

/// Reports what stands in the lightbox, for as long as it is there.
pub fn report(album: Album, here: Memo<Option<PhotoId>>) {
    let waiting = StoredValue::new(Vec::<PhotoId>::new());
    let tell = move || {
        let Some(photos) = waiting.try_update_value(std::mem::take).filter(|photos| !photos.is_empty()) else { return };
        let Some(token) = album.token.try_get_value() else { return };
        let photos: Vec<String> = photos.iter().map(|photo| format!("\"{photo}\"")).collect();
        // A token has letters and digits only.
        device::report(paths::OPENED, format!("{{\"token\":\"{token}\",\"photos\":[{}]}}", photos.join(",")));
    };
    Effect::new(move |_| {
        let Some(photo) = here.get() else { return };
        if waiting.with_value(Vec::is_empty) {
            set_timeout(tell, GATHER);
        }
        waiting.update_value(|waiting| {
            if !waiting.contains(&photo) {
                waiting.push(photo);
            }
        });
    });
    Effect::new(move |_| {
        let leaving = window_event_listener_untyped("pagehide", move |_| tell());
        on_cleanup(move || leaving.remove());
    });
    on_cleanup(tell);
}
