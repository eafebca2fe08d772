//! The photograph, large; or two beside each other, moved and made larger together.

use std::sync::Arc;

use domain::{PhotoState, RenditionKind};
use leptos::prelude::*;

use super::{super::tile, api::CullItem, facts::ItemFacts, window::Cull};
use crate::{
    dashboard::device,
    lightbox::{self, Gesture, Shot},
    paths, say,
    ui::Icon,
};

/// How large both are, and what part of them is seen.
#[derive(Clone, Copy)]
pub struct Zoom(Gesture);

impl Zoom {
    /// Whole. A swipe leads on, one down leads away.
    pub fn new(cull: Cull, leave: Callback<()>) -> Self {
        Self(Gesture::new(Callback::new(move |forward| cull.step(forward)), leave))
    }

    /// To its own pixels, and back.
    pub fn turn(self, cull: Cull) {
        if let Some(item) = untrack(|| cull.item(false)) {
            self.0.turn_actual(RenditionKind::Full.size_of(item.width.max(1), item.height.max(1)));
        }
    }

    /// Whole again; answers whether it was not.
    pub fn whole(self) -> bool {
        let zoomed = untrack(|| self.0.zoomed());
        self.0.reset();
        zoomed
    }

    /// Whether they are larger than the screen.
    pub fn on(self) -> bool {
        self.0.zoomed()
    }
}

/// One side, or two.
#[component]
pub fn Sides(
    /// The photographs.
    cull: Cull,
    /// How large.
    zoom: Zoom,
) -> impl IntoView {
    let two = Memo::new(move |_| cull.beside.get().is_some());
    preload(cull);
    view! {
        <div class="cull-sides" class:two=two>
            <Side cull zoom right=false/>
            <Show when=move || two.get()><Side cull zoom right=true/></Show>
        </div>
    }
    .into_any()
}

#[component]
fn Side(cull: Cull, zoom: Zoom, right: bool) -> impl IntoView {
    let gesture = zoom.0;
    // What is said of it draws no picture anew.
    let shot = Memo::new(move |_| {
        cull.item(right).filter(|item| item.state == PhotoState::Ready).map(|item| Arc::new(shot(cull, &item)))
    });
    let focused = move || cull.beside.get().is_some() && cull.right.get() == right;
    let arrived = RwSignal::new(false);
    let failed = Callback::new(move |()| cull.current.detail.refetch());
    let picture = move || match shot.get() {
        Some(shot) => view! { <lightbox::Picture shot gesture arrived failed/> }.into_any(),
        None => nothing(cull.item(right)),
    };
    let stage = move |event: leptos::ev::PointerEvent| {
        if cull.beside.get_untracked().is_some() {
            cull.right.set(right);
        }
        gesture.down(&event);
    };
    let node = if right { NodeRef::new() } else { gesture.stage };
    view! {
        <figure
            class="cull-side"
            class:focused=focused
            class:rejected=move || cull.item(right).is_some_and(|item| item.flag == domain::Flag::Reject)
        >
            <div
                class="lightbox-stage"
                node_ref=node
                on:pointerdown=stage
                on:pointermove=move |event| gesture.moved(&event)
                on:pointerup=move |event| gesture.up(&event)
                on:pointercancel=move |event| gesture.cancel(&event)
                on:wheel=move |event| gesture.wheel(&event)
            >
                {picture}
            </div>
            <figcaption><ItemFacts cull right/></figcaption>
        </figure>
    }
    .into_any()
}

/// Why there is no picture.
fn nothing(item: Option<CullItem>) -> AnyView {
    let (icon, words) = match item.map(|item| item.state) {
        Some(PhotoState::Failed) => ("triangle-alert", tile::reason("")),
        Some(_) => ("hourglass", say!(dashboard.being_prepared)),
        None => return ().into_any(),
    };
    view! { <div class="lightbox-error"><Icon name=icon/><p>{words}</p></div> }.into_any()
}

fn shot(cull: Cull, item: &CullItem) -> Shot {
    let address = |kind| address(cull, item, kind);
    Shot {
        name: item.name.clone(),
        width: item.width,
        height: item.height,
        placeholder: item.placeholder.clone(),
        tone: item.tone.clone(),
        preview: address(RenditionKind::Preview),
        full: address(RenditionKind::Full),
    }
}

/// The address of one size.
pub fn address(cull: Cull, item: &CullItem, kind: RenditionKind) -> String {
    cull.gallery().map_or_else(String::new, |gallery| paths::rendition(gallery, cull.epoch.get(), item.id, kind))
}

/// The pictures beside it are fetched before they are wanted: three on, one back.
fn preload(cull: Cull) {
    Effect::new(move |_| {
        let Some(mut here) = cull.beside.get().or(cull.at.get()) else { return };
        let fetch = |id| {
            let item = cull.items.with_untracked(|items| items.iter().find(|item| item.id == id).cloned());
            if let Some(item) = item.filter(|item| item.state == PhotoState::Ready) {
                device::preload(&address(cull, &item, RenditionKind::Preview));
            }
        };
        if let Some(before) = cull.neighbour(here, false) {
            fetch(before);
        }
        for _ in 0..3 {
            let Some(next) = cull.neighbour(here, true) else { return };
            fetch(next);
            here = next;
        }
    });
}
