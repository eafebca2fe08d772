//! What only those see who run the server: the queue, the mail that was not sent, whether files are as they should be.

pub mod files;
mod frame;
pub mod jobs;
pub mod outbox;
mod watch;

pub use frame::OperatorFrame;

use leptos::prelude::*;
use leptos_router::{
    Lazy,
    any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute},
    components::Route,
    path,
};

/// `jobs`, `outbox` and `files`, below the operator's address.
#[component(transparent)]
pub fn OperatorRoutes() -> AnyNestedRoute {
    view! {
        <Route path=path!("jobs") view={Lazy::<jobs::JobsPage>::new()}/>
        <Route path=path!("outbox") view={Lazy::<outbox::OutboxPage>::new()}/>
        <Route path=path!("files") view={Lazy::<files::FilesPage>::new()}/>
    }
    .into_inner()
    .into_any_nested_route()
}
