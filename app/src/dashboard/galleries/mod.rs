//! The studio's galleries: looking for one, making one, deleting and restoring.

mod api;
mod bar;
mod card;
mod create;
mod page;
mod skeleton;

pub use api::{GalleryCard, galleries, restore_gallery, trash_gallery};
pub use page::GalleriesPage;

use leptos::prelude::*;
use leptos_router::{
    Lazy, SsrMode,
    any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute},
    components::{ParentRoute, Route},
    path,
};

use super::gallery::{ChoicesPage, PhotosPage, SettingsPage, SharePage, StudioGalleryPage};

/// `galleries` and each of them, below the dashboard.
#[component(transparent)]
pub fn GalleriesRoutes() -> AnyNestedRoute {
    view! {
        <Route path=path!("galleries") view={Lazy::<GalleriesPage>::new()}/>
        // Drawn whole before they are sent, so that their status is right.
        <ParentRoute path=path!("galleries/:id") view={Lazy::<StudioGalleryPage>::new()} ssr=SsrMode::Async>
            <Route path=path!("") view={Lazy::<PhotosPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("choices") view={Lazy::<ChoicesPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("share") view={Lazy::<SharePage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("settings") view={Lazy::<SettingsPage>::new()} ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}
