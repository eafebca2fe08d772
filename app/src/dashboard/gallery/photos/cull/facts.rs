//! What is known of a photograph and said of it, under its picture.

use domain::Flag;
use leptos::prelude::*;

use super::window::Cull;
use crate::{dashboard::words, say, ui::Icon};

/// Its name, when and how it was taken, its flag and its stars.
#[component]
pub fn ItemFacts(
    /// The photographs.
    cull: Cull,
    /// The one beside it.
    right: bool,
) -> impl IntoView {
    move || {
        let item = cull.item(right)?;
        let facts: Vec<String> = [vec![item.time.clone()], item.exposure.clone()]
            .concat()
            .into_iter()
            .filter(|fact| !fact.is_empty())
            .collect();
        let burst = cull.burst(item.id).map(|burst| {
            let place = burst.iter().position(|photo| *photo == item.id).unwrap_or_default() + 1;
            let count = burst.len();
            view! {
                <span class="cull-burst">
                    <Icon name="layers"/>
                    {say!(dashboard.cull_in_burst, number = place, all = count).to_string()}
                </span>
            }
        });
        Some(view! {
            <span class="cull-name clip">{item.name}</span>
            <span class="cull-exposure clip">{facts.join(" · ")}</span>
            {burst}
            <FlagMark flag=item.flag/>
            <StarsMark stars=item.stars.count()/>
        })
    }
}

/// A flag, with its word for those who do not see it.
#[component]
pub fn FlagMark(
    /// Which.
    flag: Flag,
) -> impl IntoView {
    let (class, icon, word) = match flag {
        Flag::None => return ().into_any(),
        Flag::Pick => ("flag-mark pick", "flag", say!(dashboard.cull_picked)),
        Flag::Reject => ("flag-mark reject", "x", say!(dashboard.cull_rejected)),
    };
    view! { <span class=class><Icon name=icon/><span class="visually-hidden">{word}</span></span> }.into_any()
}

/// Stars, those there are.
#[component]
pub fn StarsMark(
    /// How many.
    stars: u8,
) -> impl IntoView {
    if stars == 0 {
        return ().into_any();
    }
    let words = say!(dashboard.rating_stars, stars = stars).to_string();
    view! {
        <span class="stars-mark">
            <span aria-hidden="true">{"★".repeat(usize::from(stars))}</span>
            <span class="visually-hidden">{words}</span>
        </span>
    }
    .into_any()
}

/// `37 of 412`, and how the gallery is sorted.
#[component]
pub fn Progress(
    /// The photographs.
    cull: Cull,
) -> impl IntoView {
    let place = move || {
        let index = cull.at.get().and_then(|at| cull.index(at)).and_then(|at| i64::try_from(at).ok());
        let number = index.map_or(0, |index| cull.skipped.get() + index + 1);
        let (number, all) = (words::number(number), words::number(cull.all.get()));
        say!(dashboard.cull_place, number = number, all = all).to_string()
    };
    let sorted = move || {
        let tally = cull.tally.get();
        let (picks, rejects) = (words::number(tally.picks), words::number(tally.rejects));
        say!(dashboard.cull_tally, picks = picks, rejects = rejects).to_string()
    };
    view! {
        <p class="cull-progress" role="status">
            <b>{place}</b>
            <span>{sorted}</span>
        </p>
    }
    .into_any()
}
