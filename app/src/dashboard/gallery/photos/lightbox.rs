//! The photograph that is looked at alone, in front of the grid.

use std::{sync::Arc, time::Duration};

use domain::{PhotoId, PhotoState, RenditionKind};
use leptos::prelude::*;

use super::{
    api::PhotoView,
    grid::Grid,
    info::{Info, InfoButton},
    tile,
};
use crate::{
    dashboard::{
        device,
        words::{self, HeartsCount},
    },
    lightbox::{self, Key, Shot, Showing, trouble},
    paths, say,
};

/// The lightbox, while the address names a photograph.
#[component]
pub fn PhotoLightbox(
    /// The photographs.
    grid: Grid,
    /// How many there are in all.
    #[prop(into)]
    all: Signal<i64>,
) -> impl IntoView {
    let inside = Memo::new(move |_| grid.viewing.photo.get().is_some());
    view! { <Show when=move || inside.get()><Inside grid all/></Show> }
}

/// A photograph and what is beside it.
#[derive(Clone, PartialEq)]
struct Place {
    photo: PhotoView,
    previous: Option<PhotoId>,
    next: Option<PhotoId>,
    position: u32,
}

#[component]
fn Inside(grid: Grid, all: Signal<i64>) -> impl IntoView {
    let place = Memo::new(move |_| grid.viewing.photo.get().and_then(|photo| find(grid, photo)));
    let onward = RwSignal::new(false);
    fetch_on(grid, place, onward);
    let informed = RwSignal::new(false);
    let seen = Memo::new(move |_| place.get().map(|place| (place.photo.id, place.photo.state)));
    let last = StoredValue::new(None::<PhotoId>);
    Effect::new(move |_| {
        if let Some(photo) = grid.viewing.photo.get() {
            last.set_value(Some(photo));
        }
    });
    on_cleanup(move || {
        if let Some(Some(photo)) = last.try_get_value() {
            // Until the dialog is gone, everything behind it is out of reach.
            set_timeout(move || device::focus_photo(photo), Duration::ZERO);
        }
    });
    let caption = move || {
        place.get().map(|place| {
            let time = (!place.photo.time.is_empty()).then(|| format!(" · {}", place.photo.time));
            view! { {place.photo.name}{time} }
        })
    };
    view! {
        <lightbox::Lightbox
            showing=showing(grid, place, onward, all, informed)
            tools=move || {
                view! {
                    {move || place.get().map(|place| view! { <HeartsCount hearts=place.photo.hearts/> })}
                    <InfoButton open=informed/>
                }
            }
            caption=move || view! { <p class="clip">{caption}</p> }
            lost=move || lost(grid, place)
            aside=move || view! { <Show when=move || informed.get()><Info grid photo=seen/></Show> }
        />
    }
    .into_any()
}

fn showing(
    grid: Grid,
    place: Memo<Option<Place>>,
    onward: RwSignal<bool>,
    all: Signal<i64>,
    informed: RwSignal<bool>,
) -> Showing {
    let ready = move || place.get().filter(|place| place.photo.state == PhotoState::Ready);
    let shot = Memo::new(move |_| ready().map(|place| Arc::new(shot(grid, &place.photo))));
    let beside = move || {
        let (previous, next) = place.get().map_or((None, None), |place| (place.previous, place.next));
        (previous.is_some(), next.is_some() || grid.next.with(Option::is_some))
    };
    let step = move |forward: bool| {
        let Some(place) = place.get_untracked() else { return };
        match if forward { place.next } else { place.previous } {
            Some(photo) => grid.viewing.turn(photo),
            None => onward.set(forward),
        }
    };
    Showing {
        shot: shot.into(),
        place: Signal::derive(move || {
            let count = u32::try_from(words::count(all.get())).unwrap_or(u32::MAX);
            place.get().map(|place| (place.position, count.max(place.position)))
        }),
        beside: Memo::new(move |_| beside()).into(),
        step: Callback::new(step),
        leave: Callback::new(move |()| grid.viewing.leave()),
        key: toggle(informed),
        // Perhaps the addresses are new ones.
        failed: Callback::new(move |()| grid.current.detail.refetch()),
    }
}

