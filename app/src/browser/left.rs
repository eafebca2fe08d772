//! What a page that was closed, reloaded or crashed left unsent: one entry for each unfinished file in localStorage. Its name
//! is what the file is known by when it is chosen again.

use std::cell::OnceCell;

use domain::GalleryId;
use gloo_storage::{LocalStorage, Storage};
use serde::{Deserialize, Serialize};

use crate::dashboard::uploads::{left::Left, queue::Found};

/// Of all names in the storage.
const PREFIX: &str = "upload:";
const ALIVE: &str = "uploading:";
/// A page that has not said for so long that it is there, in milliseconds, is gone.
const GONE: u64 = 15_000;

thread_local! {
    /// This page among others of the same browser.
    static PAGE: OnceCell<String> = const { OnceCell::new() };
}

#[derive(Serialize, Deserialize)]
struct Entry {
    /// The page that sends it.
    page: String,
    /// The address under which the server knows it.
    upload: Option<String>,
}

/// Notes a file that is to be sent; answers with the address under which the server knows of it from before.
pub fn note(gallery: GalleryId, file: &Found, upload: Option<String>) -> Option<String> {
    let name = name(gallery, file);
    let before = LocalStorage::get::<Entry>(&name).ok().and_then(|entry| entry.upload);
    let upload = upload.or_else(|| before.clone());
    // A full storage costs no more than the memory of this file.
    let _ = LocalStorage::set(&name, Entry { page: page(), upload });
    before
}

/// A file is no longer to be sent.
pub fn cross_off(gallery: GalleryId, file: &Found) {
    LocalStorage::delete(name(gallery, file));
}

/// Forgets all that was left unsent for a gallery.
pub fn cross_off_all(gallery: GalleryId) {
    for (name, _, _) in entries().into_iter().filter(|(_, of, _)| *of == gallery) {
        LocalStorage::delete(name);
    }
}

/// Says that this page is there and sends, so that others do not take its files for left behind.
pub fn say_alive() {
    let _ = LocalStorage::set(format!("{ALIVE}{}", page()), now());
}

/// This page sends nothing any more.
pub fn say_gone() {
    LocalStorage::delete(format!("{ALIVE}{}", page()));
}

/// What pages that are gone left unsent, for each gallery.
pub fn left() -> Vec<Left> {
    let now = now();
    let mut all: Vec<Left> = Vec::new();
    for (name, gallery, bytes) in entries() {
        let Ok(entry) = LocalStorage::get::<Entry>(&name) else { continue };
        let alive = LocalStorage::get::<u64>(format!("{ALIVE}{}", entry.page)).unwrap_or_default();
        if entry.page == page() || alive + GONE > now {
            continue;
        }
        match all.iter_mut().find(|left| left.gallery == gallery) {
            Some(left) => {
                left.files += 1;
                left.bytes += bytes;
            }
            None => all.push(Left { gallery, files: 1, bytes }),
        }
    }
    all
}

fn name(gallery: GalleryId, file: &Found) -> String {
    format!("{PREFIX}{gallery}:{}:{}:{}", file.size, file.modified, file.name)
}

fn entries() -> Vec<(String, GalleryId, u64)> {
    let storage = LocalStorage::raw();
    let names = (0..storage.length().unwrap_or_default()).filter_map(|at| storage.key(at).ok().flatten());
    names
        .filter_map(|name| {
            let mut parts = name.strip_prefix(PREFIX)?.splitn(4, ':');
            let (gallery, size) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
            Some((name, gallery, size))
        })
        .collect()
}

/// Milliseconds since 1970: pages compare what they say.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole milliseconds are enough")]
fn now() -> u64 {
    js_sys::Date::now() as u64
}

fn page() -> String {
    PAGE.with(|page| page.get_or_init(|| format!("{:x}", (js_sys::Math::random() * 1e15) as u64)).clone())
}
