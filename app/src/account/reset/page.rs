//! The page that a reset link leads to.

use leptos::prelude::*;

use super::api::Reset;
use crate::{
    account::{
        form::{Form, form, kept, link_is_void, proceed, token},
        frame::{Frame, Other, Says},
    },
    area::Page,
    paths, say,
    ui::{FormProblem, PasswordField, SubmitButton},
};

/// `/reset?token=…`
pub struct ResetPage;

impl Page for ResetPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let token = token();
        let form = form::<Reset>();
        proceed(form.action);
        let void = link_is_void(form.error, &token);
        let says = Signal::derive(move || {
            if void.get() {
                Says::new(say!(account.void_title), say!(account.reset_void_words))
            } else {
                Says::new(say!(account.reset_title), say!(account.reset_words))
            }
        });
        view! {
            <Frame says other=Other::Register keep=kept("token", &token)>
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
