//! Every address there is, declared once: what it is and what one must be to use it. The router, the guard of pages, the
//! check of server functions and the test of the access matrix are all built from here.

use axum::http::Method;
use domain::{Need, Role, TokenScope};

/// What answers at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A page of the application.
    Page,
    /// A server function of the application.
    Function,
    /// A handler of this crate.
    Plain,
}

/// An address.
#[derive(Clone, Debug)]
pub struct Declared {
    /// How it is asked.
    pub method: Method,
    /// Its path, with `{parameters}`.
    pub path: &'static str,
    /// What answers.
    pub kind: Kind,
    /// What one must be.
    pub need: Need,
    /// The tokens that reach it; `None` where only people come.
    pub scope: Option<TokenScope>,
}

const fn page(path: &'static str, need: Need) -> Declared {
    Declared { method: Method::GET, path, kind: Kind::Page, need, scope: None }
}

/// A function that only reads.
const fn reads(path: &'static str, need: Need) -> Declared {
    Declared { method: Method::GET, path, kind: Kind::Function, need, scope: None }
}

/// A function that changes something, or is told a secret.
const fn acts(path: &'static str, need: Need) -> Declared {
    Declared { method: Method::POST, path, kind: Kind::Function, need, scope: None }
}

const fn plain(method: Method, path: &'static str, need: Need) -> Declared {
    Declared { method, path, kind: Kind::Plain, need, scope: None }
}

/// Where photographs come in: scripts may, with a token for it.
const fn takes(method: Method, path: &'static str, need: Need) -> Declared {
    Declared { method, path, kind: Kind::Plain, need, scope: Some(TokenScope::Upload) }
}

