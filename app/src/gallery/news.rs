//! Hearing at once that the studio opened a list again, or shut the gallery.

use leptos::prelude::*;

use super::{album::use_album, device};

/// Follows the gallery for as long as its page stands.
#[component]
pub fn News() -> impl IntoView {
    let album = use_album();
    Effect::new(move |_| device::follow(album.token.get_value(), move || album.hearts.look_again()));
    on_cleanup(device::unfollow);
}
