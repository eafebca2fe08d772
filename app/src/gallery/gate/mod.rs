//! The gate of a locked gallery: whose it is, and a place for what is asked next: the code, the password, an address. Works
//! without script too.

use domain::GateStep;
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::{Meta, Title};
use leptos_router::hooks::use_location;

mod api;

use self::api::{Arrive, GivePassword};
use super::{album::named, api::UnlockGallery, device};
use crate::{
    error::AppError,
    say,
    ui::{Brand, Icon, LanguageLinks, LogoView, SubmitButton},
};

/// Asks for the next thing.
#[component]
pub fn Gate(
    /// Of the gallery's link.
    token: String,
    /// Whose gallery it is.
    studio: String,
    /// What stands in the place of its name.
    logo: Option<LogoView>,
    /// What is asked.
    step: GateStep,
    /// Whether it is the client's own code that is asked.
    client: bool,
) -> impl IntoView {
    let (title, words) = match step {
        GateStep::Code if client => (say!(gallery.locked), say!(gallery.client_words).to_owned()),
        GateStep::Code => (say!(gallery.locked), say!(gallery.locked_words).to_owned()),
        GateStep::Password => (say!(gallery.locked), say!(gallery.password_words).to_owned()),
        GateStep::Email => (say!(gallery.arrive), say!(gallery.arrive_words, studio = studio.clone()).to_string()),
    };
    let icon = if step == GateStep::Email { "mail" } else { "lock" };
    let form = match step {
        GateStep::Code => code_form(token, client),
        GateStep::Password => password_form(token),
        GateStep::Email => email_form(token),
    };
    view! {
        <Title text=format!("{} · {studio}", say!(gallery.private_title))/>
        // A card in a chat tells whose it is and no more.
        <Meta property="og:title" content=studio.clone()/>
        <div class="leaf gate">
            <header><Brand name=studio logo/><LanguageLinks/></header>
            <main>
                <Icon name=icon/>
                <h1>{title}</h1>
                <p>{words}</p>
                {form}
            </main>
            <footer>{say!(common.delivered_with)}</footer>
        </div>
    }
    .into_any()
}

/// What is wrong with what was sent, and whether the answer is awaited. Leads on when it was right.
fn asked(
    answer: Signal<Option<Result<String, AppError>>>,
    pending: Signal<bool>,
) -> (Signal<Option<AppError>>, Signal<bool>) {
    let let_in = RwSignal::new(false);
    Effect::new(move |_| {
        if let Some(Ok(address)) = answer.get() {
            let_in.set(true);
            // A mailed link may have brought a secret, which only the browser has.
            device::go(&(address + &device::fragment()));
        }
    });
    let error = Signal::derive(move || answer.get().and_then(Result::err));
    (error, Signal::derive(move || pending.get() || let_in.get()))
}

fn code_form(token: String, client: bool) -> AnyView {
    let action = ServerAction::<UnlockGallery>::new();
    let answer = Signal::derive(move || action.value().get());
    let (error, pending) = asked(answer, action.pending().into());
    let label = if client { say!(gallery.client_code) } else { say!(gallery.code) };
    let hint = move || match error.get() {
        Some(AppError::TooMany { .. }) => say!(gallery.code_help),
        _ => say!(gallery.code_hint),
    };
    view! {
        <ActionForm action attr:class="form">
            <Place token/>
            <div class="field" class:invalid=move || error.get().is_some()>
                <label for="code">{label}</label>
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
                <Wrong id="code-error" error wrong=say!(gallery.code_wrong)/>
                <p class="hint" id="code-hint">{hint}</p>
            </div>
            <SubmitButton words=say!(gallery.open) pending class="primary wide large"/>
        </ActionForm>
    }
    .into_any()
}

fn password_form(token: String) -> AnyView {
    let action = ServerAction::<GivePassword>::new();
    let answer = Signal::derive(move || action.value().get());
    let (error, pending) = asked(answer, action.pending().into());
    view! {
        <ActionForm action attr:class="form">
            <Place token/>
            <div class="field" class:invalid=move || error.get().is_some()>
                <label for="password">{say!(gallery.password)}</label>
                <input
                    class="input"
                    id="password"
                    name="password"
                    type="password"
                    autocomplete="off"
                    enterkeyhint="go"
                    maxlength="128"
                    required
                    aria-describedby="password-hint password-error"
                    aria-invalid=move || error.get().is_some().then_some("true")
                />
                <Wrong id="password-error" error wrong=say!(gallery.password_wrong)/>
                <p class="hint" id="password-hint">{say!(gallery.password_hint)}</p>
            </div>
            <SubmitButton words=say!(gallery.open) pending class="primary wide large"/>
        </ActionForm>
    }
    .into_any()
}

fn email_form(token: String) -> AnyView {
    let action = ServerAction::<Arrive>::new();
    let answer = Signal::derive(move || action.value().get());
    let (error, pending) = asked(answer, action.pending().into());
    // Known once the browser has taken over what the server drew.
    let key = RwSignal::new(String::new());
    Effect::new(move |_| key.set(device::visitor_key()));
    view! {
        <ActionForm action attr:class="form">
            <Place token/>
            <input type="hidden" name="key" prop:value=key/>
            <div class="field" class:invalid=move || error.get().is_some()>
                <label for="email">{say!(gallery.email)}</label>
                <input
                    class="input"
                    id="email"
                    name="email"
                    type="email"
                    autocomplete="email"
                    enterkeyhint="go"
                    maxlength="254"
                    required
                    aria-describedby="email-hint email-error"
                    aria-invalid=move || error.get().is_some().then_some("true")
                />
                <Wrong id="email-error" error wrong=say!(common.problem_not_an_email)/>
                <p class="hint" id="email-hint">{say!(gallery.arrive_hint)}</p>
            </div>
            <SubmitButton words=say!(gallery.open) pending class="primary wide large"/>
        </ActionForm>
    }
    .into_any()
}

/// Which gallery and which photograph the form is about.
#[component]
fn Place(token: String) -> impl IntoView {
    let photo = named(&use_location().pathname.get_untracked()).unwrap_or_default().to_owned();
    view! {
        <input type="hidden" name="token" value=token/>
        <input type="hidden" name="photo" value=photo/>
    }
}

/// What is wrong with what was typed, under it.
#[component]
fn Wrong(id: &'static str, error: Signal<Option<AppError>>, wrong: &'static str) -> impl IntoView {
    let words = move || {
        error.get().map(|error| match error {
            AppError::Invalid(_) => wrong.to_owned(),
            AppError::TooMany { retry_after } => {
                say!(gallery.code_too_many, count = retry_after.div_ceil(60).max(1)).to_string()
            }
            other => other.sentence(),
        })
    };
    view! {
        <p class="error" id=id role="alert" hidden=move || error.get().is_none()>
            <Icon name="circle-alert"/>
            <span>{words}</span>
        </p>
    }
    .into_any()
}
