//! Sends a studio's logo.

use js_sys::Promise;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, HtmlInputElement, XmlHttpRequest};

/// Why a file did not become the logo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogoTrouble {
    /// More than 2 MB.
    TooLarge,
    /// No picture that can be a logo.
    Unsupported,
    /// A picture that cannot be read.
    Damaged,
    /// Nobody is signed in any more.
    SignedOut,
    /// Whoever is may not.
    Forbidden,
    /// Too much was asked in a short time.
    TooMany,
    /// Whatever else.
    Other,
}

/// Sends the file chosen in a file field to `address`; the field is empty afterwards. Without one it ends as [`LogoTrouble::Other`].
pub fn send_logo(
    event: &leptos::ev::Event,
    address: &'static str,
    done: impl FnOnce(Result<(), LogoTrouble>) + 'static,
) {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let file = input.as_ref().and_then(|input| input.files()?.get(0));
    if let Some(input) = input {
        input.set_value("");
    }
    let Some(file) = file else { return done(Err(LogoTrouble::Other)) };
    let Ok(request) = XmlHttpRequest::new() else { return done(Err(LogoTrouble::Other)) };
    let blob: &Blob = &file;
    let ended = Promise::new(&mut |over, _| request.set_onloadend(Some(&over)));
    let begun = request
        .open_with_async("POST", address, true)
        .and_then(|()| request.set_request_header("Content-Type", "application/octet-stream"))
        .and_then(|()| request.send_with_opt_blob(Some(blob)));
    spawn_local(async move {
        if begun.is_ok() {
            // Ends in every case: answered or broken off.
            let _ = JsFuture::from(ended).await;
        }
        done(match request.status().unwrap_or_default() {
            200..=299 => Ok(()),
            401 => Err(LogoTrouble::SignedOut),
            403 => Err(LogoTrouble::Forbidden),
            413 => Err(LogoTrouble::TooLarge),
            415 => Err(LogoTrouble::Unsupported),
            422 => Err(LogoTrouble::Damaged),
            429 => Err(LogoTrouble::TooMany),
            _ => Err(LogoTrouble::Other),
        });
    });
}
