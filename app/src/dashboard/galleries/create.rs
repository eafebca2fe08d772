//! The dialog that makes a gallery, and leads to it.

use leptos::{form::ActionForm, prelude::*};

use super::{api::CreateGallery, made::lead_to_made};
use crate::{
    say,
    ui::{Dialog, Field, FormProblem, SubmitButton},
};

/// The dialog.
#[component]
pub fn NewGallery(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let create = ServerAction::<CreateGallery>::new();
    let (error, whole) = lead_to_made(open, Signal::derive(move || create.value().get()));
    view! {
        <Dialog open title=say!(dashboard.new_gallery)>
            <ActionForm action=create>
                <FormProblem error=whole/>
                <Field name="title" label=say!(dashboard.name) hint=say!(dashboard.name_hint) error/>
                <Field name="taken_on" label=say!(dashboard.day) kind="date" optional=true error/>
                <div class="dialog-actions">
                    <button class="button quiet" type="button" on:click=move |_| open.set(false)>
                        {say!(common.cancel)}
                    </button>
                    <SubmitButton words=say!(dashboard.make) pending=create.pending()/>
                </div>
            </ActionForm>
        </Dialog>
    }
    .into_any()
}
