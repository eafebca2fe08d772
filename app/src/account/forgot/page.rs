//! The page to ask for a reset link on.

use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};

use super::api::Forgot;
use crate::{
    account::{
        form::{Form, form},
        frame::{Frame, Other, OutboxHint},
    },
    paths, say,
    ui::{Field, FormProblem, SubmitButton},
};

/// `/forgot`
pub struct ForgotPage;

#[lazy_route]
impl LazyRoute for ForgotPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let form = form::<Forgot>();
        let value = form.action.value();
        let by_address = use_query_map().get_untracked().get_str("sent").is_some();
        let sent = Memo::new(move |_| match value.get() {
            Some(Ok(address)) => Some(address),
            Some(Err(_)) => None,
            None => by_address.then(String::new),
        });
        let title = Signal::derive(move || {
            if sent.get().is_some() { say!(account.mail_title) } else { say!(account.forgot_title) }.to_owned()
        });
        let words = Signal::derive(move || match sent.get() {
            None => say!(account.forgot_words).to_owned(),
            Some(email) if email.is_empty() => say!(account.forgot_sent_words).to_owned(),
            Some(email) => say!(account.forgot_sent_to, email = email).to_string(),
        });
        view! {
            <Frame title words other=Other::Register>
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
