//! One more than a list takes: swap one out, or put it on another list. Nothing was chosen by asking.

use domain::PhotoId;
use leptos::prelude::*;

use super::{
    api::ListView,
    lists::{name, tally},
};
use crate::{
    gallery::album::use_album,
    say,
    ui::{Dialog, toast, use_toasts},
};

/// What to do with the photograph that found the list full.
#[component]
pub fn Full() -> impl IntoView {
    let album = use_album();
    let hearts = album.hearts;
    let toasts = use_toasts();
    let open = RwSignal::new(true);
    Effect::new(move |_| {
        if !open.get() {
            hearts.full.set(None);
        }
    });
    let Some((photo, list)) = hearts.full.get_untracked().zip(untrack(|| hearts.list())) else { return ().into_any() };
    let most = u64::from(list.most.0.unwrap_or_default());
    let title = say!(gallery.full, name = name(&list), most = most).to_string();
    let swap = move |out: PhotoId| {
        hearts.swap(out, photo);
        open.set(false);
    };
    let others =
        hearts.lists.get_untracked().into_iter().filter(move |other| other.id != list.id && fits(other, photo));
    let other = move |other: ListView| {
        let (id, words) = (other.id, name(&other));
        let text = format!("{words} · {}", tally(&other, other.photos.len()));
        let put = move |_| {
            hearts.give(id, photo, true);
            toast(toasts, say!(gallery.put_on, name = words.clone()).to_string());
            open.set(false);
        };
        view! { <button class="button" type="button" on:click=put>{text}</button> }
    };
    let others: Vec<_> = others.map(other).collect();
    let elsewhere = (!others.is_empty()).then(|| {
        view! {
            <p>{say!(gallery.full_elsewhere)}</p>
            <div class="row">{others.into_iter().collect_view()}</div>
        }
    });
    let there = hearts.shown.get_untracked();
    let chosen = there.into_iter().zip(1u64..).map(move |(out, number)| {
        let label = say!(gallery.swap_out, number = number).to_string();
        view! {
            <li>
                <button type="button" aria-label=label on:click=move |_| swap(out)>
                    <img src=album.thumb(out) alt="" width="100" height="100" loading="lazy" decoding="async"/>
                </button>
            </li>
        }
    });
    view! {
        <Dialog open title>
            <p>{say!(gallery.full_words)}</p>
            <ul class="thumbs choosing" role="list">{chosen.collect_view()}</ul>
            {elsewhere}
            <div class="dialog-actions">
                <button class="button quiet" type="button" on:click=move |_| open.set(false)>
                    {say!(gallery.full_keep)}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}

/// Whether another list has room for it.
fn fits(list: &ListView, photo: PhotoId) -> bool {
    !list.photos.contains(&photo) && list.standing(list.photos.len()).add().is_ok()
}
