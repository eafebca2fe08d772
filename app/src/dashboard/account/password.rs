//! Another password.

use leptos::{html, prelude::*};

use super::api::ChangePassword;
use crate::{
    say,
    ui::{FormProblem, PasswordField, SubmitButton, toast, use_toasts},
};

/// The form to change one's password. The other devices are gone from the list `again` reads.
#[component]
pub fn Password(email: String, again: Callback<()>) -> impl IntoView {
    let action = ServerAction::<ChangePassword>::new();
    let value = action.value();
    let error = Signal::derive(move || value.get().and_then(Result::err));
    let toasts = use_toasts();
    let form = NodeRef::<html::Form>::new();
    Effect::new(move |_| {
        if let Some(Ok(())) = value.get() {
            if let Some(form) = form.get_untracked() {
                form.reset();
            }
            toast(toasts, say!(account.password_changed));
            again.run(());
        }
    });
    view! {
        <section class="section">
            <header><h2>{say!(account.password)}</h2><p>{say!(account.password_words)}</p></header>
            <ActionForm action node_ref=form attr:class="form" attr:novalidate=true>
                <FormProblem error/>
                // Password managers want to know whose password it is.
                <input type="text" autocomplete="username" value=email hidden=true/>
                <PasswordField
                    name="current"
                    label=say!(account.password_now)
                    autocomplete="current-password"
                    error
                />
                <PasswordField
                    name="password"
                    label=say!(account.new_password)
                    hint=say!(account.password_hint)
                    autocomplete="new-password"
                    error
                />
                <div class="form-actions">
                    <SubmitButton words=say!(account.change_password) pending=action.pending() class=""/>
                </div>
            </ActionForm>
        </section>
    }
    .into_any()
}
