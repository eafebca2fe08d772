//! Small parts: icons, empty and failed states, something to copy.

use leptos::prelude::*;

use crate::{error::AppError, say};

/// An icon of the sprite, by its Lucide name. It says nothing to screen readers: its button or text does.
#[component]
pub fn Icon(
    /// Its name in `/icons.svg`.
    name: &'static str,
) -> impl IntoView {
    view! {
        <svg class="icon" aria-hidden="true">
            <use href=format!("/icons.svg#{name}")/>
        </svg>
    }
}

/// Nothing here yet: what it is for, and the one next step.
#[component]
pub fn Empty(
    /// An icon that says what would be here.
    icon: &'static str,
    /// What is missing.
    #[prop(into)]
    title: String,
    /// What it is for.
    #[prop(into)]
    words: String,
    /// The next step.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name=icon/>
            <h2>{title}</h2>
            <p>{words}</p>
            {children.map(|children| view! { <div class="row">{children()}</div> })}
        </div>
    }
    .into_any()
}

/// It could not be loaded: what happened, and once more. Never to be mistaken for an empty place.
#[component]
pub fn Failure(
    /// What happened.
    error: AppError,
    /// Loads it again.
    #[prop(into)]
    retry: Callback<()>,
) -> impl IntoView {
    let signed_out = error == AppError::Refused(domain::Refusal::SignIn);
    view! {
        <div class="banner bad" role="alert">
            <Icon name="circle-alert"/>
            <p>{error.sentence()}</p>
            {signed_out.then(|| view! { <a class="button small" href=crate::paths::SIGN_IN rel="external">{say!(common.sign_in_again)}</a> })}
            <button class="button small" type="button" on:click=move |_| retry.run(())>
                {say!(common.try_again)}
            </button>
        </div>
    }
    .into_any()
}

/// A text with a button that copies it.
#[component]
pub fn Copy(
    /// The text.
    #[prop(into)]
    text: Signal<String>,
    /// Shown large, as codes are.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let copied = RwSignal::new(false);
    let copy = move |_| {
        #[cfg(feature = "hydrate")]
        crate::browser::copy(&text.get_untracked(), move || copied.set(true));
        #[cfg(not(feature = "hydrate"))]
        let _ = (text, copied);
    };
    view! {
        <div class="copy" class:large=large>
            <output>{text}</output>
            <button class="button small quiet" type="button" on:click=copy>
                <Icon name="copy"/>
                <span aria-live="polite">
                    {move || if copied.get() { say!(common.copied) } else { say!(common.copy) }}
                </span>
            </button>
        </div>
    }
    .into_any()
}

/// Whether a press on a link is meant for this page, not for a new tab.
pub fn plain_press(event: &leptos::web_sys::MouseEvent) -> bool {
    event.button() == 0 && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key())
}
