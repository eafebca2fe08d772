//! What these pages ask of the browser. On the server every function is there and does nothing.

#[cfg(feature = "hydrate")]
pub use crate::browser::{
    copy,
    drop::{accept_drops, refuse_drops},
    files::{Chosen, chosen_in, forget},
    left::{cross_off, cross_off_all, left, note, say_alive, say_gone},
    logo::{LogoTrouble, send_logo},
    page::{focus, press},
    photographs::{back, focus_photo, preload, show_modal},
    preview::{dress, written},
    socket::{leave, listen},
    studio::{hide_popover, is_busy, is_online, now, percent_of, unwatch, warn_before_leaving, watch},
    upload::{Event, discard, prepare, send, stop},
    worker::keep_shell,
};
#[cfg(not(feature = "hydrate"))]
pub use nowhere::*;

#[cfg(not(feature = "hydrate"))]
#[expect(missing_docs, reason = "each stands for the function of the same name in `browser`")]
mod nowhere {
    use domain::{
        GalleryId, PhotoId,
        live::{Missed, Present},
    };
    use leptos::{
        ev,
        web_sys::{Element, HtmlDialogElement},
    };

    use crate::dashboard::uploads::{
        left::Left,
        queue::{Answer, Found, Task, Trouble},
    };

    pub struct Chosen {
        pub id: u32,
        pub file: Result<Found, (String, Trouble)>,
    }

    pub enum Event {
        Announced(String, u64),
        Sent(u64),
        Over(Answer),
    }

    pub fn focus(_: &str) {}
    pub fn press(_: &str) {}
    pub fn keep_shell(_: domain::Locale) {}
    pub fn copy(_: &str, _: impl FnOnce() + 'static) {}
    pub fn accept_drops(_: impl Fn(bool) + Clone + 'static, _: impl Fn(Vec<Chosen>) + Clone + 'static) {}
    pub fn refuse_drops() {}
    pub fn back() {}
    pub fn focus_photo(_: PhotoId) {}
    pub fn preload(_: &str) {}
    pub fn show_modal(_: &HtmlDialogElement) {}
    pub fn written(_: &str, _: impl FnOnce(Option<String>) + 'static) {}
    pub fn dress(_: &Element, _: &[(&str, &str)], _: usize) {}
    pub fn listen(_: GalleryId, _: i64, _: impl Fn(Missed) + 'static, _: impl Fn(Present) + 'static) {}
    pub fn leave() {}
    pub fn hide_popover(_: &str) {}
    pub fn is_online() -> bool {
        true
    }
    pub fn is_busy(_: &ev::KeyboardEvent) -> bool {
        false
    }
    pub fn percent_of(_: &ev::MouseEvent) -> Option<(u8, u8)> {
        None
    }
    pub fn now() -> u64 {
        0
    }
    pub fn watch(_: &Element, _: impl Fn() + 'static) {}
    pub fn unwatch() {}
    pub fn warn_before_leaving(_: bool) {}
    pub fn chosen_in(_: &ev::Event) -> Vec<Chosen> {
        Vec::new()
    }
    pub fn forget(_: &[u32]) {}
    pub fn prepare(_: u32, _: fn(&[u8]) -> bool, _: impl FnOnce(Result<Option<String>, Trouble>) + 'static) {}
    pub fn send(_: Task, _: Found, _: impl Fn(Event) + 'static) {}
    pub fn discard(_: &str) {}
    pub fn note(_: GalleryId, _: &Found, _: Option<String>) -> Option<String> {
        None
    }
    pub fn cross_off(_: GalleryId, _: &Found) {}
    pub fn cross_off_all(_: GalleryId) {}
    pub fn left() -> Vec<Left> {
        Vec::new()
    }
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum LogoTrouble {
        TooLarge,
        Unsupported,
        Damaged,
        SignedOut,
        Forbidden,
        TooMany,
        Other,
    }

    pub fn send_logo(_: &ev::Event, _: &'static str, _: impl FnOnce(Result<(), LogoTrouble>) + 'static) {}
    pub fn say_alive() {}
    pub fn say_gone() {}
    pub fn stop(_: u32) {}
}
