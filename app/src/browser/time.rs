//! The reader's clock: where they are, how they write a moment, and waiting.

use std::time::Duration;

use js_sys::{Array, Date, Intl::DateTimeFormat, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// The browser's time zone, `Europe/Zagreb`.
pub fn zone() -> Option<String> {
    let options = DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    Reflect::get(&options, &"timeZone".into()).ok()?.as_string()
}

/// An RFC 3339 moment in the browser's zone: `12 Sept 2026, 16:02`. `None` when it is none.
pub fn local(iso: &str, locale: &str) -> Option<String> {
    let date = Date::new(&JsValue::from_str(iso));
    if date.get_time().is_nan() {
        return None;
    }
    let options = Object::new();
    for (name, value) in [("dateStyle", "medium"), ("timeStyle", "short")] {
        Reflect::set(&options, &name.into(), &value.into()).ok()?;
    }
    // English as it is written in Europe: the day first, 24 hours.
    let locale = if locale == "en" { "en-GB" } else { locale };
    date.to_locale_string(locale, &options).as_string()
}

/// Lets some time pass.
pub async fn pause(time: Duration) {
    let passed = Promise::new(&mut |resolve, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, time.as_millis() as i32);
    });
    // It is never rejected.
    let _ = JsFuture::from(passed).await;
}
