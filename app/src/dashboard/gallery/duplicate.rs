//! A second gallery like this one.

use domain::Role;
use leptos::{form::ActionForm, prelude::*};

use super::api::{DuplicateGallery, GalleryView};
use crate::{
    dashboard::galleries::lead_to_made,
    say,
    ui::{Dialog, Field, FormProblem, SubmitButton},
    viewer::boot,
};

/// The section of the settings.
#[component]
pub fn Duplicate(
    /// The gallery.
    detail: GalleryView,
) -> impl IntoView {
    if !boot().may(Role::Editor) {
        return ().into_any();
    }
    let open = RwSignal::new(false);
    let duplicate = ServerAction::<DuplicateGallery>::new();
    let (error, whole) = lead_to_made(open, Signal::derive(move || duplicate.value().get()));
    let title = say!(dashboard.duplicate_title, title = detail.title.clone()).to_string();
    view! {
        <section class="section">
            <header><h2>{say!(dashboard.duplicate)}</h2><p>{say!(dashboard.duplicate_words)}</p></header>
            <div>
                <button class="button" type="button" on:click=move |_| open.set(true)>{say!(dashboard.duplicate)}</button>
            </div>
        </section>
        <Dialog open title=say!(dashboard.duplicate)>
            <ActionForm action=duplicate>
                <FormProblem error=whole/>
                <input type="hidden" name="gallery" value=detail.id.to_string()/>
                <Field name="title" id="duplicate-title" label=say!(dashboard.name) value=title error/>
                <label class="check">
                    <input type="checkbox" name="photos" value="true"/>
                    <span>{say!(dashboard.duplicate_photos)}</span>
                </label>
                <div class="dialog-actions">
                    <button class="button quiet" type="button" on:click=move |_| open.set(false)>
                        {say!(common.cancel)}
                    </button>
                    <SubmitButton words=say!(dashboard.make) pending=duplicate.pending()/>
                </div>
            </ActionForm>
        </Dialog>
    }
    .into_any()
}
