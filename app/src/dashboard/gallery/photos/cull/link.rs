//! The way from the grid to the desk.

use leptos::prelude::*;

use super::super::grid::Grid;
use crate::{dashboard::gallery::api::GalleryView, paths, say, ui::Icon};

/// Leads to sorting what is looked at: the gallery, or one of its sets.
#[component]
pub fn CullLink(
    /// The photographs.
    grid: Grid,
    /// The gallery as it was last heard of.
    facts: RwSignal<GalleryView>,
) -> impl IntoView {
    let set = grid.only.with_value(|only| only.set);
    let address = move || paths::cull(facts.with(|facts| facts.id), set, None);
    view! {
        <Show when=move || !grid.trash && facts.with(|facts| facts.photos > 0)>
            <a class="button small cull-open" href=address>
                <Icon name="list-checks"/>
                {say!(dashboard.cull_open)}
            </a>
        </Show>
    }
    .into_any()
}
