//! Selecting photographs, to take them along or to put them on a list.

use std::time::Duration;

use domain::PhotoId;
use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, Event},
};

use super::{
    album::{Album, use_album},
    download::Downloads,
    later::{Later, Part},
};
use crate::{say, ui::Icon};

pub mod bar;
mod picks;

/// A finger that lies so long on a photograph selects it. Shorter than what brings the browser's own menu.
const HOLD: Duration = Duration::from_millis(450);

/// The button in the toolbar; nothing where nothing could be done with what is selected.
#[component]
pub fn SelectButton() -> impl IntoView {
    let album = use_album();
    possible(album).then(|| {
        view! {
            <button
                class="icon-button"
                id="select"
                type="button"
                aria-label=say!(gallery.select)
                aria-pressed=move || album.selecting.get().to_string()
                on:click=move |_| album.selecting.update(|on| *on = !*on)
            >
                <Icon name="circle-check"/>
            </button>
        }
    })
}

/// Where the bar appears; it waits for a finger that lies on a photograph.
#[component]
pub fn SelectPlace() -> impl IntoView {
    let album = use_album();
    let held = StoredValue::new(None::<PhotoId>);
    possible(album).then(|| {
        wait(album, held);
        move || {
            let close = move |()| album.selecting.set(false);
            album.selecting.get().then(|| view! { <Later part=Part::Selection(held) close/> })
        }
    })
}

fn possible(album: Album) -> bool {
    album.count > 0 && (album.hearts.allowed || expect_context::<Downloads>().any())
}

/// Begins with the photograph on which a finger lies; `held` is which, until the next touch.
fn wait(album: Album, held: StoredValue<Option<PhotoId>>) {
    let touched = StoredValue::new(None::<(i32, PhotoId)>);
    let begin = move |photo| {
        touched.set_value(None);
        held.set_value(Some(photo));
        album.selecting.set(true);
    };
    Effect::new(move |_| {
        let down = window_event_listener(ev::pointerdown, move |event| {
            held.set_value(None);
            let finger = event.pointer_type() == "touch" && event.is_primary() && !album.selecting.get_untracked();
            let touch = pressed(&event).filter(|_| finger).map(|photo| (event.pointer_id(), photo));
            touched.set_value(touch);
            let Some((_, photo)) = touch else { return };
            let still = move || {
                if touched.try_get_value() == Some(touch) {
                    begin(photo);
                }
            };
            set_timeout(still, HOLD);
        });
        let up = window_event_listener(ev::pointerup, move |_| touched.set_value(None));
        // The finger scrolls.
        let moved = window_event_listener(ev::pointercancel, move |_| touched.set_value(None));
        let menu = window_event_listener(ev::contextmenu, move |event| {
            if let Some((_, photo)) = touched.get_value() {
                begin(photo);
            }
            if held.with_value(Option::is_some) {
                event.prevent_default();
            }
        });
        on_cleanup(move || {
            down.remove();
            up.remove();
            moved.remove();
            menu.remove();
        });
    });
}

/// The photograph in the grid that an event is about.
fn pressed(event: &Event) -> Option<PhotoId> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let tile = target.closest(".tile > a").ok()??.parent_element()?;
    tile.id().strip_prefix("photo-")?.parse().ok()
}
