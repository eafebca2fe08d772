//! The keys, on `?`.

use leptos::prelude::*;

use super::later::{Later, Part};
use crate::{
    say,
    ui::{KeySheet, key_help},
};

/// Waits for the question mark, in the grid and in front of it.
#[component]
pub fn Help() -> impl IntoView {
    key_help(|close| view! { <Later part=Part::Keys(close) close/> }.into_any())
}

/// The keys and what they do.
#[component]
pub fn Keys(
    /// Run when they were closed.
    close: Callback<()>,
) -> impl IntoView {
    let open = vec![
        ("← →", say!(gallery.key_step)),
        ("Home End", say!(gallery.key_ends)),
        ("H", say!(gallery.key_heart)),
        ("S", say!(gallery.key_slideshow)),
        ("I", say!(gallery.key_info)),
        ("F", say!(gallery.key_full_screen)),
        ("+ − 0", say!(gallery.key_zoom)),
        ("Esc", say!(gallery.key_close)),
        ("?", say!(common.keys)),
    ];
    let selecting =
        vec![("Ctrl A", say!(gallery.key_all)), ("Shift", say!(gallery.key_range)), ("Esc", say!(gallery.select_end))];
    let groups = vec![(say!(gallery.keys_words), open), (say!(gallery.keys_select), selecting)];
    view! { <KeySheet groups close/> }.into_any()
}
