//! Hearing at once that the studio opened a list again, or shut the gallery. The line is opened when the page has settled;
//! its code is loaded only then.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};

use super::{album::Album, device};

/// The first pictures come first.
const SETTLED: Duration = Duration::from_secs(2);

/// Follows the gallery for as long as its page stands.
pub fn follow(album: Album) {
    Effect::new(move |_| {
        let begin = move || {
            if let Some(token) = album.token.try_get_value() {
                spawn_local(listen(album, token));
            }
        };
        set_timeout(begin, SETTLED);
    });
    on_cleanup(device::unfollow);
}

#[lazy]
fn listen(album: Album, token: String) {
    // The page may be gone by now.
    if album.token.try_get_value().is_some() {
        device::follow(token, move || album.hearts.look_again());
    }
}
