//! A page of this site inside a frame, dressed from outside. Nothing in the frame runs.

use js_sys::{Promise, Reflect};
use leptos::{prelude::window, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element};

use super::screen::call;

/// Fetches a page as it is written; `done` is told nothing when it did not come.
pub fn written(address: &str, done: impl FnOnce(Option<String>) + 'static) {
    let asked = call(&window(), "fetch", Some(address));
    spawn_local(async move { done(text(asked).await) });
}

async fn text(asked: Option<Promise>) -> Option<String> {
    let answer = JsFuture::from(asked?).await.ok()?;
    let good = Reflect::get(&answer, &"ok".into()).ok()?.is_truthy();
    let text = call(&answer, "text", None).filter(|_| good)?;
    JsFuture::from(text).await.ok()?.as_string()
}

/// Puts a look on the gallery in a frame, which nobody can press anything in. Only the first `count` photographs stay.
pub fn dress(frame: &Element, look: &[(&str, &str)], count: usize) {
    let document = Reflect::get(frame, &"contentDocument".into()).ok().filter(JsValue::is_object);
    // What is in a frame is no instance of this window's classes.
    let Some(document) = document.map(JsCast::unchecked_into::<Document>) else { return };
    let Some(gallery) = document.query_selector(".look").ok().flatten() else { return };
    for (name, word) in look {
        let _ = gallery.set_attribute(&format!("data-{name}"), word);
    }
    let _ = gallery.set_attribute("data-preview", "");
    let _ = gallery.set_attribute("inert", "");
    let Ok(tiles) = document.query_selector_all(".tile") else { return };
    for at in u32::try_from(count).unwrap_or_default()..tiles.length() {
        if let Some(tile) = tiles.get(at).map(JsCast::unchecked_into::<Element>) {
            tile.remove();
        }
    }
}
