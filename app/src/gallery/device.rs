//! What the gallery asks of the browser; on the server nobody is there to be asked.

#[cfg(feature = "hydrate")]
pub use crate::browser::{
    go,
    page::report,
    photographs::{back, focus_photo, load_again, loaded, morph, online, preload, scroll_to, when_near},
    reload,
    visitor_key::{fragment, take_secret, visitor_key},
};

#[cfg(not(feature = "hydrate"))]
pub use absent::*;

#[cfg(not(feature = "hydrate"))]
mod absent {
    use domain::PhotoId;
    use leptos::web_sys::{Element, HtmlImageElement};

    pub struct Near;

    pub fn go(_: &str) {}
    pub fn reload() {}
    pub fn report(_: &str, _: String) {}
    pub fn back() {}
    pub fn fragment() -> String {
        String::new()
    }
    pub fn take_secret() -> Option<String> {
        None
    }
    pub fn visitor_key() -> String {
        String::new()
    }
    pub fn online() -> bool {
        true
    }
    pub fn when_near(_: &Element, _: impl Fn() + 'static) -> Option<Near> {
        None
    }
    pub fn loaded(_: &HtmlImageElement) -> Option<bool> {
        None
    }
    pub fn load_again(_: &HtmlImageElement) {}
    pub fn preload(_: &str) {}
    pub fn focus_photo(_: PhotoId) {}
    pub fn scroll_to(_: &str) {}
    pub fn morph(_: PhotoId, _: bool, update: impl FnOnce() + 'static) {
        update();
    }
}
