//! The keys of the desk: those of other programs for the same work.

use domain::{Flag, Stars};
use leptos::{ev, prelude::*};

use super::{help::Help, sides::Zoom, window::Cull};
use crate::ui::{is_typing, pressed_on};

/// Listens for as long as the desk stands.
pub fn follow(cull: Cull, zoom: Zoom, help: Help) {
    Effect::new(move |_| {
        let keys = window_event_listener(ev::keydown, move |event| {
            let busy = help.0.get_untracked() || cull.finishing.get_untracked();
            if busy || event.default_prevented() || event.alt_key() || is_typing(&event) {
                return;
            }
            if press(cull, zoom, help, &event) {
                event.prevent_default();
            }
        });
        on_cleanup(move || keys.remove());
    });
}

/// Whether it was one of them.
fn press(cull: Cull, zoom: Zoom, help: Help, event: &ev::KeyboardEvent) -> bool {
    let key = event.key();
    if event.ctrl_key() || event.meta_key() {
        let undo = key.eq_ignore_ascii_case("z") && !event.shift_key();
        if undo {
            cull.undo();
        }
        return undo;
    }
    let once = !event.repeat();
    // A button's own.
    if matches!(key.as_str(), " " | "Enter") && pressed_on(event, "button, a") {
        return false;
    }
    match key.as_str() {
        "ArrowRight" => forward(cull),
        "ArrowLeft" => cull.step(false),
        "Enter" if once => cull.keep(),
        " " if once => cull.right.update(|right| *right = !*right && cull.beside.get_untracked().is_some()),
        "p" | "P" if once && event.shift_key() => cull.keep_of_burst(),
        "p" | "P" if once => cull.flag(Flag::Pick),
        "x" | "X" if once => cull.flag(Flag::Reject),
        "u" | "U" if once => cull.flag(Flag::None),
        "z" | "Z" if once => zoom.turn(cull),
        "c" | "C" if once => cull.compare(),
        "b" | "B" if once => cull.fold(),
        "a" | "A" if once => cull.advances.update(|advances| *advances = !*advances),
        "?" => help.0.set(true),
        digit => {
            let stars = digit.parse::<u8>().ok().and_then(|count| Stars::try_from(count).ok());
            match stars {
                Some(stars) if once => cull.rate(stars),
                _ => return false,
            }
        }
    }
    true
}

/// On; at the end, what becomes of them is asked.
fn forward(cull: Cull) {
    let tally = cull.tally.get_untracked();
    if untrack(|| cull.ends(true)) && cull.beside.get_untracked().is_none() && tally.picks + tally.rejects > 0 {
        cull.finishing.set(cull.may_say());
    } else {
        cull.step(true);
    }
}

/// First from two to one, then from large to whole, then away.
pub fn away(cull: Cull, zoom: Zoom, leave: Callback<()>) {
    if cull.beside.get_untracked().is_some() {
        cull.compare();
    } else if !zoom.whole() {
        leave.run(());
    }
}
