//! Pictures, scrolling and the step from grid to lightbox, as far as the browser must be asked.

use domain::PhotoId;
use js_sys::{Function, Promise, Reflect};
use leptos::prelude::{document, set_timeout, window};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{
    Element, HtmlDialogElement, HtmlElement, HtmlImageElement, IntersectionObserver, IntersectionObserverEntry,
    IntersectionObserverInit,
};

/// Goes back one page, as the button of the browser does.
pub fn back() {
    if let Ok(history) = window().history() {
        let _ = history.back();
    }
}

/// Whether the device believes to have a network.
pub fn online() -> bool {
    window().navigator().on_line()
}

/// Whether the person asked for less motion.
pub fn calm() -> bool {
    window().match_media("(prefers-reduced-motion: reduce)").ok().flatten().is_some_and(|query| query.matches())
}

/// How many pixels the screen has for each one pages speak of.
pub fn density() -> f64 {
    window().device_pixel_ratio().max(1.0)
}

/// The middle of an element on the screen, in pixels.
pub fn middle(element: &Element) -> (f64, f64) {
    let place = element.get_bounding_client_rect();
    (place.left() + place.width() / 2.0, place.top() + place.height() / 2.0)
}

/// Watches for an element to come near; dropped, it stops.
pub struct Near {
    observer: IntersectionObserver,
    _told: Closure<dyn FnMut(js_sys::Array)>,
}

impl Drop for Near {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Calls `act` when `element` is about to be scrolled to, also if it is near already.
pub fn when_near(element: &Element, act: impl Fn() + 'static) -> Option<Near> {
    let told = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
        if entries.iter().any(|entry| entry.unchecked_into::<IntersectionObserverEntry>().is_intersecting()) {
            act();
        }
    });
    let init = IntersectionObserverInit::new();
    // About two screens ahead: the next page is there before the thumb is.
    init.set_root_margin("1600px");
    let observer = IntersectionObserver::new_with_options(told.as_ref().unchecked_ref(), &init).ok()?;
    observer.observe(element);
    Some(Near { observer, _told: told })
}

/// Whether a picture is there (`Some(true)`), failed (`Some(false)`) or still awaited.
pub fn loaded(image: &HtmlImageElement) -> Option<bool> {
    image.complete().then(|| image.natural_width() > 0)
}

/// Asks for a picture once more.
pub fn load_again(image: &HtmlImageElement) {
    image.set_src(&image.src());
}

/// Fetches a picture that will be wanted.
pub fn preload(address: &str) {
    if let Ok(image) = HtmlImageElement::new() {
        image.set_src(address);
        // Held until it is there, else it may be collected first.
        let done = Closure::once_into_js({
            let image = image.clone();
            move || drop(image)
        });
        image.set_onload(Some(done.unchecked_ref()));
    }
}

/// Opens a dialog in front of everything, with the focus on itself.
pub fn show_modal(dialog: &HtmlDialogElement) {
    // The server drew it open, but only the browser can put it in front.
    let _ = dialog.remove_attribute("open");
    let _ = dialog.show_modal();
    let _ = dialog.focus();
}

/// Gives the focus back to a photograph in the grid.
pub fn focus_photo(photo: PhotoId) {
    if let Some(link) = link(photo) {
        let _ = link.focus();
    }
}

/// Brings an element in sight and gives it the focus, so that the keyboard goes on from there.
pub fn scroll_to(id: &str) {
    if let Some(element) = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        element.scroll_into_view();
        let _ = element.focus();
    }
}

fn link(photo: PhotoId) -> Option<HtmlElement> {
    document().query_selector(&format!("#photo-{photo} a")).ok()??.dyn_into().ok()
}

/// Does `update`, which opens the lightbox with `photo` or closes it; the picture moves from the one place to the other
/// where the browser can do that (View Transitions, CSSWG).
pub fn morph(photo: PhotoId, opens: bool, update: impl FnOnce() + 'static) {
    let image = link(photo).and_then(|link| link.query_selector("img").ok().flatten()?.dyn_into::<HtmlElement>().ok());
    let start =
        Reflect::get(&document(), &"startViewTransition".into()).ok().and_then(|f| f.dyn_into::<Function>().ok());
    let (Some(image), Some(start), false) = (image, start, calm()) else { return update() };
    if opens {
        name(&image, true);
    }
    let change = Closure::once_into_js(move || {
        if opens {
            name(&image, false);
        }
        update();
        if !opens {
            name(&image, true);
            set_timeout(move || name(&image, false), std::time::Duration::from_millis(500));
        }
        // The router needs a moment to draw; a promise tells the browser to wait for it.
        let moment = if opens { 24 } else { 48 };
        JsValue::from(Promise::new(&mut |resolve, _| {
            let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, moment);
        }))
    });
    if let Ok(transition) = start.call1(&document(), &change) {
        // A transition skipped because another began is no error.
        let quiet = Closure::<dyn FnMut(JsValue)>::new(|_| {});
        for promise in ["ready", "finished"] {
            if let Ok(promise) = Reflect::get(&transition, &promise.into()) {
                let _ = promise.unchecked_into::<Promise>().catch(&quiet);
            }
        }
        quiet.forget();
    }
}

fn name(image: &HtmlElement, named: bool) {
    let _ = if named {
        image.style().set_property("view-transition-name", "photo")
    } else {
        image.style().remove_property("view-transition-name").map(drop)
    };
}
