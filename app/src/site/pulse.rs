//! The script by which a page tells its own server of errors, and how soon it was there.

use leptos::prelude::*;

/// How much is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Of a hundred pages, how many say how soon they were there.
    pub percent: u8,
}

/// The script, in the head of every page. Errors are always told.
#[component]
pub fn Pulse() -> impl IntoView {
    let share = use_context::<Share>().map_or(0, |share| share.percent);
    view! { <script src="/pulse.js" defer=true data-share=share.to_string()></script> }
}
