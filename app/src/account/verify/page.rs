//! The page that a verification link leads to. Scanners of mail open links, so opening it confirms nothing: the button
//! does.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::{
    api::{Resend, Verify},
    sent::Sent,
};
use crate::{
    account::{
        form::{Form, form, kept, link_is_void, mailed, proceed, token},
        frame::{Frame, Other, Says},
    },
    say,
    ui::{Field, FormProblem, SubmitButton},
};

/// `/verify?token=…`
pub struct VerifyPage;

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Ready,
    Void,
    Sent,
}

#[lazy_route]
impl LazyRoute for VerifyPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let token = token();
        let (verify, resend) = (form::<Verify>(), form::<Resend>());
        proceed(verify.action);
        let void = link_is_void(verify.error, &token);
        let sent = mailed(resend);
        let state = Memo::new(move |_| match sent.get() {
            Some(_) => State::Sent,
            None if void.get() => State::Void,
            None => State::Ready,
        });
        let says = Signal::derive(move || match state.get() {
            State::Ready => Says::new(say!(account.verify_title), say!(account.verify_words)),
            State::Void => Says::new(say!(account.void_title), say!(account.verify_void_words)),
            State::Sent => Says::new(say!(account.mail_title), say!(account.resent_words)),
        });
        let email = move || sent.get().unwrap_or_default();
        view! {
            <Frame says other=Other::SignIn keep=kept("token", &token)>
                {move || match state.get() {
                    State::Ready => view! { <Confirm form=verify token=token.clone()/> }.into_any(),
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
