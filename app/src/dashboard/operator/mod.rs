//! What only those see who run the server: the queue, the mail that was not sent, whether files are as they should be.

pub mod files;
mod frame;
pub mod jobs;
pub mod outbox;
mod watch;

pub use frame::OperatorFrame;

use leptos::prelude::*;
use leptos_router::{
    any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute},
    components::Route,
    path,
};

use crate::area::page;

/// `jobs`, `outbox` and `files`, below the operator's address.
#[component(transparent)]
pub fn OperatorRoutes() -> AnyNestedRoute {
    view! {
        <Route path=path!("jobs") view={page::<jobs::JobsPage>()}/>
        <Route path=path!("outbox") view={page::<outbox::OutboxPage>()}/>
        <Route path=path!("files") view={page::<files::FilesPage>()}/>
    }
    .into_inner()
    .into_any_nested_route()
}
