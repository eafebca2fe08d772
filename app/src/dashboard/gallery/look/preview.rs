//! The gallery as its clients get it, in a frame that takes each choice at once. It is the very page, with its own screen
//! widths, but nothing in it runs or can be pressed.

use domain::Look;
use leptos::{html, prelude::*};

use crate::{dashboard::device, paths, say, ui::Icon};

/// Enough to judge by.
const PHOTOGRAPHS: usize = 12;

/// The frame, and the screen it is seen on.
#[component]
pub fn Preview(
    /// What leads to the gallery.
    token: String,
    /// What is tried on.
    look: RwSignal<Look>,
    /// Another number when the page is to be fetched again.
    logos: RwSignal<u32>,
) -> impl IntoView {
    let address = StoredValue::new(paths::client_gallery(&token));
    // Not asked for yet; what came, or that nothing did.
    let page = RwSignal::new(None::<Option<String>>);
    let phone = RwSignal::new(false);
    let fetch = move || {
        page.set(None);
        device::written(&address.get_value(), move |text| drop(page.try_set(Some(text))));
    };
    Effect::new(move |_| {
        logos.track();
        fetch();
    });
    let frame = NodeRef::<html::Iframe>::new();
    let dress = move || {
        let words = look.get().words();
        if let Some(frame) = frame.get() {
            device::dress(&frame, &words, PHOTOGRAPHS);
        }
    };
    Effect::new(move |_| dress());
    let inside = move || match page.get() {
        None => view! { <p class="look-wait" role="status"><span class="spinner"></span>{say!(common.loading)}</p> }
            .into_any(),
        Some(None) => view! {
            <div class="banner bad" role="alert">
                <Icon name="circle-alert"/>
                <p>{say!(dashboard.look_no_preview)}</p>
                <button class="button small" type="button" on:click=move |_| fetch()>{say!(common.try_again)}</button>
            </div>
        }
        .into_any(),
        Some(Some(text)) => view! {
            <iframe
                node_ref=frame
                title=say!(dashboard.preview)
                sandbox="allow-same-origin"
                srcdoc=text
                on:load=move |_| untrack(dress)
            ></iframe>
        }
        .into_any(),
    };
    view! {
        <section class="look-preview" class:phone=phone aria-label=say!(dashboard.preview)>
            <Screens phone/>
            <div class="look-stage">{inside}</div>
        </section>
    }
    .into_any()
}

#[component]
fn Screens(phone: RwSignal<bool>) -> impl IntoView {
    let screen = move |on_phone: bool, icon: &'static str, words: &'static str| {
        view! {
            <label>
                <input
                    type="radio"
                    name="screen"
                    checked=on_phone == phone.get_untracked()
                    on:change=move |_| phone.set(on_phone)
                />
                <Icon name=icon/>
                <span>{words}</span>
            </label>
        }
    };
    view! {
        <fieldset class="segmented">
            <legend class="visually-hidden">{say!(dashboard.look_screen)}</legend>
            {screen(false, "monitor", say!(dashboard.look_desktop))}
            {screen(true, "smartphone", say!(dashboard.look_phone))}
        </fieldset>
    }
    .into_any()
}
