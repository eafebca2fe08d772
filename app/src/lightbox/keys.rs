//! The keys of a lightbox.

use leptos::{prelude::Callable, web_sys::KeyboardEvent};

use super::{Key, Showing, device, gesture::Gesture, slideshow::Slideshow};
use crate::ui::{is_typing, pressed_on as on};

/// How much larger, or smaller, a key makes the photograph.
const STEP: f64 = 1.5;

/// The arrows step, the rest is in the help; what browsers use themselves, what is typed, what is meant for a dialog in
/// front, and a button's own Space are left alone.
pub fn press(showing: Showing, gesture: Gesture, show: Slideshow, event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || event.default_prevented() {
        return;
    }
    if is_typing(event) || on(event, "dialog:not(.lightbox), dialog:not(.lightbox) *") {
        return;
    }
    let by_hand = |act: &dyn Fn()| {
        show.stop();
        act();
        true
    };
    let taken = match event.key().as_str() {
        "ArrowRight" => by_hand(&|| showing.step.run(true)),
        "ArrowLeft" => by_hand(&|| showing.step.run(false)),
        "+" | "=" => by_hand(&|| gesture.zoom_by(STEP)),
        "-" => by_hand(&|| gesture.zoom_by(1.0 / STEP)),
        "0" => by_hand(&|| gesture.reset()),
        "f" | "F" if !event.repeat() => {
            device::full_screen();
            true
        }
        "s" | "S" if !event.repeat() => {
            show.toggle();
            true
        }
        " " if on(event, "button, a") => false,
        key => showing.key.run(Key { name: key.to_owned(), repeat: event.repeat() }),
    };
    if taken {
        event.prevent_default();
    }
}
