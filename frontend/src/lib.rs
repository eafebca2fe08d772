//! How Lumora starts in a browser: takes over the page the server drew.

/// Called by the page's script once the module is loaded.
#[cfg(target_family = "wasm")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    // In development a panic says where; a release says it shorter.
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_lazy(app::App);
}
