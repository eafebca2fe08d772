//! The gate of a locked gallery: whose it is, and a place for the code. Works without script too.

use leptos::{form::ActionForm, prelude::*};
use leptos_meta::{Meta, Title};
use leptos_router::hooks::use_location;

use super::{album::named, api::UnlockGallery, device};
use crate::{
    error::AppError,
    say,
    ui::{Icon, LanguageLinks, SubmitButton},
};

/// Asks for the code.
#[component]
pub fn Gate(token: String, studio: String) -> impl IntoView {
    let action = ServerAction::<UnlockGallery>::new();
    let photo = named(&use_location().pathname.get_untracked()).unwrap_or_default().to_owned();
    let error = Signal::derive(move || action.value().get().and_then(Result::err));
    let let_in = RwSignal::new(false);
    Effect::new(move |_| {
        if let Some(Ok(address)) = action.value().get() {
            let_in.set(true);
            // A mailed link may have brought a secret, which only the browser has.
            device::go(&(address + &device::fragment()));
        }
    });
    let pending = Signal::derive(move || action.pending().get() || let_in.get());
    view! {
        <Title text=format!("{} · {studio}", say!(gallery.private_title))/>
        // A card in a chat tells whose it is and no more.
        <Meta property="og:title" content=studio.clone()/>
        <div class="leaf">
            <header><span class="brand">{studio}</span><LanguageLinks/></header>
            <main>
                <Icon name="lock"/>
                <h1>{say!(gallery.locked)}</h1>
                <p>{say!(gallery.locked_words)}</p>
                <ActionForm action attr:class="form">
                    <input type="hidden" name="token" value=token/>
                    <input type="hidden" name="photo" value=photo/>
                    <CodeField error/>
                    <SubmitButton words=say!(gallery.open) pending class="primary wide large"/>
                </ActionForm>
            </main>
            <footer>{say!(common.delivered_with)}</footer>
        </div>
    }
    .into_any()
}

#[component]
fn CodeField(error: Signal<Option<AppError>>) -> impl IntoView {
    let wrong = move || error.get().map(|error| words(&error));
    let locked_out = move || matches!(error.get(), Some(AppError::TooMany { .. }));
    view! {
        <div class="field" class:invalid=move || error.get().is_some()>
            <label for="code">{say!(gallery.code)}</label>
            <input
                class="input code-input"
                id="code"
                name="code"
                autocomplete="off"
                autocapitalize="characters"
                spellcheck="false"
                enterkeyhint="go"
                maxlength="64"
                required
                aria-describedby="code-hint code-error"
                aria-invalid=move || error.get().is_some().then_some("true")
            />
            <p class="error" id="code-error" role="alert" hidden=move || error.get().is_none()>
                <Icon name="circle-alert"/>
                <span>{wrong}</span>
            </p>
            <p class="hint" id="code-hint">
                {move || if locked_out() { say!(gallery.code_help) } else { say!(gallery.code_hint) }}
            </p>
        </div>
    }
    .into_any()
}

fn words(error: &AppError) -> String {
    match error {
        AppError::Invalid(_) => say!(gallery.code_wrong).to_owned(),
        AppError::TooMany { retry_after } => {
            say!(gallery.code_too_many, count = retry_after.div_ceil(60).max(1)).to_string()
        }
        other => other.sentence(),
    }
}
