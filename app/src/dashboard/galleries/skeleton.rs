//! The list while it is fetched, in its own shape.

use leptos::prelude::*;

use crate::say;

/// Six cards without anything on them.
#[component]
pub fn CardsSkeleton() -> impl IntoView {
    let card = |_| {
        view! {
            <li class="gallery-card" aria-hidden="true">
                <div class="gallery-cover skeleton"></div>
                <div class="gallery-words">
                    <span class="skeleton" style="width:70%;height:26px"></span>
                    <span class="skeleton" style="width:9ch"></span>
                    <span class="skeleton" style="width:20ch"></span>
                </div>
            </li>
        }
    };
    view! {
        <p class="visually-hidden" role="status">{say!(dashboard.fetching_galleries)}</p>
        <ul class="gallery-cards" role="list" aria-busy="true">{[(); 6].map(card).collect_view()}</ul>
    }
    .into_any()
}
