//! Flags and stars for all that are picked.

use std::collections::HashMap;

use domain::{Flag, PhotoId, Stars, Verdict};
use leptos::prelude::*;

use super::{
    super::{
        cull::rate_photos,
        grid::Grid,
        parts::{Done, as_far, parts_of},
    },
    menu::{PART, freshened, photographs},
};
use crate::{
    dashboard::{deed::attempt, device},
    say,
    ui::{Icon, Toasts, toast, toast_with_undo, use_toasts},
};

/// In the menu of the selection.
#[component]
pub fn RateItems(
    /// The photographs.
    grid: Grid,
) -> impl IntoView {
    let toasts = use_toasts();
    let all = move |flag: Option<Flag>, stars: Option<Stars>| {
        device::hide_popover("selection-menu");
        let verdicts = grid.picks().into_iter().map(|photo| Verdict { photo, flag, stars }).collect();
        rate(grid, verdicts, toasts);
    };
    let item = move |flag: Flag, icon: &'static str, words: &'static str| {
        view! {
            <button class="item" type="button" on:click=move |_| all(Some(flag), None)>
                <Icon name=icon/>
                {words}
            </button>
        }
    };
    let star = move |stars: Stars| {
        let words = say!(dashboard.rating_stars, stars = stars.count()).to_string();
        let sign = if stars == Stars::default() { "–".to_owned() } else { stars.count().to_string() };
        view! {
            <button
                class="icon-button"
                type="button"
                aria-label=words
                on:click=move |_| all(None, Some(stars))
            >
                {sign}
            </button>
        }
    };
    view! {
        {item(Flag::Pick, "flag", say!(dashboard.cull_key_pick))}
        {item(Flag::Reject, "x", say!(dashboard.cull_key_reject))}
        {item(Flag::None, "flag-off", say!(dashboard.cull_key_unflag))}
        <div class="menu-stars" role="group" aria-label=say!(dashboard.cull_stars)>
            <Icon name="star"/>
            {Stars::ALL.map(star).into_iter().collect_view()}
        </div>
        <hr/>
    }
    .into_any()
}

/// Gives them what is thought of them; undone, each has what it had.
fn rate(grid: Grid, verdicts: Vec<Verdict>, toasts: Toasts) {
    let Some(gallery) = grid.gallery() else { return };
    show(grid, &verdicts);
    grid.pick_all(false);
    let parts = parts_of(&verdicts, PART);
    let work = async move { as_far(parts, async |part| rate_photos(gallery, part).await).await };
    attempt(grid.current.problem, freshened(grid, work), move |(parts, trouble): Done<Vec<Verdict>>| {
        grid.current.problem.try_set(trouble);
        let former = parts.concat();
        let words = say!(dashboard.cull_rated, photos = photographs(former.len())).to_string();
        if former.is_empty() {
            return toast(toasts, words);
        }
        toast_with_undo(toasts, words, move || rate(grid, former.clone(), toasts));
    });
}

/// On the page at once; what the server makes of it follows.
fn show(grid: Grid, verdicts: &[Verdict]) {
    let said: HashMap<PhotoId, &Verdict> = verdicts.iter().map(|verdict| (verdict.photo, verdict)).collect();
    grid.tiles.with_untracked(|tiles| {
        for tile in tiles {
            let Some(verdict) = said.get(&tile.id) else { continue };
            tile.photo.update(|photo| {
                photo.flag = verdict.flag.unwrap_or(photo.flag);
                photo.stars = verdict.stars.unwrap_or(photo.stars);
            });
        }
    });
}
