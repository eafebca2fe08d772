//! Which photographs are sorted. Another choice keeps the place.

use domain::{Flag, Stars};
use leptos::prelude::*;

use super::window::{Cull, Show};
use crate::{dashboard::words, say, ui::Icon};

/// The choices, each with what there is of it.
#[component]
pub fn Chips(
    /// The photographs.
    cull: Cull,
) -> impl IntoView {
    let chip = move |show: Show, name: &'static str, count: Signal<Option<i64>>| {
        let count = move || count.get().map(|count| view! { " "<span class="count">{words::number(count)}</span> });
        view! {
            <button
                type="button"
                aria-pressed=move || (cull.show.get() == show).to_string()
                on:mousedown=|event| event.prevent_default()
                on:click=move |_| cull.sift(show)
            >
                {name}
                {count}
            </button>
        }
    };
    let none = Signal::derive(|| None);
    let tally =
        move |of: fn(&super::api::TallyView) -> i64| Signal::derive(move || cull.tally.with(|tally| Some(of(tally))));
    let stars = move || match cull.show.get() {
        Show::Stars(stars) => stars.count().to_string(),
        _ => String::new(),
    };
    let choose = move |event| {
        let count = event_target_value(&event).parse::<u8>().ok().and_then(|count| Stars::try_from(count).ok());
        cull.sift(count.filter(|stars| *stars > Stars::default()).map_or(Show::All, Show::Stars));
    };
    let option = move |count: u8| {
        let words = say!(dashboard.cull_stars_from, stars = count).to_string();
        view! { <option value=count.to_string() selected=move || stars() == count.to_string()>{words}</option> }
    };
    view! {
        <div class="cull-chips filters" role="group" aria-label=say!(dashboard.show)>
            {chip(Show::All, say!(dashboard.all), none)}
            {chip(Show::Unrated, say!(dashboard.cull_unrated), tally(|tally| tally.unrated))}
            {chip(Show::Flag(Flag::Pick), say!(dashboard.cull_picks), tally(|tally| tally.picks))}
            {chip(Show::Flag(Flag::Reject), say!(dashboard.cull_rejects), tally(|tally| tally.rejects))}
            <label class="select pill">
                <span class="visually-hidden">{say!(dashboard.cull_stars)}</span>
                <select on:change=choose>
                    <option value="" selected=move || stars().is_empty()>{say!(dashboard.cull_any_stars)}</option>
                    {(1..=5).map(option).collect_view()}
                </select>
                <Icon name="chevron-down"/>
            </label>
        </div>
    }
    .into_any()
}
