//! What follows when a gallery was made: one is led to it, or shown its link first.

use domain::GalleryId;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;

use crate::{
    dashboard::{
        device,
        gallery::{GalleryView, gallery},
        shell::GalleryTally,
    },
    error::AppError,
    say,
    ui::{Copy, Failure, Icon, toast, use_toasts},
};

/// Closes the form's dialog and leads to the gallery once the answer names its address. What is wrong otherwise: with
/// the fields, and with the form as a whole.
pub fn lead_to_made(
    open: RwSignal<bool>,
    answer: Signal<Option<Result<String, AppError>>>,
) -> (Signal<Option<AppError>>, Signal<Option<AppError>>) {
    let go = StoredValue::new(use_navigate());
    let tally = use_context::<GalleryTally>();
    Effect::new(move |_| {
        if let Some(Ok(address)) = answer.get() {
            open.set(false);
            if let Some(GalleryTally(tally)) = tally {
                tally.refetch();
            }
            go.with_value(|go| go(&address, Default::default()));
        }
    });
    let error = Signal::derive(move || answer.get().and_then(Result::err));
    let whole = Signal::derive(move || error.get().filter(|error| !matches!(error, AppError::Invalid(_))));
    (error, whole)
}

/// The last step of making a gallery: what to send, and on to its photographs.
#[component]
pub fn Made(
    /// Which gallery.
    id: GalleryId,
    /// Closed, one stands in the gallery.
    open: RwSignal<bool>,
) -> impl IntoView {
    let found = RwSignal::new(None::<Result<GalleryView, AppError>>);
    let fetch = Callback::new(move |()| {
        spawn_local(async move {
            let answer = gallery(id).await;
            // The dialog may have been left meanwhile.
            found.try_set(Some(answer));
        });
    });
    Effect::new(move |_| fetch.run(()));
    view! {
        <div class="form">
            {move || match found.get() {
                None => view! { <p role="status">{say!(common.loading)}</p> }.into_any(),
                Some(Err(error)) => view! { <Failure error retry=fetch/> }.into_any(),
                Some(Ok(detail)) => view! { <ToSend detail/> }.into_any(),
            }}
            <div class="dialog-actions">
                <button class="button primary" type="button" on:click=move |_| open.set(false)>
                    {say!(dashboard.set_up_upload)}
                </button>
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn ToSend(detail: GalleryView) -> impl IntoView {
    let toasts = use_toasts();
    let both = if detail.gate.code {
        say!(dashboard.link_and_code, link = detail.link.clone(), code = detail.code.clone()).to_string()
    } else {
        detail.link.clone()
    };
    let copy = move |_| device::copy(&both, move || toast(toasts, say!(common.copied)));
    view! {
        <p>{say!(dashboard.made_words)}</p>
        <div class="field">
            <span class="label">{say!(dashboard.link)}</span>
            <output class="clip">{detail.link}</output>
        </div>
        {detail.gate.code.then(|| view! {
            <div class="field">
                <span class="label">{say!(dashboard.code)}</span>
                <Copy text=detail.code large=true/>
            </div>
        })}
        <div class="row">
            <button class="button small" type="button" on:click=copy>
                <Icon name="copy"/>
                {say!(dashboard.copy_all)}
            </button>
        </div>
    }
    .into_any()
}
