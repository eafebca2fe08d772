//! What follows when a form has made a gallery: one is led to it.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::{dashboard::shell::GalleryTally, error::AppError};

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
