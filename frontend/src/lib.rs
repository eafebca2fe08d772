//! How Lumora starts in a browser: takes over the page the server drew.

/// Called by the page's script once the module is loaded.
#[cfg(target_family = "wasm")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    // In development a panic says where; a release says it shorter.
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    leave_words();
    leptos::mount::hydrate_lazy(app::App);
}

/// What the page dies of is only "unreachable" to its script; `public/pulse.js` tells the words that are left here.
#[cfg(target_family = "wasm")]
fn leave_words() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        // A page that cannot even take words says nothing.
        let _ = js_sys::Reflect::set(&js_sys::global(), &"lumoraPanic".into(), &info.to_string().into());
        before(info);
    }));
}
