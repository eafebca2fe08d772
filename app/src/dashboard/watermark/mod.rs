//! Watermarks: how one is made, for the studio and for a gallery, and galleries for proofing.

mod api;
mod differs;
mod editor;
mod own;
mod page;
mod preview;
mod proofing;
mod section;

pub use page::WatermarkPage;
pub use section::ProofingSection;

use leptos::prelude::*;
use leptos_router::{
    any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute},
    components::Route,
    path,
};

use crate::{area::page, say};

/// `watermark`, below the dashboard.
#[component(transparent)]
pub fn WatermarkRoute() -> AnyNestedRoute {
    view! { <Route path=path!("watermark") view={page::<WatermarkPage>()}/> }.into_inner().into_any_nested_route()
}

/// That a gallery is for proofing, in a word.
#[component]
pub fn ProofingChip() -> impl IntoView {
    view! { <span class="chip live">{say!(dashboard.proofing)}</span> }
}