/// The key that opens and closes what is known.
fn toggle(open: RwSignal<bool>) -> Callback<Key, bool> {
    Callback::new(move |key: Key| {
        let mine = matches!(key.name.as_str(), "i" | "I");
        if mine && !key.repeat {
            open.update(|open| *open = !*open);
        }
        mine
    })
}

/// Where a photograph stands. Those beside it are the nearest that can be looked at.
fn find(grid: Grid, photo: PhotoId) -> Option<Place> {
    let (place, tile) = grid.tiles.with(|tiles| {
        let at = tiles.iter().position(|tile| tile.id == photo)?;
        let ready = |tile: &&super::grid::Tile| tile.photo.with_untracked(|photo| photo.state == PhotoState::Ready);
        let previous = tiles[..at].iter().rev().find(ready).map(|tile| tile.id);
        let next = tiles[at + 1..].iter().find(ready).map(|tile| tile.id);
        Some(((previous, next, u32::try_from(at + 1).unwrap_or(u32::MAX)), tiles[at].clone()))
    })?;
    let (previous, next, position) = place;
    Some(Place { photo: tile.photo.get(), previous, next, position })
}

/// Fetches more while the photograph, or the one wanted after it, is not among those on the page; and the pictures beside
/// it, before they are wanted.
fn fetch_on(grid: Grid, place: Memo<Option<Place>>, onward: RwSignal<bool>) {
    Effect::new(move |_| {
        let (here, wanted) = (place.get(), onward.get());
        let end = grid.next.with(Option::is_none) || grid.failed.with(Option::is_some);
        match here.as_ref().and_then(|place| place.next) {
            Some(photo) if wanted => {
                onward.set(false);
                grid.viewing.turn(photo);
            }
            None if end && wanted => onward.set(false),
            None if !end && (wanted || here.is_none()) => grid.more(),
            _ => {}
        }
    });
    Effect::new(move |_| {
        let Some(place) = place.get() else { return };
        for photo in [place.next, place.previous].into_iter().flatten() {
            device::preload(&address(grid, photo, RenditionKind::Preview));
        }
    });
}

fn shot(grid: Grid, photo: &PhotoView) -> Shot {
    Shot {
        name: photo.name.clone(),
        width: photo.width,
        height: photo.height,
        placeholder: photo.placeholder.clone(),
        tone: photo.tone.clone(),
        preview: address(grid, photo.id, RenditionKind::Preview),
        full: address(grid, photo.id, RenditionKind::Full),
    }
}

fn address(grid: Grid, photo: PhotoId, kind: RenditionKind) -> String {
    grid.gallery().map_or_else(String::new, |gallery| paths::rendition(gallery, grid.epoch.get(), photo, kind))
}

fn lost(grid: Grid, place: Memo<Option<Place>>) -> AnyView {
    if let Some(error) = grid.failed.get() {
        let words = error.sentence();
        return trouble(say!(common.photograph_failed), words, say!(common.try_again), move || grid.more());
    }
    let state = place.with(|place| place.as_ref().map(|place| (place.photo.state, tile::reason(&place.photo.failure))));
    let words = match state {
        None if grid.next.with(Option::is_some) => return view! { <span class="spinner"></span> }.into_any(),
        None => say!(common.photograph_gone_words),
        Some((PhotoState::Failed, reason)) => reason,
        Some(_) => say!(dashboard.being_prepared),
    };
    let title = if place.with(Option::is_none) { say!(common.photograph_gone) } else { say!(dashboard.not_to_be_seen) };
    trouble(title, words.to_owned(), say!(dashboard.all_photographs), move || grid.viewing.leave())
}
