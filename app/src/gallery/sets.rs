//! The sets of a gallery: the way to each, and its photographs under its name.

use domain::format;
use leptos::prelude::*;

use super::{
    album::{Album, use_album},
    api::SetView,
    tile::Tile,
};
use crate::{say, ui::plain_press, viewer::locale};

/// The names of the sets, in sight while one scrolls; nothing where there are none.
#[component]
pub fn SetNav() -> impl IntoView {
    let album = use_album();
    let link = move |set: SetView| {
        let place = set.place;
        view! {
            <a
                href=format!("#{}", anchor(place))
                on:click=move |event| {
                    if plain_press(&event) {
                        event.prevent_default();
                        album.show_set(place);
                    }
                }
            >
                {set.name}" "
                <span class="count">{format::number(locale(), u64::from(set.count))}</span>
            </a>
        }
    };
    let sets = album.sets.get_value();
    (!sets.is_empty())
        .then(|| {
            view! {
                <nav class="sets filters" aria-label=say!(gallery.sets)>{sets.into_iter().map(link).collect_view()}</nav>
            }
        })
        .into_any()
}

/// All photographs that are loaded, each set under its name; those in none stand first, under none.
#[component]
pub fn Sections() -> impl IntoView {
    let album = use_album();
    let sets = album.sets.get_value();
    if sets.is_empty() {
        return view! { <Photographs album place=None/> }.into_any();
    }
    view! {
        <Photographs album place=Some(0)/>
        {sets.into_iter().map(|set| view! { <Section album set/> }).collect_view()}
    }
    .into_any()
}

#[component]
fn Section(album: Album, set: SetView) -> impl IntoView {
    let SetView { place, name, count } = set;
    let number = format::number(locale(), u64::from(count));
    let count = say!(gallery.count, count = u64::from(count), number = number).to_string();
    let label = name.clone();
    let here = move |tiles: &Vec<std::sync::Arc<super::api::TileView>>| {
        tiles.iter().any(|tile| tile.set == place && album.shows(tile.id))
    };
    let any = Memo::new(move |_| album.tiles.with(here));
    view! {
        <section class="set" id=anchor(place) tabindex="-1" aria-label=label hidden=move || !any.get()>
            <header>
                <h2>{name}</h2>
                <p class="count">{count}</p>
            </header>
            <Photographs album place=Some(place)/>
        </section>
    }
    .into_any()
}

/// Those in the set at a place, or all.
#[component]
fn Photographs(album: Album, place: Option<i32>) -> impl IntoView {
    let each = move || {
        let mine = album.tiles.get().into_iter().zip(1u32..);
        mine.filter(|(tile, _)| place.is_none_or(|place| tile.set == place)).collect::<Vec<_>>()
    };
    view! {
        <ul class="grid" role="list">
            <For each key=|(tile, _)| tile.id children=|(tile, number)| view! { <Tile tile number/> }/>
        </ul>
    }
    .into_any()
}

/// Where a set begins, as the address of the page may name it.
pub fn anchor(place: i32) -> String {
    format!("set-{place}")
}
