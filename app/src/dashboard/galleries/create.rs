//! The dialog that makes a gallery in three steps: what it is called, who may come in, and its link. It exists after the
//! first; whoever leaves the dialog later stands in it, with what was chosen until then.

use domain::GalleryId;
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_navigate;

use super::{
    api::{CreateGallery, SetUpGallery},
    made::Made,
};
use crate::{
    dashboard::shell::GalleryTally,
    error::AppError,
    paths, say,
    ui::{Dialog, Field, FormProblem, PasswordField, SubmitButton},
};

/// Where one is in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Name,
    Gate(GalleryId),
    Done(GalleryId),
}

/// The dialog.
#[component]
pub fn NewGallery(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let step = RwSignal::new(Step::Name);
    let go = StoredValue::new(use_navigate());
    Effect::new(move |_| {
        if let (false, Step::Gate(id) | Step::Done(id)) = (open.get(), step.get()) {
            step.set(Step::Name);
            go.with_value(|go| go(&paths::gallery(id, ""), Default::default()));
        }
    });
    let number = move || match step.get() {
        Step::Name => 1_u64,
        Step::Gate(_) => 2,
        Step::Done(_) => 3,
    };
    view! {
        <Dialog open title=say!(dashboard.new_gallery)>
            <p class="muted small">{move || say!(dashboard.step, number = number()).to_string()}</p>
            {move || match step.get() {
                Step::Name => view! { <NameStep open step/> }.into_any(),
                Step::Gate(id) => view! { <GateStep id open step/> }.into_any(),
                Step::Done(id) => view! { <Made id open/> }.into_any(),
            }}
        </Dialog>
    }
    .into_any()
}

#[component]
fn NameStep(open: RwSignal<bool>, step: RwSignal<Step>) -> impl IntoView {
    let create = ServerAction::<CreateGallery>::new();
    let tally = use_context::<GalleryTally>();
    Effect::new(move |_| {
        if let Some(Ok(address)) = create.value().get()
            && let Some(id) = address.rsplit('/').next().and_then(|id| id.parse().ok())
        {
            if let Some(GalleryTally(tally)) = tally {
                tally.refetch();
            }
            step.set(Step::Gate(id));
        }
    });
    let error: Signal<Option<AppError>> = Signal::derive(move || create.value().get().and_then(Result::err));
    let whole = Signal::derive(move || error.get().filter(|error| !matches!(error, AppError::Invalid(_))));
    view! {
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
    }
    .into_any()
}

#[component]
fn GateStep(id: GalleryId, open: RwSignal<bool>, step: RwSignal<Step>) -> impl IntoView {
    let set_up = ServerAction::<SetUpGallery>::new();
    Effect::new(move |_| {
        if let Some(Ok(())) = set_up.value().get() {
            step.set(Step::Done(id));
        }
    });
    let error: Signal<Option<AppError>> = Signal::derive(move || set_up.value().get().and_then(Result::err));
    let whole = Signal::derive(move || error.get().filter(|error| !matches!(error, AppError::Invalid(_))));
    view! {
        <ActionForm action=set_up attr:class="form">
            <FormProblem error=whole/>
            <input type="hidden" name="gallery" value=id.to_string()/>
            <label class="check">
                <input type="checkbox" name="code" value="true" checked=true/>
                <span>{say!(dashboard.gate_code)}<span class="hint">{say!(dashboard.gate_code_hint)}</span></span>
            </label>
            <PasswordField
                name="password"
                label=say!(dashboard.gallery_password)
                hint=say!(dashboard.first_password_hint)
                autocomplete="new-password"
                error
            />
            <Field
                name="expires_on"
                label=say!(dashboard.closes)
                kind="date"
                optional=true
                hint=say!(dashboard.closes_hint)
                error
            />
            <div class="dialog-actions">
                <button class="button quiet" type="button" on:click=move |_| open.set(false)>
                    {say!(dashboard.set_up_later)}
                </button>
                <SubmitButton words=say!(dashboard.set_up_next) pending=set_up.pending()/>
            </div>
        </ActionForm>
    }
    .into_any()
}
