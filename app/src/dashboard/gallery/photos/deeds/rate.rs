//! Flags and stars for all that are picked.

use std::collections::HashMap;

use domain::{Flag, GalleryId, PhotoId, Stars, Verdict};
use leptos::prelude::*;

use super::{
    super::{cull::rate_photos, grid::Grid},
    menu::{PART, freshened, photographs},
};
use crate::{
    dashboard::{deed::attempt, device},
    error::AppError,
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
    attempt(grid.current.problem, freshened(grid, in_parts(gallery, verdicts)), move |former: Vec<Verdict>| {
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

async fn in_parts(gallery: GalleryId, verdicts: Vec<Verdict>) -> Result<Vec<Verdict>, AppError> {
    let mut former = Vec::new();
    for part in verdicts.chunks(PART) {
        former.extend(rate_photos(gallery, part.to_vec()).await?);
    }
    Ok(former)
}
