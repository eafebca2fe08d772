//! The bar of the selection, and what is pressed while it is there.

use std::collections::BTreeSet;

use domain::{Asks, ListError, PhotoId, format};
use leptos::{ev, prelude::*, task::spawn_local};

use super::{
    super::{
        album::{Album, use_album},
        choosing::{
            api::{ListView, add_to_list},
            list_name, tally,
        },
        device,
        download::Downloads,
        hearts::turned_away,
    },
    picks::Picks,
    pressed,
};
use crate::{
    say,
    ui::{Icon, Toasts, is_typing, toast, use_toasts},
    viewer::locale,
};

/// The bar.
#[component]
pub fn Bar(
    /// The photograph on which a finger lies still.
    held: StoredValue<Option<PhotoId>>,
) -> impl IntoView {
    let (album, downloads, toasts) = (use_album(), expect_context::<Downloads>(), use_toasts());
    let picks = Picks::new(album, held.get_value());
    listen(album, picks, held);
    let none = move || picks.none();
    let words = move || match picks.chosen.with(BTreeSet::len) {
        0 => say!(gallery.select_words).to_owned(),
        some => say!(gallery.picked, number = format::number(locale(), some as u64)).to_string(),
    };
    let take = move |_| downloads.ask(picks.chosen.with_untracked(|chosen| chosen.iter().copied().collect()));
    let lists = album.hearts.allowed.then(|| view! { <ListsButton album picks toasts/> });
    let menu = album.hearts.allowed.then(|| view! { <ListsMenu album picks toasts/> });
    view! {
        <div class="selection" role="toolbar" aria-label=say!(gallery.selection)>
            <output>{words}</output>
            <button class="button" type="button" on:click=move |_| picks.take_all()>{say!(gallery.pick_all)}</button>
            {lists}
            {downloads.any().then(|| view! {
                <button class="button" type="button" disabled=none on:click=take>
                    <Icon name="download"/>
                    {say!(gallery.download)}
                </button>
            })}
            <button class="button" type="button" disabled=none on:click=move |_| picks.clear()>
                {say!(gallery.pick_none)}
            </button>
            <button class="icon-button" type="button" aria-label=say!(gallery.select_end) on:click=move |_| leave(album)>
                <Icon name="x"/>
            </button>
        </div>
        {menu}
    }
    .into_any()
}

/// One list takes them at a press; of several one is chosen.
#[component]
fn ListsButton(album: Album, picks: Picks, toasts: Toasts) -> impl IntoView {
    let hearts = album.hearts;
    let none = move || hearts.busy.get() || picks.none();
    move || match &hearts.lists.get()[..] {
        [] => ().into_any(),
        [only] => {
            let (only, words) = (only.clone(), say!(gallery.pick_put_on, name = list_name(only)).to_string());
            view! {
                <button class="button" type="button" disabled=none on:click=move |_| put(album, picks, &only, toasts)>
                    <Icon name="heart"/>
                    {words}
                </button>
            }
            .into_any()
        }
        _ => view! {
            <button class="button" type="button" popovertarget="pick-lists" disabled=none>
                <Icon name="list-checks"/>
                {say!(gallery.pick_put)}
            </button>
        }
        .into_any(),
    }
}

/// The lists there are. It stands beside the bar, whose buttons look otherwise.
#[component]
fn ListsMenu(album: Album, picks: Picks, toasts: Toasts) -> impl IntoView {
    let item = move |list: ListView| {
        let words = format!("{} · {}", list_name(&list), tally(&list, list.photos.len()));
        let sent = list.sent;
        view! {
            <button
                class="item"
                type="button"
                popovertarget="pick-lists"
                popovertargetaction="hide"
                disabled=move || sent || album.hearts.busy.get()
                on:click=move |_| put(album, picks, &list, toasts)
            >
                <Icon name=if sent { "check" } else { "heart" }/>
                {words}
            </button>
        }
    };
    view! {
        <div class="menu" id="pick-lists" popover="auto">
            {move || album.hearts.lists.get().into_iter().map(item).collect_view()}
        </div>
    }
    .into_any()
}

/// Puts what is selected on a list, all of it or nothing; said once the server has it.
fn put(album: Album, picks: Picks, list: &ListView, toasts: Toasts) {
    let hearts = album.hearts;
    let there: BTreeSet<PhotoId> = list.photos.iter().copied().collect();
    let new: Vec<PhotoId> = picks.chosen.with_untracked(|chosen| chosen.difference(&there).copied().collect());
    let (name, count) = (list_name(list), new.len() as u64);
    if new.is_empty() {
        return toast(toasts, say!(gallery.pick_there, name = name).to_string());
    }
    // The last of them must still find room.
    let last = there.len() + new.len() - 1;
    match list.standing(last).add() {
        Err(ListError::Full) => {
            let room = u64::from(list.most.0.unwrap_or_default()).saturating_sub(there.len() as u64);
            return toast(toasts, say!(gallery.pick_full, name = name, room = room).to_string());
        }
        Err(_) => return toast(toasts, say!(common.problem_list_sent)),
        Ok(()) => {}
    }
    let list = list.id;
    hearts.busy.set(true);
    spawn_local(async move {
        let answer = add_to_list(album.token.get_value(), device::visitor_key(), list, new).await;
        hearts.busy.try_set(false);
        match answer {
            Ok(photos) => {
                hearts.settle_one(list, photos);
                toast(toasts, say!(gallery.pick_done, count = count, name = name).to_string());
                if hearts.asks.try_get_untracked().is_some_and(|asks| asks != Asks::Nothing) {
                    hearts.asking.try_set(true);
                }
                if album.selecting.try_get_untracked() == Some(true) {
                    leave(album);
                }
            }
            Err(error) if turned_away(&error) => device::reload(),
            Err(error) => toast(toasts, error.on("list").unwrap_or_else(|| error.sentence())),
        }
        // What was wished meanwhile waited.
        hearts.send();
    });
}

/// Opens photographs again. The focus goes where the mode was entered.
fn leave(album: Album) {
    album.selecting.set(false);
    device::focus("#select");
}

/// Clicks and keys while photographs are selected.
fn listen(album: Album, picks: Picks, held: StoredValue<Option<PhotoId>>) {
    // The effect keeps what it listens with until it is gone.
    Effect::new(move |_| {
        device::hear_clicks(move |event| {
            let Some(photo) = pressed(event) else { return };
            event.prevent_default();
            event.stop_propagation();
            // The finger that began the mode is lifted.
            if held.with_value(Option::is_none) {
                picks.press(photo, event.shift_key());
            }
        })
    });
    Effect::new(move |_| {
        let keys = window_event_listener(ev::keydown, move |event| {
            if is_typing(&event) || device::has("dialog[open]") || event.default_prevented() {
                return;
            }
            let command = event.ctrl_key() || event.meta_key();
            match event.key().as_str() {
                "Escape" if !device::has(":popover-open") => leave(album),
                "a" | "A" if command => picks.take_all(),
                " " => match pressed(&event) {
                    Some(photo) => picks.press(photo, event.shift_key()),
                    None => return,
                },
                _ => return,
            }
            event.prevent_default();
        });
        on_cleanup(move || keys.remove());
    });
    // Back may lead to a photograph.
    Effect::new(move |_| {
        if album.current.get().is_some() {
            album.selecting.set(false);
        }
    });
}
