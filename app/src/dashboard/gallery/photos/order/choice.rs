//! What the photographs are ordered by, and which way.

use domain::{GalleryId, PhotoOrder, Role};
use leptos::{ev, prelude::*};

use super::{super::grid::Grid, api::order_photos, clocks::Clocks};
use crate::{
    dashboard::{deed::attempt, gallery::api::GalleryView},
    say,
    ui::{Icon, Toasts, toast_with_undo, use_toasts},
    viewer::boot,
};

/// An order, and whether the last come first.
type Wanted = (PhotoOrder, bool);

/// The choice.
#[component]
pub fn OrderChoice(
    /// The photographs.
    grid: Grid,
    /// The gallery as it was last heard of.
    facts: RwSignal<GalleryView>,
) -> impl IntoView {
    if grid.trash || !boot().may(Role::Editor) {
        return ().into_any();
    }
    let toasts = use_toasts();
    let id = facts.with_untracked(|facts| facts.id);
    let now = Memo::new(move |_| facts.with(|facts| (facts.order, facts.descending)));
    let setting = RwSignal::new(false);
    let go = move |wanted: Wanted| set(grid, id, now.get_untracked(), wanted, toasts);
    let choose = move |event: ev::Event| {
        let order: PhotoOrder = event_target_value(&event).parse().unwrap_or_default();
        go((order, order != PhotoOrder::Manual && now.get_untracked().1));
    };
    let turn = move |_| {
        let (order, descending) = now.get_untracked();
        go((order, !descending));
    };
    let option = move |order: PhotoOrder| {
        view! { <option value=order.as_str() selected=move || now.get().0 == order>{words(order)}</option> }
    };
    let direction =
        move || if now.get().1 { say!(dashboard.order_last_first) } else { say!(dashboard.order_first_first) };
    view! {
        <div class="row order">
            <label class="select pill">
                <span class="visually-hidden">{say!(dashboard.order)}</span>
                <select prop:value=move || now.get().0.as_str() on:change=choose>
                    {PhotoOrder::ALL.map(option).collect_view()}
                </select>
                <Icon name="chevron-down"/>
            </label>
            <Show when=move || now.get().0 != PhotoOrder::Manual>
                <button class="icon-button" type="button" aria-label=direction title=direction on:click=turn>
                    {move || view! { <Icon name=if now.get().1 { "chevron-down" } else { "chevron-up" }/> }}
                </button>
            </Show>
            <button
                class="icon-button"
                type="button"
                aria-label=say!(dashboard.clocks)
                title=say!(dashboard.clocks)
                on:click=move |_| setting.set(true)
            >
                <Icon name="clock"/>
            </button>
        </div>
        <Clocks grid open=setting/>
    }
    .into_any()
}

fn words(order: PhotoOrder) -> &'static str {
    match order {
        PhotoOrder::Capture => say!(dashboard.order_capture),
        PhotoOrder::Name => say!(dashboard.order_name),
        PhotoOrder::Upload => say!(dashboard.order_upload),
        PhotoOrder::Manual => say!(dashboard.order_manual),
    }
}

fn set(grid: Grid, id: GalleryId, former: Wanted, wanted: Wanted, toasts: Toasts) {
    attempt(grid.current.problem, order_photos(id, wanted.0, wanted.1), move |()| {
        grid.current.detail.refetch();
        grid.reload();
        let words = say!(dashboard.order_is, order = words(wanted.0)).to_string();
        toast_with_undo(toasts, words, move || set(grid, id, wanted, former, toasts));
    });
}
