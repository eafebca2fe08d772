//! The page to ask for a reset link on.

use leptos::prelude::*;

use super::api::Forgot;
use crate::{
    account::{
        form::{Form, form, mailed},
        frame::{Frame, Other, OutboxHint, Says},
    },
    area::Page,
    paths, say,
    ui::{Field, FormProblem, SubmitButton},
};

/// `/forgot`
pub struct ForgotPage;

impl Page for ForgotPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let form = form::<Forgot>();
        let sent = mailed(form);
        let says = Signal::derive(move || match sent.get() {
            None => Says::new(say!(account.forgot_title), say!(account.forgot_words)),
            Some(email) if email.is_empty() => Says::new(say!(account.mail_title), say!(account.forgot_sent_words)),
            Some(email) => Says::new(say!(account.mail_title), say!(account.forgot_sent_to, email = email).to_string()),
        });
        view! {
            <Frame says other=Other::Register>
                {move || match sent.get() {
                    Some(_) => view! { <Again/> }.into_any(),
                    None => view! { <ForgotForm form/> }.into_any(),
                }}
            </Frame>
        }
        .into_any()
    }
}

#[component]
fn Again() -> impl IntoView {
    view! {
        <OutboxHint/>
        <div class="stack">
            <p class="muted">{say!(account.nothing_there)}</p>
            <a class="button" href=paths::FORGOT rel="external">{say!(account.send_again)}</a>
        </div>
    }
    .into_any()
}

#[component]
fn ForgotForm(form: Form<Forgot>) -> impl IntoView {
    let Form { action, error, pending } = form;
    view! {
        <ActionForm action attr:class="form" attr:novalidate=true>
            <FormProblem error/>
            <Field name="email" kind="email" label=say!(account.email) autocomplete="email" error/>
            <SubmitButton words=say!(account.forgot_button) pending class="primary wide large"/>
            <p><a href=paths::SIGN_IN>{say!(account.back_to_sign_in)}</a></p>
        </ActionForm>
    }
    .into_any()
}
