//! What the studio takes away: names for the programs in which the photographs are worked on.

use domain::{GalleryId, ListId, export::Export};
use leptos::prelude::*;

use crate::{paths, say, ui::Icon};

/// A menu of files: of everything, or of one visitor's list. `id` tells the menus of a page apart.
#[component]
pub fn Exports(
    /// Of which gallery.
    gallery: GalleryId,
    /// Tells the menus of a page apart.
    id: String,
    /// Whose, by number, and which list.
    #[prop(optional_no_strip)]
    of: Option<(i32, ListId)>,
) -> impl IntoView {
    let item = move |export: Export| {
        let words = match export {
            Export::Names => say!(dashboard.export_names),
            Export::Stems => say!(dashboard.export_stems),
            Export::Sheet => say!(dashboard.export_sheet),
            Export::Lightroom => say!(dashboard.export_lightroom),
            Export::CaptureOne => say!(dashboard.export_capture_one),
            Export::Sidecars => say!(dashboard.export_sidecars),
        };
        view! {
            <a class="item" href=paths::export(gallery, export, of) rel="external" download=export.file()>
                <Icon name="download"/>
                {words}
            </a>
        }
    };
    view! {
        <button class="button small" type="button" popovertarget=id.clone()>
            <Icon name="download"/>
            {say!(dashboard.export)}
        </button>
        <div class="menu" id=id popover="auto">{Export::ALL.map(item).collect_view()}</div>
    }
    .into_any()
}