/// All of them.
pub const ROUTES: &[Declared] = &[
    // Anybody
    page("/", Need::Public),
    page("/register", Need::Public),
    page("/login", Need::Public),
    page("/forgot", Need::Public),
    page("/reset", Need::Public),
    page("/verify", Need::Public),
    acts("/api/account/register", Need::Public),
    acts("/api/account/sign_in", Need::Public),
    acts("/api/account/sign_out", Need::Public),
    acts("/api/account/forgot", Need::Public),
    acts("/api/account/reset", Need::Public),
    acts("/api/account/verify", Need::Public),
    acts("/api/account/resend", Need::Public),
    plain(Method::GET, "/sw.js", Need::Public),
    // Stands at the door of galleries, before any code.
    plain(Method::GET, "/brand/{name}", Need::Public),
    plain(Method::GET, "/offline/{language}", Need::Public),
    plain(Method::GET, "/health", Need::Public),
    plain(Method::GET, "/health/live", Need::Public),
    plain(Method::GET, "/health/ready", Need::Public),
    // Looks for itself whether this machine asks or somebody with METRICS_TOKEN; to people there is nothing.
    plain(Method::GET, "/metrics", Need::Public),
    plain(Method::POST, "/api/browser/errors", Need::Public),
    plain(Method::POST, "/api/browser/vitals", Need::Public),
    // A gallery's clients
    page("/g/{token}", Need::Link),
    page("/g/{token}/p/{photo}", Need::Link),
    reads("/api/gallery/visit", Need::Link),
    acts("/api/gallery/unlock", Need::Link),
    acts("/api/gallery/give_password", Need::Link),
    acts("/api/gallery/arrive", Need::Link),
    reads("/api/gallery/photos", Need::Open),
    reads("/api/gallery/photo", Need::Open),
    reads("/api/gallery/find", Need::Open),
    reads("/api/gallery/days", Need::Open),
    acts("/api/gallery/hearts", Need::Open),
    acts("/api/gallery/set_heart", Need::Open),
    acts("/api/gallery/add_to_list", Need::Open),
    acts("/api/gallery/opened", Need::Open),
    acts("/api/gallery/choosing", Need::Open),
    acts("/api/gallery/make_list", Need::Open),
    acts("/api/gallery/discard_list", Need::Open),
    acts("/api/gallery/send_list", Need::Open),
    acts("/api/gallery/introduce", Need::Open),
    acts("/api/gallery/join_device", Need::Open),
    acts("/api/gallery/comments", Need::Open),
    acts("/api/gallery/write_comment", Need::Open),
    acts("/api/gallery/change_comment", Need::Open),
    plain(Method::GET, "/files/{gallery}/{epoch}/{photo}/{size}", Need::Open),
    acts("/api/gallery/download_offer", Need::Open),
    acts("/api/gallery/download_pin", Need::Open),
    acts("/api/gallery/plan_download", Need::Open),
    plain(Method::GET, "/files/downloads/{download}/{part}", Need::Open),
    // A person
    page("/dashboard/account", Need::SignedIn),
    reads("/api/account/me", Need::SignedIn),
    acts("/api/account/me/rename", Need::SignedIn),
    acts("/api/account/me/change_password", Need::SignedIn),
    acts("/api/account/me/set_locale", Need::SignedIn),
    acts("/api/account/me/sign_out_device", Need::SignedIn),
    acts("/api/account/me/sign_out_others", Need::SignedIn),
    acts("/api/account/me/make_token", Need::Studio(Role::Editor)),
    acts("/api/account/me/revoke_token", Need::SignedIn),
    // A studio
    page("/dashboard", Need::SignedIn),
    page("/dashboard/galleries", Need::Studio(Role::Viewer)),
    reads("/api/dashboard/galleries", Need::Studio(Role::Viewer)),
    reads("/api/dashboard/gallery_count", Need::Studio(Role::Viewer)),
    acts("/api/dashboard/create_gallery", Need::Studio(Role::Editor)),
    page("/dashboard/watermark", Need::Studio(Role::Viewer)),
    reads("/api/dashboard/studio_watermark", Need::Studio(Role::Viewer)),
    acts("/api/dashboard/set_studio_watermark", Need::Studio(Role::Admin)),
    reads("/api/dashboard/imports", Need::Studio(Role::Editor)),
    reads("/api/dashboard/import_sources", Need::Studio(Role::Editor)),
    reads("/api/dashboard/browse_source", Need::Studio(Role::Editor)),
    plain(Method::GET, "/api/dashboard/logo", Need::Studio(Role::Viewer)),
    plain(Method::POST, "/api/dashboard/logo", Need::Studio(Role::Admin)),
    plain(Method::POST, "/api/dashboard/brand", Need::Studio(Role::Admin)),
    acts("/api/dashboard/remove_brand", Need::Studio(Role::Admin)),
    page("/dashboard/audit", Need::Studio(Role::Owner)),
    reads("/api/dashboard/audit", Need::Studio(Role::Owner)),
    plain(Method::GET, "/api/dashboard/audit.csv", Need::Studio(Role::Owner)),
    // One of its galleries
    page("/dashboard/galleries/{gallery}", Need::Gallery(Role::Viewer)),
    page("/dashboard/galleries/{gallery}/cull", Need::Gallery(Role::Viewer)),
    reads("/api/dashboard/cull", Need::Gallery(Role::Viewer)),
    reads("/api/dashboard/flagged_photos", Need::Gallery(Role::Viewer)),
    acts("/api/dashboard/rate_photos", Need::Gallery(Role::Editor)),
    page("/dashboard/galleries/{gallery}/choices", Need::Gallery(Role::Viewer)),
    page("/dashboard/galleries/{gallery}/insight", Need::Gallery(Role::Viewer)),
    page("/dashboard/galleries/{gallery}/share", Need::Gallery(Role::Viewer)),
    page("/dashboard/galleries/{gallery}/look", Need::Gallery(Role::Viewer)),
    page("/dashboard/galleries/{gallery}/settings", Need::Gallery(Role::Viewer)),
    reads("/api/dashboard/gallery", Need::Gallery(Role::Viewer)),
    reads("/api/dashboard/insight", Need::Gallery(Role::Viewer)),
    reads("/api/dashboard/choices", Need::Gallery(Role::Viewer)),
    reads("/api/dashboard/choosing", Need::Gallery(Role::Viewer)),
    plain(Method::GET, "/api/dashboard/galleries/{gallery}/choices/{file}", Need::Gallery(Role::Viewer)),
    reads("/api/dashboard/comments", Need::Gallery(Role::Viewer)),
    acts("/api/dashboard/answer_comment", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/edit_choosing", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/define_list", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/undefine_list", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/reopen_list", Need::Gallery(Role::Editor)),
    reads("/api/dashboard/gallery_qr", Need::Gallery(Role::Viewer)),
    plain(Method::GET, "/api/dashboard/galleries/{gallery}/qr.png", Need::Gallery(Role::Viewer)),
    reads("/api/dashboard/access", Need::Gallery(Role::Viewer)),
    acts("/api/dashboard/set_up_gallery", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/set_gate", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/set_password", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/draw_client_code", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/keep_for_client", Need::Gallery(Role::Editor)),
    reads("/api/dashboard/guests", Need::Gallery(Role::Viewer)),
    reads("/api/dashboard/invitations", Need::Gallery(Role::Viewer)),
    acts("/api/dashboard/invite", Need::Gallery(Role::Editor)),
    reads("/api/dashboard/photos", Need::Gallery(Role::Viewer)),
    acts("/api/dashboard/some_photos", Need::Gallery(Role::Viewer)),
    acts("/api/dashboard/select_by_names", Need::Gallery(Role::Viewer)),
    reads("/api/dashboard/photo_details", Need::Gallery(Role::Viewer)),
    plain(Method::GET, "/api/dashboard/galleries/{gallery}/changes", Need::Gallery(Role::Viewer)),
    takes(Method::POST, "/api/dashboard/galleries/{gallery}/photos", Need::Gallery(Role::Editor)),
    takes(Method::OPTIONS, "/api/dashboard/galleries/{gallery}/uploads", Need::Public),
    takes(Method::POST, "/api/dashboard/galleries/{gallery}/uploads", Need::Gallery(Role::Editor)),
    takes(Method::OPTIONS, "/api/dashboard/galleries/{gallery}/uploads/{upload}", Need::Public),
    takes(Method::HEAD, "/api/dashboard/galleries/{gallery}/uploads/{upload}", Need::Gallery(Role::Editor)),
    takes(Method::PATCH, "/api/dashboard/galleries/{gallery}/uploads/{upload}", Need::Gallery(Role::Editor)),
    takes(Method::DELETE, "/api/dashboard/galleries/{gallery}/uploads/{upload}", Need::Gallery(Role::Editor)),
    takes(Method::POST, "/api/dashboard/galleries/{gallery}/uploads/{upload}", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/import_folder", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/cancel_import", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/dismiss_import", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/edit_gallery", Need::Gallery(Role::Editor)),
    reads("/api/dashboard/downloads", Need::Gallery(Role::Viewer)),
    acts("/api/dashboard/set_downloads", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/reset_download_pin", Need::Gallery(Role::Editor)),
    reads("/api/dashboard/watermark", Need::Gallery(Role::Viewer)),
    acts("/api/dashboard/set_watermark", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/set_proofing", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/publish_gallery", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/unpublish_gallery", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/archive_gallery", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/unarchive_gallery", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/set_cover", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/set_focus", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/set_look", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/duplicate_gallery", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/trash_photos", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/restore_photos", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/retry_photo", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/create_set", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/rename_set", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/hide_set", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/arrange_sets", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/delete_set", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/put_photos", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/hide_photos", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/rename_photo", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/keyword_photos", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/copy_photos", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/order_photos", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/place_photo", Need::Gallery(Role::Editor)),
    reads("/api/dashboard/photo_facets", Need::Gallery(Role::Viewer)),
    reads("/api/dashboard/camera_clocks", Need::Gallery(Role::Viewer)),
    reads("/api/dashboard/compare_clocks", Need::Gallery(Role::Viewer)),
    acts("/api/dashboard/set_clock", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/trash_gallery", Need::Gallery(Role::Editor)),
    acts("/api/dashboard/restore_gallery", Need::GalleryOrTrash(Role::Editor)),
    // The server
    page("/operator/jobs", Need::Operator),
    page("/operator/outbox", Need::Operator),
    page("/operator/files", Need::Operator),
    reads("/api/operator/tallies", Need::Operator),
    reads("/api/operator/jobs", Need::Operator),
    acts("/api/operator/retry_jobs", Need::Operator),
    reads("/api/operator/outbox", Need::Operator),
    reads("/api/operator/files", Need::Operator),
    acts("/api/operator/verify_files", Need::Operator),
];

/// The page at `path`, if it is one.
pub fn page_at(path: &str) -> Option<&'static Declared> {
    ROUTES.iter().filter(|route| route.kind == Kind::Page).find(|route| matches(route.path, path))
}

/// What is declared for `method` at `pattern`, the path as the router has it, with `{parameters}`.
pub fn declared(method: &Method, pattern: &str) -> Option<&'static Declared> {
    ROUTES.iter().find(|route| route.method == *method && route.path == pattern)
}

fn matches(pattern: &str, path: &str) -> bool {
    let (mut wanted, mut there) = (pattern.trim_matches('/').split('/'), path.trim_matches('/').split('/'));
    loop {
        match (wanted.next(), there.next()) {
            (None, None) => return true,
            (Some(want), Some(have)) if want.starts_with('{') || want == have => {}
            _ => return false,
        }
    }
}
