//! The person's own account: name, look, password, devices, tokens.

pub mod api;
mod devices;
mod look;
mod make_token;
mod name;
mod page;
mod password;
mod revoke_token;
mod tokens;

pub use page::AccountPage;

use leptos::prelude::*;
use leptos_router::{
    any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute},
    components::Route,
    path,
};

use crate::area::page;

/// `account`, below the dashboard.
#[component(transparent)]
pub fn AccountRoute() -> AnyNestedRoute {
    view! { <Route path=path!("account") view={page::<AccountPage>()}/> }.into_inner().into_any_nested_route()
}
