//! The page that a reset link leads to.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::api::Reset;
use crate::{
    account::{
        form::{Form, form, link_is_void, proceed, token},
        frame::{Frame, Other},
    },
    paths, say,
    ui::{FormProblem, PasswordField, SubmitButton},
};

/// `/reset?token=…`
pub struct ResetPage;

#[lazy_route]
impl LazyRoute for ResetPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let token = token();
        let form = form::<Reset>();
        proceed(form.action);
        let void = link_is_void(form.error, &token);
        let title = Signal::derive(move || {
            if void.get() { say!(account.void_title) } else { say!(account.reset_title) }.to_owned()
        });
        let words = Signal::derive(move || {
            if void.get() { say!(account.reset_void_words) } else { say!(account.reset_words) }.to_owned()
        });
        let keep = if token.is_empty() { String::new() } else { format!("token={token}") };
        view! {
            <Frame title words other=Other::Register keep>
                {move || {
                    if void.get() {
                        view! { <a class="button primary wide large" href=paths::FORGOT>{say!(account.new_link)}</a> }
                            .into_any()
                    } else {
                        view! { <ResetForm form token=token.clone()/> }.into_any()
                    }
                }}
            </Frame>
        }
        .into_any()
    }
}

#[component]
fn ResetForm(form: Form<Reset>, token: String) -> impl IntoView {
    let Form { action, error, pending } = form;
    view! {
        <ActionForm action attr:class="form" attr:novalidate=true>
            <FormProblem error/>
            <input type="hidden" name="token" value=token/>
            <PasswordField
                name="password"
                label=say!(account.new_password)
                hint=say!(account.password_hint)
                autocomplete="new-password"
                error
            />
            <SubmitButton words=say!(account.reset_button) pending class="primary wide large"/>
        </ActionForm>
    }
    .into_any()
}
