//! How a watermark is made: what, where, how strong, how large, with the picture beside it.

use domain::{Place, Watermark};
use leptos::prelude::*;

use super::{api::MarkForm, preview::drawing};
use crate::{dashboard::logo::LogoField, error::AppError, paths, say};

/// What a watermark is shown on: an address and its size in pixels; without, a sheet half light, half dark.
pub type Ground = Option<(String, (u32, u32))>;

/// The form without its buttons.
#[component]
pub fn Editor(
    /// What is edited.
    form: RwSignal<MarkForm>,
    /// The studio's name.
    name: String,
    /// Names its logo; empty while there is none.
    logo: RwSignal<String>,
    /// Told when there is another logo.
    logo_changed: Callback<()>,
    /// What it is shown on.
    #[prop(into)]
    ground: Signal<Ground>,
    /// The form's last error.
    #[prop(into)]
    error: Signal<Option<AppError>>,
) -> impl IntoView {
    let is = move |mark: &'static str| form.with(|form| form.mark == mark);
    let shown = Signal::derive(move || logo.with(|logo| (!logo.is_empty()).then(|| paths::logo(logo))));
    view! {
        <Preview form name logo ground/>
        <fieldset class="field bare">
            <legend class="label">{say!(dashboard.mark_what)}</legend>
            <div class="segmented">
                <MarkChoice form mark="name" words=say!(dashboard.mark_name)/>
                <MarkChoice form mark="text" words=say!(dashboard.mark_text)/>
                <MarkChoice form mark="logo" words=say!(dashboard.mark_logo)/>
            </div>
            <Wrong error field="mark"/>
        </fieldset>
        <div class="field" class:invalid=move || error.get().is_some_and(|error| error.on("text").is_some()) hidden=move || !is("text")>
            <label for="mark-text">{say!(dashboard.mark_words)}</label>
            <input
                class="input"
                id="mark-text"
                maxlength="60"
                autocomplete="off"
                prop:value=move || form.with(|form| form.text.clone())
                on:input:target=move |event| form.update(|form| form.text = event.target().value())
            />
            <Wrong error field="text"/>
        </div>
        <div hidden=move || !is("logo")>
            <LogoField
                address=paths::LOGO
                label=say!(dashboard.mark_logo)
                hint=say!(dashboard.logo_hint)
                shown
                changed=logo_changed
            />
        </div>
        <Places form/>
        <Slide
            form
            words=say!(dashboard.mark_opacity)
            range=Watermark::OPACITY
            field=|form| &mut form.opacity
        />
        <Slide form words=say!(dashboard.mark_size) range=Watermark::SIZE field=|form| &mut form.size/>
    }
    .into_any()
}

#[component]
fn Preview(form: RwSignal<MarkForm>, name: String, logo: RwSignal<String>, ground: Signal<Ground>) -> impl IntoView {
    let size = move || ground.with(|ground| ground.as_ref().map_or((1200, 800), |(_, size)| *size));
    let drawn = move || {
        let logo = logo.with(|logo| (!logo.is_empty()).then(|| paths::logo(logo)));
        form.with(|form| drawing(form, &name, logo.as_deref(), size()))
    };
    view! {
        <figure class="mark-preview" style=move || format!("aspect-ratio:{}/{}", size().0.max(1), size().1.max(1))>
            {move || ground.get().map(|(source, _)| view! { <img src=source alt=""/> })}
            <svg
                viewBox=move || format!("0 0 {} {}", size().0.max(1), size().1.max(1))
                role="img"
                aria-label=say!(dashboard.mark_preview)
                inner_html=drawn
            ></svg>
        </figure>
    }
    .into_any()
}

#[component]
fn MarkChoice(form: RwSignal<MarkForm>, mark: &'static str, words: &'static str) -> impl IntoView {
    let choose = move |_| {
        form.update(|form| {
            // A logo as small as a line of words is hardly seen.
            let (was, is) = (form.mark == "logo", mark == "logo");
            if was != is {
                form.size = if is { 20 } else { 6 };
            }
            form.mark = mark.to_owned();
        });
    };
    view! {
        <label>
            <input
                type="radio"
                name="mark-what"
                value=mark
                prop:checked=move || form.with(|form| form.mark == mark)
                on:change=choose
            />
            {words}
        </label>
    }
    .into_any()
}

#[component]
fn Places(form: RwSignal<MarkForm>) -> impl IntoView {
    let choice = move |place: Place| {
        view! {
            <label class:wide=place == Place::Tiled title=place_words(place)>
                <input
                    type="radio"
                    name="mark-place"
                    aria-label=place_words(place)
                    prop:checked=move || form.with(|form| form.place == place)
                    on:change=move |_| form.update(|form| form.place = place)
                />
                {(place == Place::Tiled).then(|| place_words(place))}
            </label>
        }
    };
    view! {
        <fieldset class="field bare">
            <legend class="label">{say!(dashboard.mark_place)}</legend>
            <div class="mark-places">{Place::ALL.map(choice).collect_view()}</div>
        </fieldset>
    }
    .into_any()
}

/// What a place is called.
pub fn place_words(place: Place) -> &'static str {
    match place {
        Place::TopLeft => say!(dashboard.mark_top_left),
        Place::Top => say!(dashboard.mark_top),
        Place::TopRight => say!(dashboard.mark_top_right),
        Place::Left => say!(dashboard.mark_left),
        Place::Middle => say!(dashboard.mark_middle),
        Place::Right => say!(dashboard.mark_right),
        Place::BottomLeft => say!(dashboard.mark_bottom_left),
        Place::Bottom => say!(dashboard.mark_bottom),
        Place::BottomRight => say!(dashboard.mark_bottom_right),
        Place::Tiled => say!(dashboard.mark_tiled),
    }
}

#[component]
fn Slide(
    form: RwSignal<MarkForm>,
    words: &'static str,
    range: std::ops::RangeInclusive<u8>,
    field: fn(&mut MarkForm) -> &mut u8,
) -> impl IntoView {
    let value = move || form.with(|form| *field(&mut form.clone()));
    view! {
        <label class="focus-slide">
            <span>{words}" "<span class="count numbers">{move || format!("{} %", value())}</span></span>
            <input
                type="range"
                min=range.start().to_string()
                max=range.end().to_string()
                prop:value=move || value().to_string()
                on:input:target=move |event| {
                    if let Ok(value) = event.target().value().parse() {
                        form.update(|form| *field(form) = value);
                    }
                }
            />
        </label>
    }
    .into_any()
}

#[component]
fn Wrong(error: Signal<Option<AppError>>, field: &'static str) -> impl IntoView {
    let wrong = move || error.get().and_then(|error| error.on(field));
    view! { <p class="error" role="alert" hidden=move || wrong().is_none()>{wrong}</p> }
}
