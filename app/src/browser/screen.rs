//! The screen: all of it, awake, and whether somebody sees the page. Called by name, as not every browser knows them.

use std::cell::{Cell, RefCell};

use js_sys::{Function, Promise, Reflect};
use leptos::{
    prelude::{document, window},
    task::spawn_local,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

thread_local! {
    static WANTED: Cell<bool> = const { Cell::new(false) };
    static LOCK: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

/// Fills the screen with the page, or gives it back.
pub fn full_screen() {
    let filled = Reflect::get(&document(), &"fullscreenElement".into()).is_ok_and(|element| element.is_object());
    let answer = if filled {
        call(&document(), "exitFullscreen", None)
    } else {
        document().document_element().and_then(|root| call(&root, "requestFullscreen", None))
    };
    settle(answer);
}

/// Keeps the screen from going dark (Screen Wake Lock, W3C) until it is told not to. Out of sight, browsers end that by
/// themselves.
pub fn stay_awake(awake: bool) {
    WANTED.set(awake);
    if !awake {
        return release(LOCK.take());
    }
    let Ok(lock) = Reflect::get(&window().navigator(), &"wakeLock".into()) else { return };
    let Some(asked) = call(&lock, "request", Some("screen")) else { return };
    spawn_local(async move {
        // Refused, say, to save the battery: then the screen may go dark.
        let Ok(lock) = JsFuture::from(asked).await else { return };
        let before = if WANTED.get() { LOCK.replace(Some(lock)) } else { Some(lock) };
        release(before);
    });
}

fn release(lock: Option<JsValue>) {
    settle(lock.and_then(|lock| call(&lock, "release", None)));
}

/// Calls what the browser may have under a name; nothing where it has no such thing.
pub(super) fn call(on: &JsValue, name: &str, argument: Option<&str>) -> Option<Promise> {
    let function = Reflect::get(on, &name.into()).ok()?.dyn_into::<Function>().ok()?;
    let answer = match argument {
        Some(argument) => function.call1(on, &argument.into()),
        None => function.call0(on),
    };
    answer.ok()?.dyn_into().ok()
}

/// A refusal is no error: then it stays as it is.
fn settle(answer: Option<Promise>) {
    if let Some(answer) = answer {
        spawn_local(async move {
            let _ = JsFuture::from(answer).await;
        });
    }
}
