//! Small things the studio's pages ask of the browser.

use std::cell::{Cell, RefCell};

use js_sys::{Function, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{
    Element, Event, HtmlInputElement, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit,
    MouseEvent,
};

type Seen = Closure<dyn FnMut(js_sys::Array)>;

thread_local! {
    static BUSY: Cell<bool> = const { Cell::new(false) };
    static WARNS: Cell<bool> = const { Cell::new(false) };
    static WATCH: RefCell<Option<(IntersectionObserver, Seen)>> = const { RefCell::new(None) };
}

/// Milliseconds since the page began; never backwards.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole milliseconds are enough")]
pub fn now() -> u64 {
    let clock = Reflect::get(&window(), &"performance".into()).unwrap_or_default();
    let now = Reflect::get(&clock, &"now".into()).ok().and_then(|now| now.dyn_into::<Function>().ok());
    now.and_then(|now| now.call0(&clock).ok()?.as_f64()).unwrap_or_default() as u64
}

/// Whether the device has a network.
pub fn is_online() -> bool {
    window().navigator().on_line()
}

/// Where in the element that listens the pointer is, in percent from the left and from above; `None` for a press of a key.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100, kept so")]
pub fn percent_of(event: &MouseEvent) -> Option<(u8, u8)> {
    let element: Element = event.current_target()?.dyn_into().ok()?;
    let place = element.get_bounding_client_rect();
    // Keys press in the middle of nowhere.
    if event.detail() == 0 || place.width() <= 0.0 || place.height() <= 0.0 {
        return None;
    }
    let percent = |at: f64, from: f64, length: f64| ((at - from) / length * 100.0).round().clamp(0.0, 100.0) as u8;
    let x = percent(f64::from(event.client_x()), place.left(), place.width());
    Some((x, percent(f64::from(event.client_y()), place.top(), place.height())))
}

/// Closes a popover, if it is open.
pub fn hide_popover(id: &str) {
    let Some(element) = document().get_element_by_id(id) else { return };
    if element.matches(":popover-open").unwrap_or(false)
        && let Ok(hide) = Reflect::get(&element, &"hidePopover".into())
        && let Some(hide) = hide.dyn_ref::<Function>()
    {
        let _ = hide.call0(&element);
    }
}

/// While `busy`, the browser asks before it leaves the page.
pub fn warn_before_leaving(busy: bool) {
    BUSY.set(busy);
    if busy && !WARNS.replace(true) {
        let listener = window_event_listener_untyped("beforeunload", |event: Event| {
            if BUSY.get() {
                event.prevent_default();
                // Browsers before 2023 want a value.
                let _ = Reflect::set(&event, &"returnValue".into(), &JsValue::TRUE);
            }
        });
        // For as long as the page lives.
        std::mem::forget(listener);
    }
}

/// Calls `seen` whenever the element comes near the window; one element at a time.
pub fn watch(element: &Element, seen: impl Fn() + 'static) {
    unwatch();
    let seen: Seen = Closure::new(move |entries: js_sys::Array| {
        if entries.iter().any(|entry| entry.unchecked_into::<IntersectionObserverEntry>().is_intersecting()) {
            seen();
        }
    });
    let init = IntersectionObserverInit::new();
    init.set_root_margin("1200px");
    if let Ok(observer) = IntersectionObserver::new_with_options(seen.as_ref().unchecked_ref(), &init) {
        observer.observe(element);
        WATCH.set(Some((observer, seen)));
    }
}

/// Watches nothing any more.
pub fn unwatch() {
    if let Some((observer, _)) = WATCH.take() {
        observer.disconnect();
    }
}

/// Whether a key pressed there is meant for what stands there: text is typed, or a dialog is open.
pub fn is_busy(event: &web_sys::KeyboardEvent) -> bool {
    let typing = event.target().and_then(|target| target.dyn_into::<Element>().ok()).is_some_and(|element| {
        let checkbox = element.dyn_ref::<HtmlInputElement>().is_some_and(|input| input.type_() == "checkbox");
        !checkbox && element.matches("input, textarea, select, [contenteditable]").unwrap_or(false)
    });
    typing || document().query_selector("dialog[open], :popover-open").ok().flatten().is_some()
}
