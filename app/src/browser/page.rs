//! The page as it stands: whether it is seen, and where the focus goes.

use wasm_bindgen::JsCast;

/// Whether the page is in front of somebody.
pub fn visible() -> bool {
    !leptos::prelude::document().hidden()
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
