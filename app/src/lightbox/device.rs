//! What a lightbox asks of the browser; on the server nobody is there to be asked.

#[cfg(feature = "hydrate")]
pub use crate::browser::{
    page::visible,
    photographs::{calm, density, load_again, loaded, middle, show_modal},
    screen::{full_screen, stay_awake},
};

#[cfg(not(feature = "hydrate"))]
pub use absent::*;

#[cfg(not(feature = "hydrate"))]
mod absent {
    use leptos::web_sys::{Element, HtmlDialogElement, HtmlImageElement};

    pub fn calm() -> bool {
        true
    }
    pub fn density() -> f64 {
        1.0
    }
    pub fn middle(_: &Element) -> (f64, f64) {
        (0.0, 0.0)
    }
    pub fn loaded(_: &HtmlImageElement) -> Option<bool> {
        None
    }
    pub fn load_again(_: &HtmlImageElement) {}
    pub fn full_screen() {}
    pub fn visible() -> bool {
        true
    }
    pub fn stay_awake(_: bool) {}
    pub fn show_modal(_: &HtmlDialogElement) {}
}
