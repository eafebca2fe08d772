//! The look that the studio chose, on all that is in the gallery. The stylesheet does the rest.

use domain::Look;
use leptos::prelude::*;

use super::help::Help;

/// Around an open gallery.
#[component]
pub fn Dressed(
    /// What was chosen.
    look: Look,
    /// The gallery.
    children: Children,
) -> impl IntoView {
    view! {
        <div
            class="look"
            data-layout=look.layout.as_str()
            data-spacing=look.spacing.as_str()
            data-size=look.size.as_str()
            data-fonts=look.fonts.as_str()
            data-palette=look.palette.as_str()
            data-cover=look.cover.as_str()
            data-brand=look.brand.as_str()
        >
            {children()}
            <Help/>
        </div>
    }
    .into_any()
}
