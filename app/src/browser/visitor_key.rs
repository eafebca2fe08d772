//! The key to a visitor's hearts: kept in local storage, and in a cookie because Safari empties the storage of sites not
//! visited for a week.

use std::cell::OnceCell;

use domain::SessionKey;
use gloo_storage::{LocalStorage, Storage};
use js_sys::{Function, Reflect, Uint8Array};
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;

/// Its name, in the storage and as a cookie.
const NAME: &str = "visitor_key";

/// This browser's key; a new one on the first visit. Where nothing can be kept it lasts as long as the page.
pub fn visitor_key() -> String {
    thread_local! {
        static KEY: OnceCell<Option<SessionKey>> = const { OnceCell::new() };
    }
    KEY.with(|key| key.get_or_init(remember).as_ref().map(|key| key.as_str().to_owned())).unwrap_or_default()
}

/// What stands in the address behind the path, `#` included; servers never see it.
pub fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// The secret of a mailed link, which is taken out of the address at once: not to be shared with it, not to be kept.
pub fn take_secret() -> Option<String> {
    let secret = fragment().strip_prefix("#join=")?.to_owned();
    let location = window().location();
    let path = location.pathname().ok()? + &location.search().ok()?;
    let history = window().history().ok()?;
    // The router keeps a note with the address, which stays.
    history.replace_state_with_url(&history.state().unwrap_or_default(), "", Some(&path)).ok()?;
    Some(secret)
}

fn remember() -> Option<SessionKey> {
    // The storage and the cookie are the visitor's to edit: what has not the form of a key is none.
    let stored = LocalStorage::get::<String>(NAME).ok().and_then(|key| key.parse().ok());
    let key: SessionKey = stored.or_else(from_cookie).or_else(fresh)?;
    // Full or forbidden storage is no reason to go without hearts today.
    let _ = LocalStorage::set(NAME, key.as_str());
    super::set_cookie(NAME, key.as_str());
    Some(key)
}

fn from_cookie() -> Option<SessionKey> {
    let cookies = document().dyn_into::<web_sys::HtmlDocument>().ok()?.cookie().ok()?;
    cookies.split("; ").find_map(|pair| pair.strip_prefix(NAME)?.strip_prefix('=')?.parse().ok())
}

fn fresh() -> Option<SessionKey> {
    let crypto = Reflect::get(&window(), &"crypto".into()).ok()?;
    let random = Reflect::get(&crypto, &"getRandomValues".into()).ok()?.dyn_into::<Function>().ok()?;
    let array = Uint8Array::new_with_length(24);
    random.call1(&crypto, &array).ok()?;
    let mut bytes = [0; 24];
    array.copy_to(&mut bytes);
    Some(SessionKey::from_random(bytes))
}
