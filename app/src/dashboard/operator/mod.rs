//! What only those see who run the server: the queue and the mail that was not sent.

mod frame;
pub mod jobs;
pub mod outbox;

pub use frame::OperatorFrame;

use leptos::prelude::*;
use leptos_router::{
    Lazy,
    any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute},
    components::Route,
    path,
};

/// `jobs` and `outbox`, below the operator's address.
#[component(transparent)]
pub fn OperatorRoutes() -> AnyNestedRoute {
    view! {
        <Route path=path!("jobs") view={Lazy::<jobs::JobsPage>::new()}/>
        <Route path=path!("outbox") view={Lazy::<outbox::OutboxPage>::new()}/>
    }
    .into_inner()
    .into_any_nested_route()
}
