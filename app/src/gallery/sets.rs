//! The sets of a gallery: the way to each, and its photographs under its name.

use std::{ops::Range, sync::Arc};

use domain::format;
use leptos::prelude::*;

use super::{
    album::{Album, use_album},
    tile::Tile,
    views::{SetView, TileView},
};
use crate::{say, ui::plain_press, viewer::locale};

/// So many photographs stand in one list. In columns each list is a grid of its own, and there are browsers whose grids
/// have no more than ten thousand lines.
const PART: usize = 180;

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
    let here =
        move |tiles: &Vec<Arc<TileView>>| tiles[range(tiles, Some(place))].iter().any(|tile| album.shows(tile.id));
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
    let parts = Memo::new(move |_| album.tiles.with(|tiles| range(tiles, place).len().div_ceil(PART)));
    view! {
        <div class="grid" class:few=move || album.kept.with(|kept| kept.as_ref().is_some_and(|kept| kept.len() <= PART))>
            <For each=move || 0..parts.get() key=|part| *part children=move |part| view! { <Part album place part/> }/>
        </div>
    }
    .into_any()
}

/// Some of them. It is drawn anew only when they change: what comes at the end costs what came, whatever is there already.
#[component]
fn Part(album: Album, place: Option<i32>, part: usize) -> impl IntoView {
    let here = move |tiles: &[Arc<TileView>]| {
        let all = range(tiles, place);
        let from = (all.start + part * PART).min(all.end);
        from..(from + PART).min(all.end)
    };
    let shown = Memo::new(move |_| {
        album.tiles.with(|tiles| {
            let here = here(tiles);
            let ids = tiles[here.clone()].iter().map(|tile| tile.id.0.as_u128());
            (here, ids.fold(0_u128, |all, id| all.rotate_left(1) ^ id))
        })
    });
    let each = move || {
        let (here, _) = shown.get();
        album.tiles.with_untracked(|tiles| {
            tiles[here.clone()].iter().cloned().zip(here.start as u32 + 1..).collect::<Vec<_>>()
        })
    };
    view! {
        <ul class="grid-part" role="list">
            <For each key=|(tile, _)| tile.id children=|(tile, number)| view! { <Tile tile number/> }/>
        </ul>
    }
    .into_any()
}

/// Where those of a set are among all: they stand together, and the sets in order.
fn range(tiles: &[Arc<TileView>], place: Option<i32>) -> Range<usize> {
    match place {
        None => 0..tiles.len(),
        Some(place) => tiles.partition_point(|tile| tile.set < place)..tiles.partition_point(|tile| tile.set <= place),
    }
}

/// Where a set begins, as the address of the page may name it.
pub fn anchor(place: i32) -> String {
    format!("set-{place}")
}
