//! How Lumora starts in a browser: takes over the page the server drew.

#[cfg(target_family = "wasm")]
#[wasm_bindgen::prelude::wasm_bindgen]
/// Called by the page's script once the module is loaded.
pub fn hydrate() {
    leptos::mount::hydrate_lazy(app::App);
}
