//! What is known of a photograph and harmless to tell: not where and with what it was taken.

use domain::format;
use leptos::prelude::*;

use super::{album::use_album, walk::Walk};
use crate::{say, ui::Icon, viewer::locale};

/// In the lightbox' bar.
#[component]
pub fn InfoButton(open: RwSignal<bool>) -> impl IntoView {
    view! {
        <button
            class="icon-button lightbox-facts"
            type="button"
            aria-label=say!(gallery.info)
            aria-pressed=move || open.get().to_string()
            on:click=move |_| open.update(|open| *open = !*open)
        >
            <Icon name="info"/>
        </button>
    }
}

/// Beside the photograph.
#[component]
pub fn Info(walk: Walk) -> impl IntoView {
    let sets = use_album().sets;
    let fact = |name: &'static str, words: String| view! { <div><dt>{name}</dt><dd>{words}</dd></div> };
    let facts = move || {
        let tile = walk.place.get()?.tile;
        let set = sets.with_value(|sets| sets.iter().find(|set| set.place == tile.set).map(|set| set.name.clone()));
        let number = |pixels: u32| format::number(locale(), pixels.into());
        let pixels = say!(gallery.pixels, width = number(tile.width), height = number(tile.height)).to_string();
        Some(view! {
            {fact(say!(gallery.info_name), tile.name.clone())}
            {fact(say!(gallery.info_size), pixels)}
            {set.map(|set| fact(say!(gallery.info_set), set))}
        })
    };
    view! { <aside class="lightbox-info" aria-label=say!(gallery.info)><dl>{facts}</dl></aside> }.into_any()
}
