//! Which page stands at which address, and which pages a browser loads together.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{Outlet, ParentRoute, Route, Router, Routes},
    path,
};

use crate::{
    account::{forgot::ForgotPage, register::RegisterPage, reset::ResetPage, sign_in::SignInPage, verify::VerifyPage},
    area,
    area::page,
    dashboard::{
        account::{AccountPage, AccountRoute},
        audit::{AuditPage, AuditRoute},
        galleries::{GalleriesPage, GalleriesRoutes},
        gallery::{
            ChoicesPage, CullPage, InsightPage, LookPage, PhotosPage, SettingsPage, SharePage, StudioGalleryPage,
        },
        operator::{OperatorRoutes, files::FilesPage, jobs::JobsPage, outbox::OutboxPage},
        shell::{StudioShell, ToGalleries},
        watermark::{WatermarkPage, WatermarkRoute},
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
                <Route path=path!("/") view={page::<LandingPage>()} ssr=SsrMode::Async/>
                <Route path=path!("/register") view={page::<RegisterPage>()} ssr=SsrMode::Async/>
                <Route path=path!("/login") view={page::<SignInPage>()} ssr=SsrMode::Async/>
                <Route path=path!("/forgot") view={page::<ForgotPage>()} ssr=SsrMode::Async/>
                <Route path=path!("/reset") view={page::<ResetPage>()} ssr=SsrMode::Async/>
                <Route path=path!("/verify") view={page::<VerifyPage>()} ssr=SsrMode::Async/>
                // One page for the gallery and each of its photographs.
                <ParentRoute path=path!("/g/:token") view={page::<GalleryPage>()} ssr=SsrMode::Async>
                    <Route path=path!("") view=|| () ssr=SsrMode::Async/>
                    <Route path=path!("/p/:photo") view=|| () ssr=SsrMode::Async/>
                </ParentRoute>
                <Route path=path!("/dashboard") view=ToGalleries ssr=SsrMode::Async/>
                // One shell for both, so that uploads go on from one to the other.
                <ParentRoute path=path!("") view={page::<StudioShell>()}>
                    <ParentRoute path=path!("/dashboard") view=Outlet>
                        <AccountRoute/>
                        <WatermarkRoute/>
                        <AuditRoute/>
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

area!(
    #[expect(clippy::enum_variant_names, reason = "they are pages")]
    site_area,
    __preload_site_area: LandingPage,
    RegisterPage,
    SignInPage,
    ForgotPage,
    ResetPage,
    VerifyPage,
);

area!(gallery_area, __preload_gallery_area: GalleryPage);

area!(
    dashboard_area,
    __preload_dashboard_area: StudioShell,
    AccountPage,
    GalleriesPage,
    StudioGalleryPage,
    PhotosPage,
    CullPage,
    ChoicesPage,
    InsightPage,
    SharePage,
    LookPage,
    SettingsPage,
    WatermarkPage,
    AuditPage,
    JobsPage,
    OutboxPage,
    FilesPage,
);
