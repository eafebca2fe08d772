//! The studio's galleries: looking for one, making one, deleting and restoring.

mod api;
mod bar;
mod card;
mod create;
mod made;
mod page;
mod skeleton;

pub use api::{GalleryCard, galleries, restore_gallery, trash_gallery};
pub use made::lead_to_made;
pub use page::GalleriesPage;

use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute},
    components::{ParentRoute, Route},
    path,
};

use crate::area::page;

use super::gallery::{
    ChoicesPage, CullPage, InsightPage, LookPage, PhotosPage, SettingsPage, SharePage, StudioGalleryPage,
};

/// `galleries` and each of them, below the dashboard.
#[component(transparent)]
pub fn GalleriesRoutes() -> AnyNestedRoute {
    view! {
        <Route path=path!("galleries") view={page::<GalleriesPage>()}/>
        // Drawn whole before they are sent, so that their status is right.
        <ParentRoute path=path!("galleries/:id") view={page::<StudioGalleryPage>()} ssr=SsrMode::Async>
            <Route path=path!("") view={page::<PhotosPage>()} ssr=SsrMode::Async/>
            <Route path=path!("cull") view={page::<CullPage>()} ssr=SsrMode::Async/>
            <Route path=path!("choices") view={page::<ChoicesPage>()} ssr=SsrMode::Async/>
            <Route path=path!("insight") view={page::<InsightPage>()} ssr=SsrMode::Async/>
            <Route path=path!("share") view={page::<SharePage>()} ssr=SsrMode::Async/>
            <Route path=path!("look") view={page::<LookPage>()} ssr=SsrMode::Async/>
            <Route path=path!("settings") view={page::<SettingsPage>()} ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}
