//! The sheet of keys, on `?`: one way to ask for it, whatever page one is on.

use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, KeyboardEvent},
};

use super::Dialog;
use crate::say;

/// Keys that belong together: a heading, and each key with what it does.
pub type KeyGroup = (&'static str, Vec<(&'static str, &'static str)>);

/// Whether a key pressed there is text that somebody types.
pub fn is_typing(event: &KeyboardEvent) -> bool {
    pressed_on(event, "input, textarea, select, [contenteditable]")
}

/// Whether a key was pressed on an element of this kind.
pub fn pressed_on(event: &KeyboardEvent, what: &str) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.matches(what).unwrap_or_default())
}

/// Waits for the question mark; `sheet` draws what it asks for, and is told what to run when that was closed.
pub fn key_help(sheet: impl Fn(Callback<()>) -> AnyView + Send + Sync + 'static) -> impl IntoView {
    let asked = RwSignal::new(false);
    Effect::new(move |_| {
        let keys = window_event_listener(ev::keydown, move |event| {
            let elsewhere = is_typing(&event) || pressed_on(&event, "dialog:not(.lightbox), dialog:not(.lightbox) *");
            if event.key() == "?" && !elsewhere && !event.default_prevented() {
                event.prevent_default();
                asked.set(true);
            }
        });
        on_cleanup(move || keys.remove());
    });
    move || asked.get().then(|| sheet(Callback::new(move |()| asked.set(false))))
}

/// The keys and what they do. `close` is run when they were closed.
#[component]
pub fn KeySheet(groups: Vec<KeyGroup>, close: Callback<()>) -> impl IntoView {
    let open = RwSignal::new(true);
    Effect::new(move |_| {
        if !open.get() {
            close.run(());
        }
    });
    let group = |(title, keys): KeyGroup| {
        let key = |(key, does)| view! { <dt><kbd>{key}</kbd></dt><dd>{does}</dd> };
        view! {
            <p class="muted">{title}</p>
            <dl class="keys">{keys.into_iter().map(key).collect_view()}</dl>
        }
    };
    view! { <Dialog open title=say!(common.keys)>{groups.into_iter().map(group).collect_view()}</Dialog> }.into_any()
}
