//! What one is called.

use leptos::prelude::*;

use super::api::Rename;
use crate::{
    say,
    ui::{Field, FormProblem, SubmitButton, toast, use_toasts},
};

/// The form to change one's name.
#[component]
pub fn Name(name: String) -> impl IntoView {
    let action = ServerAction::<Rename>::new();
    let value = action.value();
    let error = Signal::derive(move || value.get().and_then(Result::err));
    let toasts = use_toasts();
    Effect::new(move |_| {
        if let Some(Ok(())) = value.get() {
            toast(toasts, say!(common.saved));
        }
    });
    view! {
        <section class="section">
            <header><h2>{say!(account.you)}</h2></header>
            <ActionForm action attr:class="form" attr:novalidate=true>
                <FormProblem error/>
                <Field name="name" label=say!(account.name) value=name autocomplete="name" error/>
                <div class="form-actions"><SubmitButton words=say!(common.save) pending=action.pending()/></div>
            </ActionForm>
        </section>
    }
    .into_any()
}
