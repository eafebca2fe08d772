//! Which page stands at which address. The browser's bundle is split by page; what pages share is shared.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    Lazy, SsrMode,
    components::{Route, Router, Routes},
    path,
};

use crate::{
    site::{landing::LandingPage, lost::LostPage},
    ui::{ToastRegion, provide_toasts},
};

/// The application: every page, and the toasts above them.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_toasts();
    view! {
        <Router>
            <Routes fallback=LostPage>
                <Route path=path!("/") view={Lazy::<LandingPage>::new()} ssr=SsrMode::Async/>
            </Routes>
        </Router>
        <ToastRegion/>
    }
}
