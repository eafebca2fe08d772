//! The keyboard over the grid.

use leptos::{ev, prelude::*};

use super::grid::Grid;
use crate::dashboard::device;

/// Ctrl-A picks all, Esc lets go, Delete asks to delete: while the grid stands, and not while somebody types.
pub fn follow_keys(grid: Grid, asking: RwSignal<bool>) {
    Effect::new(move |_| {
        let listener = window_event_listener(ev::keydown, move |event| {
            if device::is_busy(&event) {
                return;
            }
            match event.key().as_str() {
                "a" | "A" if (event.ctrl_key() || event.meta_key()) && !event.shift_key() => {
                    event.prevent_default();
                    grid.pick_all(true);
                }
                "Escape" if grid.picked.get_untracked() > 0 => grid.pick_all(false),
                "Delete" if grid.picked.get_untracked() > 0 && !grid.trash => asking.set(true),
                _ => {}
            }
        });
        on_cleanup(move || listener.remove());
    });
}
