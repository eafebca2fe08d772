//! The page as it stands: whether it is seen, and where the focus goes.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Whether the page is in front of somebody.
pub fn visible() -> bool {
    !leptos::prelude::document().hidden()
}

/// Whether `selector` finds anything.
pub fn has(selector: &str) -> bool {
    leptos::prelude::document().query_selector(selector).is_ok_and(|found| found.is_some())
}

/// Puts the focus on the first element `selector` finds.
pub fn focus(selector: &str) {
    if let Ok(Some(found)) = leptos::prelude::document().query_selector(selector)
        && let Ok(found) = found.dyn_into::<web_sys::HtmlElement>()
    {
        // What cannot take it leaves it where it was.
        let _ = found.focus();
    }
}

/// Presses the first element `selector` finds, as a person would.
pub fn press(selector: &str) {
    if let Ok(Some(found)) = leptos::prelude::document().query_selector(selector)
        && let Ok(found) = found.dyn_into::<web_sys::HtmlElement>()
    {
        found.click();
    }
}

/// Tells the server something of which no answer is awaited, also while the page is being left.
pub fn report(address: &str, json: String) {
    let tell = || -> Result<(), JsValue> {
        let options = js_sys::Object::new();
        Reflect::set(&options, &"type".into(), &"application/json".into())?;
        let blob: Function = Reflect::get(&leptos::prelude::window(), &"Blob".into())?.dyn_into()?;
        let body = Reflect::construct(&blob, &Array::of2(&Array::of1(&json.into()), &options))?;
        let navigator = leptos::prelude::window().navigator();
        let send: Function = Reflect::get(&navigator, &"sendBeacon".into())?.dyn_into()?;
        send.call2(&navigator, &address.into(), &body).map(drop)
    };
    // It only counts: a browser that cannot say it is not counted.
    let _ = tell();
}
