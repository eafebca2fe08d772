//! After the verification link was mailed: where to look, and once more.

use leptos::prelude::*;

use super::api::Resend;
use crate::{
    account::{
        form::{Form, form},
        frame::OutboxHint,
    },
    paths, say,
    ui::{FormProblem, SubmitButton},
};

/// Where to look for the mail, and a button to send it again. Without an `email`, which only script remembers, to ask
/// for it is the way.
#[component]
pub fn Sent(email: String) -> impl IntoView {
    let Form { action, error, .. } = form::<Resend>();
    let sent = move || matches!(action.value().get(), Some(Ok(_)));
    let again = if email.is_empty() {
        view! { <a class="button" href=paths::VERIFY rel="external">{say!(account.send_again)}</a> }.into_any()
    } else {
        view! {
            <input type="hidden" name="email" value=email/>
            <SubmitButton words=say!(account.send_again) pending=action.pending() class=""/>
        }
        .into_any()
    };
    view! {
        <OutboxHint/>
        <ActionForm action attr:class="stack">
            <FormProblem error/>
            <p class="muted">{say!(account.nothing_there)}</p>
            {again}
            <p class="hint" role="status">{move || sent().then(|| say!(account.sent_again))}</p>
        </ActionForm>
    }
    .into_any()
}
