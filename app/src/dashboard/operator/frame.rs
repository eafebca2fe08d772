//! Around the operator's pages for those who are not in a studio: somebody who has just registered, say, and reads the
//! outbox.

use leptos::prelude::*;
use leptos_router::components::Outlet;

use crate::{say, ui::LanguageLinks};

/// A bar with the name, and the page.
#[component]
pub fn OperatorFrame() -> impl IntoView {
    view! {
        <a class="skip-link" href="#main">{say!(common.skip)}</a>
        <header class="site-bar">
            <a class="brand" href="/">"Lumora"</a>
            <LanguageLinks/>
        </header>
        <main class="page" id="main"><Outlet/></main>
    }
    .into_any()
}
