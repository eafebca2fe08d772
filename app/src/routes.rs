//! Which page stands at which address. The browser's bundle is split by page; what pages share is shared.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    Lazy, SsrMode,
    components::{Outlet, ParentRoute, Route, Router, Routes},
    path,
};

use crate::{
    account::{forgot::ForgotPage, register::RegisterPage, reset::ResetPage, sign_in::SignInPage, verify::VerifyPage},
    dashboard::{
        account::AccountRoute,
        galleries::GalleriesRoutes,
        operator::OperatorRoutes,
        shell::{StudioShell, ToGalleries},
    },
    gallery::page::GalleryPage,
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
                <Route path=path!("/register") view={Lazy::<RegisterPage>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/login") view={Lazy::<SignInPage>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/forgot") view={Lazy::<ForgotPage>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/reset") view={Lazy::<ResetPage>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/verify") view={Lazy::<VerifyPage>::new()} ssr=SsrMode::Async/>
                // One page for the gallery and each of its photographs.
                <ParentRoute path=path!("/g/:token") view={Lazy::<GalleryPage>::new()} ssr=SsrMode::Async>
                    <Route path=path!("") view=|| () ssr=SsrMode::Async/>
                    <Route path=path!("/p/:photo") view=|| () ssr=SsrMode::Async/>
                </ParentRoute>
                <Route path=path!("/dashboard") view=ToGalleries ssr=SsrMode::Async/>
                // One shell for both, so that uploads go on from one to the other.
                <ParentRoute path=path!("") view={Lazy::<StudioShell>::new()}>
                    <ParentRoute path=path!("/dashboard") view=Outlet>
                        <AccountRoute/>
                        <GalleriesRoutes/>
                    </ParentRoute>
                    <ParentRoute path=path!("/operator") view=Outlet>
                        <OperatorRoutes/>
                    </ParentRoute>
                </ParentRoute>
            </Routes>
        </Router>
        <ToastRegion/>
    }
}
