//! The photographs around, small, in their order.

use std::collections::HashSet;

use domain::{PhotoId, PhotoState, RenditionKind};
use leptos::prelude::*;

use super::{
    api::CullItem,
    facts::{FlagMark, StarsMark},
    sides::address,
    window::Cull,
};
use crate::{say, ui::Icon};

/// So many on each side.
const SIDE: usize = 12;

/// The strip.
#[component]
pub fn Strip(
    /// The photographs.
    cull: Cull,
) -> impl IntoView {
    let around = Memo::new(move |_| around(cull));
    view! {
        // As in the bar: a press leaves the focus where it is.
        <ol
            class="cull-strip"
            role="list"
            aria-label=say!(dashboard.cull_strip)
            on:mousedown=|event| event.prevent_default()
        >
            <For
                each=move || around.get()
                key=|(item, stack)| (item.id, item.flag, item.stars, item.state == PhotoState::Ready, *stack)
                let:entry
            >
                <Small cull item=entry.0 stack=entry.1/>
            </For>
        </ol>
    }
    .into_any()
}

#[component]
fn Small(cull: Cull, item: CullItem, stack: usize) -> impl IntoView {
    let id = item.id;
    let here = move || cull.at.get() == Some(id) || cull.beside.get() == Some(id);
    let picture = match item.state {
        PhotoState::Ready => {
            let source = {
                let item = item.clone();
                move || address(cull, &item, RenditionKind::Thumb)
            };
            view! { <img src=source alt="" decoding="async"/> }.into_any()
        }
        PhotoState::Failed => view! { <Icon name="triangle-alert"/> }.into_any(),
        PhotoState::Processing => view! { <Icon name="hourglass"/> }.into_any(),
    };
    let stacked = (stack > 1).then(|| view! { <span class="cull-stack">{stack}</span> });
    let go = move |_| {
        if cull.beside.get_untracked().is_some() && cull.at.get_untracked() != Some(id) {
            cull.beside.set(Some(id));
        } else {
            cull.at.set(Some(id));
        }
        cull.follow();
    };
    view! {
        <li class:rejected=item.flag == domain::Flag::Reject>
            <button
                type="button"
                aria-current=move || here().then_some("true")
                aria-label=say!(dashboard.open_photo, name = item.name.clone()).to_string()
                on:click=go
            >
                {picture}
                {stacked}
                <span class="cull-marks"><FlagMark flag=item.flag/><StarsMark stars=item.stars.count()/></span>
            </button>
        </li>
    }
    .into_any()
}

/// Those that are shown near the one that is looked at, each with the size of the stack it stands for, or 0.
fn around(cull: Cull) -> Vec<(CullItem, usize)> {
    let Some(at) = cull.at.get() else { return Vec::new() };
    let (folded, bursts) = (cull.folded.get(), cull.bursts.get());
    let stack = |photo: PhotoId| {
        let burst = bursts.iter().find(|burst| burst.contains(&photo))?;
        burst.first().filter(|first| folded.contains(first)).map(|_| burst)
    };
    cull.items.with(|items| {
        let here = items.iter().position(|item| item.id == at).unwrap_or_default();
        let own = stack(at).and_then(|burst| burst.first().copied());
        let mut seen = HashSet::new();
        let mut shown = Vec::new();
        for item in &items[here.saturating_sub(4 * SIDE)..items.len().min(here + 4 * SIDE)] {
            match stack(item.id) {
                // Of the stack one stands in, that one; of the others, the first.
                Some(burst) if burst.first().copied() == own && item.id != at => {}
                Some(burst) if !burst.first().is_some_and(|first| seen.insert(*first)) => {}
                Some(burst) => shown.push((item.clone(), burst.len())),
                None => shown.push((item.clone(), 0)),
            }
        }
        let here = shown.iter().position(|(item, _)| item.id == at).unwrap_or_default();
        shown.truncate(here + SIDE + 1);
        shown.drain(..here.saturating_sub(SIDE));
        shown
    })
}
