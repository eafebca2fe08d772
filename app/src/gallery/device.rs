//! What the gallery asks of the browser; on the server nobody is there to be asked.

#[cfg(feature = "hydrate")]
pub use crate::browser::{
    go,
    page::{focus, has, report},
    photographs::{back, focus_photo, load_again, loaded, morph, online, preload, scroll_to, when_near},
    reload,
    select::{hear_clicks, tick, tick_all, untick_all},
    share::{fetch_files, hand_over, let_go, share_sheet},
    time::pause,
    visit::{follow, unfollow},
    visitor_key::{fragment, take_secret, visitor_key},
};

#[cfg(not(feature = "hydrate"))]
pub use absent::*;

#[cfg(not(feature = "hydrate"))]
mod absent {
    use std::collections::BTreeSet;

    use domain::PhotoId;
    use leptos::web_sys::{Element, HtmlImageElement, MouseEvent};

    pub struct Near;
    pub struct Ear;

    pub fn go(_: &str) {}
    pub fn reload() {}
    pub async fn pause(_: std::time::Duration) {}
    pub fn report(_: &str, _: String) {}
    pub fn back() {}
    pub fn focus(_: &str) {}
    pub fn follow(_: String, _: impl Fn() + 'static) {}
    pub fn unfollow() {}
    pub fn has(_: &str) -> bool {
        false
    }
    pub fn hear_clicks(_: impl Fn(&MouseEvent) + 'static) -> Option<Ear> {
        None
    }
    pub fn tick(_: PhotoId, _: bool) {}
    pub fn tick_all(_: &BTreeSet<PhotoId>) {}
    pub fn untick_all() {}
    pub fn share_sheet() -> Option<bool> {
        None
    }
    pub async fn fetch_files(_: Vec<(String, String)>, _: impl Fn(usize) -> bool) -> bool {
        false
    }
    pub fn let_go() {}
    pub async fn hand_over() -> Option<bool> {
        None
    }
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
