//! The service worker of the dashboard: it keeps what a build is made of, and shows a page of its own without a network.

use domain::Locale;
use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// Has the shell kept for the pages below `/dashboard`; clients' galleries know nothing of it. `words` is the language of
/// its page.
pub fn keep_shell(words: Locale) {
    // Without it everything works, but for the page without a network.
    let _ = register(&format!("/sw.js?words={}", words.as_str()));
}

fn register(address: &str) -> Result<(), JsValue> {
    let workers = Reflect::get(&window().navigator(), &"serviceWorker".into())?;
    // There is none without TLS.
    let Ok(register) = Reflect::get(&workers, &"register".into())?.dyn_into::<Function>() else { return Ok(()) };
    let options = Object::new();
    Reflect::set(&options, &"scope".into(), &"/dashboard".into())?;
    Reflect::set(&options, &"updateViaCache".into(), &"none".into())?;
    let promise: Promise = register.call2(&workers, &address.into(), &options)?.dyn_into()?;
    let quiet = Closure::<dyn FnMut(JsValue)>::new(|_| {});
    let _ = promise.catch(&quiet);
    quiet.forget();
    Ok(())
}
