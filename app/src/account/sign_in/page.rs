//! The page to sign in on.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::api::SignIn;
use crate::{
    account::{
        form::{Form, form, kept, pass_members, proceed},
        frame::{Frame, Other, Says},
    },
    area::Page,
    paths, say,
    ui::{Field, FormProblem, PasswordField, SubmitButton},
};

/// `/login`
pub struct SignInPage;

impl Page for SignInPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let next = paths::next_of(&use_location().search.get_untracked()).unwrap_or_default();
        pass_members(if next.is_empty() { paths::GALLERIES } else { &next });
        let keep = kept("next", &next);
        let says = Says::new(say!(account.sign_in_title), "");
        view! {
            <Frame says other=Other::Register keep>
                <SignInForm next/>
            </Frame>
        }
        .into_any()
    }
}

#[component]
fn SignInForm(next: String) -> impl IntoView {
    let Form { action, error, pending } = form::<SignIn>();
    proceed(action);
    view! {
        <ActionForm action attr:class="form" attr:novalidate=true>
            <FormProblem error/>
            <Field name="email" kind="email" label=say!(account.email) autocomplete="username" error/>
            <PasswordField name="password" label=say!(account.password) autocomplete="current-password" error/>
            <input type="hidden" name="next" value=next/>
            <SubmitButton words=say!(account.sign_in_button) pending class="primary wide large"/>
            <p><a href=paths::FORGOT>{say!(account.forgot_link)}</a></p>
        </ActionForm>
    }
    .into_any()
}
