//! The dialog that makes a gallery, and leads to it.

use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_navigate;

use super::api::CreateGallery;
use crate::{
    dashboard::shell::GalleryTally,
    error::AppError,
    say,
    ui::{Dialog, Field, SubmitButton},
};

/// The dialog.
#[component]
pub fn NewGallery(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let create = ServerAction::<CreateGallery>::new();
    let go = StoredValue::new(use_navigate());
    let tally = use_context::<GalleryTally>();
    let error: Signal<Option<AppError>> = Signal::derive(move || create.value().get().and_then(Result::err));
    Effect::new(move |_| {
        if let Some(Ok(address)) = create.value().get() {
            open.set(false);
            if let Some(GalleryTally(tally)) = tally {
                tally.refetch();
            }
            go.with_value(|go| go(&address, Default::default()));
        }
    });
    let general = move || {
        let error = error.get().filter(|error| !matches!(error, AppError::Invalid(_)))?;
        Some(view! { <div class="banner bad" role="alert"><p>{error.sentence()}</p></div> })
    };
    view! {
        <Dialog open title=say!(dashboard.new_gallery)>
            <ActionForm action=create>
                {general}
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
