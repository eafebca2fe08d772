//! Where photographs are dropped or chosen. While it is on the page, the whole page takes what is dropped.

use domain::{GalleryId, SetId, Unpack};
use leptos::{
    attr::{Attribute, custom::custom_attribute},
    ev,
    prelude::*,
};

use super::{
    Uploads,
    sources::{ImportButton, ImportFrom},
};
use crate::{dashboard::device, say, ui::Icon};

/// The types the file picker offers.
pub const TAKEN: &str = "image/jpeg,image/png,image/webp";

/// The same, and archives of them.
pub(super) const WITH_ARCHIVES: &str = "image/jpeg,image/png,image/webp,.zip,application/zip";

/// What makes a file field one for folders.
pub(super) fn folders() -> impl Attribute {
    custom_attribute("webkitdirectory", "")
}

/// The zone.
#[component]
pub fn DropZone(
    /// The studio's uploads.
    uploads: Uploads,
    /// Where they go.
    #[prop(into)]
    gallery: Signal<Option<GalleryId>>,
    /// Into which of its sets.
    set: Option<SetId>,
    /// Large, while the gallery is empty.
    #[prop(into)]
    tall: Signal<bool>,
) -> impl IntoView {
    let (over, importing) = (RwSignal::new(false), RwSignal::new(false));
    let take = move |chosen| {
        if let Some(gallery) = gallery.get_untracked() {
            uploads.add(gallery, set, chosen);
        }
    };
    Effect::new(move |_| device::accept_drops(move |hangs| over.set(hangs), take));
    on_cleanup(device::refuse_drops);
    let sets = move |event: ev::Event| {
        uploads.folders().set(if event_target_checked(&event) { Unpack::Sets } else { Unpack::Flat });
    };
    let chosen = move |event: ev::Event| take(device::chosen_in(&event));
    view! {
        <section class="drop" class:tall=tall class:over=over aria-label=say!(dashboard.add)>
            <Icon name="upload"/>
            <div>
                <h2>
                    <span class="for-mouse">
                        {move || if over.get() { say!(dashboard.drop_over) } else { say!(dashboard.drop) }}
                    </span>
                    <span class="for-touch">{say!(dashboard.add)}</span>
                </h2>
                <p>{say!(dashboard.drop_words)}</p>
            </div>
            <div class="row">
                <label class="button">
                    {say!(dashboard.choose_files)}
                    <input class="visually-hidden" type="file" multiple accept=WITH_ARCHIVES on:change=chosen/>
                </label>
                <label class="button">
                    {say!(dashboard.choose_folder)}
                    <input class="visually-hidden" type="file" {..folders()} on:change=chosen/>
                </label>
                <ImportButton uploads open=importing/>
            </div>
            <label class="check small">
                <input type="checkbox" prop:checked=move || uploads.folders().get() == Unpack::Sets on:change=sets/>
                <span>{say!(dashboard.import_folders)}</span>
            </label>
        </section>
        <ImportFrom uploads open=importing gallery set/>
    }
    .into_any()
}
