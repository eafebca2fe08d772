//! The only place that touches the browser: cookies, storage, files, sockets. Called from effects and handlers, never
//! while drawing.

pub mod drop;
pub mod files;
pub mod left;
pub mod logo;
pub mod page;
pub mod photographs;
pub mod preview;
pub mod screen;
pub mod select;
pub mod share;
pub mod socket;
pub mod studio;
pub mod time;
pub mod upload;
pub mod visit;
pub mod visitor_key;
pub mod worker;

use serde::de::DeserializeOwned;
use wasm_bindgen::JsCast;

/// Reads the JSON in `<meta name="…" content="…">`.
pub fn page_data<T: DeserializeOwned>(name: &str) -> Option<T> {
    let meta = leptos::prelude::document().query_selector(&format!("meta[name={name}]")).ok()??;
    serde_json::from_str(&meta.get_attribute("content")?).ok()
}

/// Loads another page from the server, leaving nothing of this one.
pub fn go(address: &str) {
    // A refusal to navigate has no remedy here.
    let _ = leptos::prelude::window().location().assign(address);
}

/// Loads this page again.
pub fn reload() {
    let _ = leptos::prelude::window().location().reload();
}

/// Keeps a preference for a year, for the server to read with the next page.
pub fn set_cookie(name: &str, value: &str) {
    if let Ok(document) = leptos::prelude::document().dyn_into::<web_sys::HtmlDocument>() {
        let secure =
            if leptos::prelude::window().location().protocol().is_ok_and(|p| p == "https:") { "; Secure" } else { "" };
        let _ = document.set_cookie(&format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax{secure}"));
    }
}

/// Sets an attribute of `<html>`, or removes it.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    if let Some(root) = leptos::prelude::document().document_element() {
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}

/// Puts `text` on the clipboard, and tells `done` when it is there.
pub fn copy(text: &str, done: impl FnOnce() + 'static) {
    let promise = js_sys::Reflect::get(&leptos::prelude::window().navigator(), &"clipboard".into())
        .and_then(|clipboard| {
            let write = js_sys::Reflect::get(&clipboard, &"writeText".into())?.dyn_into::<js_sys::Function>()?;
            write.call1(&clipboard, &text.into())
        })
        .and_then(|promise| promise.dyn_into::<js_sys::Promise>());
    if let Ok(promise) = promise {
        leptos::task::spawn_local(async move {
            if wasm_bindgen_futures::JsFuture::from(promise).await.is_ok() {
                done();
            }
        });
    }
}
