//! Choosing beyond a heart: several lists, what happens when one is full, sending one to the studio, and saying who one
//! is.

use leptos::prelude::*;

pub mod api;
mod full;
mod join;
mod lists;
mod send;
mod who;

pub use lists::{name as list_name, tally};

use super::album::use_album;
use crate::{say, ui::Icon};

/// In the toolbar: which list one chooses for, and the way to the studio. The dialogs stand beside them while they are
/// wanted.
#[component]
pub fn Choosing() -> impl IntoView {
    let hearts = use_album().hearts;
    let several = move || hearts.lists.with(|lists| lists.len() > 1) || hearts.own_lists.get();
    let sent = move || hearts.list().is_some_and(|list| list.sent);
    let some = move || hearts.allowed && !sent() && hearts.shown.with(|shown| !shown.is_empty());
    let (sending, making) = (RwSignal::new(false), RwSignal::new(false));
    view! {
        <Show when=several><lists::Lists making/></Show>
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
        <Show when=move || sending.get()><send::Send open=sending/></Show>
        <Show when=move || making.get()><lists::Make open=making/></Show>
        <Show when=move || hearts.full.with(Option::is_some)><full::Full/></Show>
        <Show when=move || hearts.asking.get()><who::Who/></Show>
        <join::Join/>
    }
    .into_any()
}
