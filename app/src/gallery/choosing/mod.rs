//! Choosing beyond a heart: several lists, what happens when one is full, sending one to the studio, and saying who one
//! is.

use leptos::prelude::*;

pub mod api;
pub mod full;
pub mod join;
pub mod lists;
pub mod send;
pub mod who;

pub use lists::{name as list_name, tally};

use super::{
    album::use_album,
    device,
    later::{Later, Part},
};
use crate::{say, ui::Icon};

/// In the toolbar: which list one chooses for, and the way to the studio. The dialogs stand beside them while they are
/// wanted.
#[component]
pub fn Choosing() -> impl IntoView {
    let hearts = use_album().hearts;
    let several = move || hearts.lists.with(|lists| lists.len() > 1) || hearts.own_lists.get();
    let sent = move || hearts.list().is_some_and(|list| list.sent);
    let some = move || hearts.allowed && !sent() && hearts.shown.with(|shown| !shown.is_empty());
    let joining = RwSignal::new(false);
    Effect::new(move |_| joining.set(device::fragment().starts_with("#join=")));
    let (sending, making) = (RwSignal::new(false), RwSignal::new(false));
    view! {
        <Show when=several><Later part=Part::Lists(making)/></Show>
        <Show when=sent>
            <span class="chip ok"><Icon name="check"/>{say!(gallery.sent)}</span>
        </Show>
        <Show when=some>
            <button
                class="button small"
                type="button"
                aria-label=say!(gallery.send)
                on:click=move |_| sending.set(true)
            >
                <Icon name="send"/>
                <span>{say!(gallery.send_short)}</span>
            </button>
        </Show>
        <Show when=move || sending.get()>
            <Later part=Part::Send(sending) close=move |()| sending.set(false)/>
        </Show>
        <Show when=move || making.get()><Later part=Part::Make(making) close=move |()| making.set(false)/></Show>
        <Show when=move || hearts.full.with(Option::is_some)>
            <Later part=Part::Full close=move |()| hearts.full.set(None)/>
        </Show>
        <Show when=move || hearts.asking.get()><Later part=Part::Who close=move |()| hearts.asking.set(false)/></Show>
        <Show when=move || joining.get()><Later part=Part::Join(joining)/></Show>
    }
    .into_any()
}
