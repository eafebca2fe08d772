//! Handing files to other programs of the device (Web Share, W3C).

use std::cell::RefCell;

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

thread_local! {
    /// What was fetched and waits for a press.
    static FETCHED: RefCell<Array> = RefCell::new(Array::new());
}

/// Whether files can be shared on this touch screen. `Some(true)`: on iOS, where they reach the photographs in no other
/// way.
pub fn share_sheet() -> Option<bool> {
    let navigator = window().navigator();
    if navigator.max_touch_points() == 0 {
        return None;
    }
    let can: Function = Reflect::get(&navigator, &"canShare".into()).ok()?.dyn_into().ok()?;
    let example = Array::of1(&file(&"".into(), "photograph.jpg", "image/jpeg").ok()?);
    let able = can.call1(&navigator, &shared(&example).ok()?).ok()?.is_truthy();
    let agent = navigator.user_agent().unwrap_or_default();
    // An iPad says to be a Mac; no Mac has a touch screen.
    let ios = ["iPhone", "iPad", "iPod", "Macintosh"].iter().any(|name| agent.contains(name));
    able.then_some(ios)
}

/// Fetches files by address and name, telling how many are here, for as long as that is wanted, and keeps them for
/// [`hand_over`]. Whether all came.
pub async fn fetch_files(files: Vec<(String, String)>, here: impl Fn(usize) -> bool) -> bool {
    let fetched = Array::new();
    let_go();
    for (address, name) in files {
        match fetch(&address, &name).await {
            Ok(Some(file)) => fetched.push(&file),
            Ok(None) | Err(_) => return false,
        };
        if !here(fetched.length() as usize) {
            return false;
        }
    }
    FETCHED.set(fetched);
    true
}

/// Forgets what was fetched: it may be a hundred megabytes.
pub fn let_go() {
    FETCHED.set(Array::new());
}

/// Opens the share sheet with what was fetched; to be called at a press. `Some(true)`: taken; `Some(false)`: the person
/// closed it; `None`: it could not be opened.
pub async fn hand_over() -> Option<bool> {
    let answer = async {
        let files = FETCHED.with_borrow(Clone::clone);
        let navigator = window().navigator();
        let share: Function = Reflect::get(&navigator, &"share".into())?.dyn_into()?;
        let promise: Promise = share.call1(&navigator, &shared(&files)?)?.dyn_into()?;
        JsFuture::from(promise).await
    };
    match answer.await {
        Ok(_) => Some(true),
        Err(error) => {
            let name = Reflect::get(&error, &"name".into()).ok().and_then(|name| name.as_string());
            (name.as_deref() == Some("AbortError")).then_some(false)
        }
    }
}

/// One file; nothing when the server refuses it.
async fn fetch(address: &str, name: &str) -> Result<Option<JsValue>, JsValue> {
    let fetch: Function = Reflect::get(&window(), &"fetch".into())?.dyn_into()?;
    let promise: Promise = fetch.call1(&window(), &address.into())?.dyn_into()?;
    let response = JsFuture::from(promise).await?;
    if !Reflect::get(&response, &"ok".into())?.is_truthy() {
        return Ok(None);
    }
    let read: Function = Reflect::get(&response, &"blob".into())?.dyn_into()?;
    let promise: Promise = read.call0(&response)?.dyn_into()?;
    let blob = JsFuture::from(promise).await?;
    let kind = Reflect::get(&blob, &"type".into())?.as_string().unwrap_or_default();
    file(&blob, name, &kind).map(Some)
}

fn file(content: &JsValue, name: &str, kind: &str) -> Result<JsValue, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"type".into(), &kind.into())?;
    let make: Function = Reflect::get(&window(), &"File".into())?.dyn_into()?;
    Reflect::construct(&make, &Array::of3(&Array::of1(content), &name.into(), &options))
}

fn shared(files: &Array) -> Result<JsValue, JsValue> {
    let what = Object::new();
    Reflect::set(&what, &"files".into(), files)?;
    Ok(what.into())
}
