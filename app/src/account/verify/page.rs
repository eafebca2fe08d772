//! The page that a verification link leads to. Scanners of mail open links, so opening it confirms nothing: the button
//! does.

use domain::problem::Problem;
use leptos::prelude::*;

use super::{
    api::{Resend, Verify},
    sent::Sent,
};
use crate::{
    account::{
        form::{Form, form, kept, link_is_void, mailed, proceed, token},
        frame::{Frame, Other, Says},
    },
    area::Page,
    error::AppError,
    say,
    ui::{Field, FormProblem, PasswordField, SubmitButton},
};

/// `/verify?token=…`
pub struct VerifyPage;

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Ready,
    /// Not the browser that registered.
    Choose,
    Void,
    Sent,
}

impl Page for VerifyPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let token = token();
        let (verify, resend) = (form::<Verify>(), form::<Resend>());
        proceed(verify.action);
        let void = link_is_void(verify.error, &token);
        let choose = move |error: AppError| error.has(Problem::PasswordWanted) || error.on("password").is_some();
        let sent = mailed(resend);
        let state = Memo::new(move |_| match sent.get() {
            Some(_) => State::Sent,
            None if void.get() => State::Void,
            None if verify.error.get().is_some_and(choose) => State::Choose,
            None => State::Ready,
        });
        let says = Signal::derive(move || match state.get() {
            State::Ready => Says::new(say!(account.verify_title), say!(account.verify_words)),
            State::Choose => Says::new(say!(account.choose_title), say!(account.choose_words)),
            State::Void => Says::new(say!(account.void_title), say!(account.verify_void_words)),
            State::Sent => Says::new(say!(account.mail_title), say!(account.resent_words)),
        });
        let email = move || sent.get().unwrap_or_default();
        view! {
            <Frame says other=Other::SignIn keep=kept("token", &token)>
                {move || match state.get() {
                    State::Ready => view! { <Confirm form=verify token=token.clone()/> }.into_any(),
                    State::Choose => view! { <Choose form=verify token=token.clone()/> }.into_any(),
                    State::Void => view! { <NewLink form=resend/> }.into_any(),
                    State::Sent => view! { <Sent email=email()/> }.into_any(),
                }}
            </Frame>
        }
        .into_any()
    }
}

#[component]
fn Confirm(form: Form<Verify>, token: String) -> impl IntoView {
    let Form { action, error, pending } = form;
    view! {
        <ActionForm action attr:class="form">
            <FormProblem error/>
            <input type="hidden" name="token" value=token/>
            <SubmitButton words=say!(account.verify_button) pending class="primary wide large"/>
        </ActionForm>
    }
    .into_any()
}

#[component]
fn Choose(form: Form<Verify>, token: String) -> impl IntoView {
    let Form { action, error, pending } = form;
    // That a password is wanted is what the page says already.
    let error = Signal::derive(move || error.get().filter(|error| !error.has(Problem::PasswordWanted)));
    view! {
        <ActionForm action attr:class="form" attr:novalidate=true>
            <FormProblem error/>
            <input type="hidden" name="token" value=token/>
            <PasswordField
                name="password"
                label=say!(account.password)
                hint=say!(account.password_hint)
                autocomplete="new-password"
                error
            />
            <SubmitButton words=say!(account.verify_button) pending class="primary wide large"/>
        </ActionForm>
    }
    .into_any()
}

#[component]
fn NewLink(form: Form<Resend>) -> impl IntoView {
    let Form { action, error, pending } = form;
    view! {
        <ActionForm action attr:class="form" attr:novalidate=true>
            <FormProblem error/>
            <Field name="email" kind="email" label=say!(account.email) autocomplete="email" error/>
            <SubmitButton words=say!(account.new_link) pending class="primary wide large"/>
        </ActionForm>
    }
    .into_any()
}
