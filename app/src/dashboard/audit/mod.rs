//! Who did what in the studio, for its owners.

mod api;
mod filters;
mod page;
mod words;

pub use page::AuditPage;

use leptos::prelude::*;
use leptos_router::{
    any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute},
    components::Route,
    path,
};

use crate::area::page;

/// `audit`, below the dashboard.
#[component(transparent)]
pub fn AuditRoute() -> AnyNestedRoute {
    view! { <Route path=path!("audit") view={page::<AuditPage>()}/> }.into_inner().into_any_nested_route()
}
