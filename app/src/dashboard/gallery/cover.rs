//! What matters in the cover: where it is cropped, this point stays in sight.

use domain::{RenditionKind, Role};
use leptos::{ev, prelude::*};

use super::{
    api::{CoverView, GalleryView, set_focus},
    context::Current,
};
use crate::{
    dashboard::{deed::attempt, device},
    paths, say,
    ui::{toast, use_toasts},
    viewer::boot,
};

/// The section of the settings; nothing while there is no cover.
#[component]
pub fn CoverFocus(
    /// The gallery.
    detail: GalleryView,
    /// For what is done.
    current: Current,
) -> impl IntoView {
    let Some(CoverView { photo, focus: (x, y) }) = detail.cover else { return ().into_any() };
    let (id, toasts) = (detail.id, use_toasts());
    let focus = RwSignal::new((x, y));
    let keep = move || {
        let (x, y) = focus.get_untracked();
        attempt(current.problem, set_focus(id, photo, x, y), move |()| toast(toasts, say!(dashboard.focus_kept)));
    };
    let point = move |event: ev::MouseEvent| {
        if let Some(percent) = device::percent_of(&event) {
            focus.set(percent);
            keep();
        }
    };
    let slide = move |name: &'static str, get: fn((u8, u8)) -> u8, set: fn((u8, u8), u8) -> (u8, u8)| {
        view! {
            <label class="focus-slide">
                <span>{name}</span>
                <input
                    type="range"
                    min="0"
                    max="100"
                    prop:value=move || get(focus.get()).to_string()
                    on:input=move |event| {
                        if let Ok(value) = event_target_value(&event).parse() {
                            focus.update(|focus| *focus = set(*focus, value));
                        }
                    }
                    on:change=move |_| keep()
                />
            </label>
        }
    };
    let place = move || {
        let (x, y) = focus.get();
        format!("left:{x}%;top:{y}%")
    };
    let crop = move || {
        let (x, y) = focus.get();
        format!("object-position:{x}% {y}%")
    };
    let source = move |kind| paths::rendition(id, detail.epoch, photo, kind);
    view! {
        <section class="section">
            <header><h2>{say!(dashboard.cover)}</h2><p>{say!(dashboard.focus_words)}</p></header>
            <fieldset class="focus" disabled=!boot().may(Role::Editor)>
                <button class="focus-picture" type="button" aria-label=say!(dashboard.focus_point) on:click=point>
                    <img src=source(RenditionKind::Medium) alt=""/>
                    <span class="focus-mark" style=place></span>
                </button>
                <img class="focus-crop" src=source(RenditionKind::Medium) alt="" style=crop/>
                {slide(say!(dashboard.focus_across), |focus| focus.0, |focus, x| (x, focus.1))}
                {slide(say!(dashboard.focus_down), |focus| focus.1, |focus, y| (focus.0, y))}
            </fieldset>
        </section>
    }
    .into_any()
}
