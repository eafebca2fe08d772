//! The page to start a studio on.

use leptos::prelude::*;

use super::api::Register;
use crate::{
    account::{
        form::{Form, form, mailed, pass_members},
        frame::{Frame, Other, Says},
        verify::Sent,
    },
    area::Page,
    paths, say,
    ui::{Field, FormProblem, PasswordField, SubmitButton},
};

/// `/register`
pub struct RegisterPage;

impl Page for RegisterPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        pass_members(paths::GALLERIES);
        let form = form::<Register>();
        let sent = mailed(form);
        let says = Signal::derive(move || match sent.get() {
            None => Says::new(say!(account.start_studio), say!(account.register_words)),
            Some(email) if email.is_empty() => Says::new(say!(account.sent_title), say!(account.verify_sent_words)),
            Some(email) => Says::new(say!(account.sent_title), say!(account.verify_sent_to, email = email).to_string()),
        });
        view! {
            <Frame says other=Other::SignIn>
                {move || match sent.get() {
                    Some(email) => view! { <Sent email/> }.into_any(),
                    None => view! { <RegisterForm form/> }.into_any(),
                }}
            </Frame>
        }
        .into_any()
    }
}

#[component]
fn RegisterForm(form: Form<Register>) -> impl IntoView {
    let Form { action, error, pending } = form;
    let zone = RwSignal::new(String::new());
    Effect::new(move |_| {
        #[cfg(feature = "hydrate")]
        zone.set(crate::browser::time::zone().unwrap_or_default());
    });
    view! {
        <ActionForm action attr:class="form" attr:novalidate=true>
            <FormProblem error/>
            <Field
                name="studio"
                label=say!(account.studio)
                hint=say!(account.studio_hint)
                autocomplete="organization"
                error
            />
            <Field name="name" label=say!(account.name) autocomplete="name" error/>
            <Field name="email" kind="email" label=say!(account.email) autocomplete="email" error/>
            <PasswordField
                name="password"
                label=say!(account.password)
                hint=say!(account.password_hint)
                autocomplete="new-password"
                error
            />
            <input type="hidden" name="time_zone" value=zone/>
            <SubmitButton words=say!(account.register_button) pending class="primary wide large"/>
        </ActionForm>
    }
    .into_any()
}
