//! Photographs in the grid that are selected: the links become boxes to be ticked, for eyes and for screen readers.

use std::collections::BTreeSet;

use domain::PhotoId;
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, MouseEvent};

/// Hears clicks before the page does; dropped, it hears no more.
pub struct Ear(Closure<dyn FnMut(MouseEvent)>);

impl Drop for Ear {
    fn drop(&mut self) {
        let heard = self.0.as_ref().unchecked_ref();
        // It was there, else there would be nothing to drop.
        let _ = window().remove_event_listener_with_callback_and_bool("click", heard, true);
    }
}

/// Calls `act` for each click in the page, before anything else hears of it.
pub fn hear_clicks(act: impl Fn(&MouseEvent) + 'static) -> Option<Ear> {
    let heard = Closure::<dyn FnMut(MouseEvent)>::new(move |event: MouseEvent| act(&event));
    window().add_event_listener_with_callback_and_bool("click", heard.as_ref().unchecked_ref(), true).ok()?;
    Some(Ear(heard))
}

/// Ticks one photograph, or takes the tick away.
pub fn tick(photo: PhotoId, on: bool) {
    if let Ok(Some(link)) = document().query_selector(&format!("#photo-{photo} > a")) {
        mark(&link, on);
    }
}

/// Makes all links boxes, and ticks those of `picked`.
pub fn tick_all(picked: &BTreeSet<PhotoId>) {
    each(|link| {
        let id = link.parent_element().map(|tile| tile.id()).unwrap_or_default();
        let photo = id.strip_prefix("photo-").and_then(|id| id.parse().ok());
        mark(link, photo.is_some_and(|photo| picked.contains(&photo)));
    });
}

/// Makes them links again.
pub fn untick_all() {
    each(|link| {
        let _ = link.remove_attribute("role");
        let _ = link.remove_attribute("aria-checked");
    });
}

fn mark(link: &Element, on: bool) {
    let _ = link.set_attribute("role", "checkbox");
    let _ = link.set_attribute("aria-checked", if on { "true" } else { "false" });
}

fn each(act: impl Fn(&Element)) {
    let Ok(links) = document().query_selector_all(".tile > a") else { return };
    for at in 0..links.length() {
        if let Some(link) = links.get(at).and_then(|link| link.dyn_into().ok()) {
            act(&link);
        }
    }
}
