//! Every address there is, declared once: what it is and what one must be to use it. The router, the guard of pages, the
//! check of server functions and the test of the access matrix are all built from here.

use axum::http::Method;
use domain::{Need, Role};

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
}

const fn page(path: &'static str, need: Need) -> Declared {
    Declared { method: Method::GET, path, kind: Kind::Page, need }
}

/// A function that only reads.
const fn reads(path: &'static str, need: Need) -> Declared {
    Declared { method: Method::GET, path, kind: Kind::Function, need }
}

/// A function that changes something, or is told a secret.
const fn acts(path: &'static str, need: Need) -> Declared {
    Declared { method: Method::POST, path, kind: Kind::Function, need }
}

const fn plain(method: Method, path: &'static str, need: Need) -> Declared {
    Declared { method, path, kind: Kind::Plain, need }
}

/// All of them.
pub const ROUTES: &[Declared] = &[
    page("/", Need::Public),
    plain(Method::GET, "/files/{gallery}/{epoch}/{photo}/{size}", Need::Open),
    plain(Method::POST, "/api/dashboard/galleries/{gallery}/photos", Need::Gallery(Role::Editor)),
    plain(Method::GET, "/api/dashboard/galleries/{gallery}/changes", Need::Gallery(Role::Viewer)),
    plain(Method::GET, "/health", Need::Public),
    plain(Method::GET, "/health/live", Need::Public),
    plain(Method::GET, "/health/ready", Need::Public),
];

/// The page at `path`, if it is one.
pub fn page_at(path: &str) -> Option<&'static Declared> {
    ROUTES.iter().filter(|route| route.kind == Kind::Page).find(|route| matches(route.path, path))
}

fn matches(pattern: &str, path: &str) -> bool {
    let parts = |text: &str| text.trim_matches('/').split('/').map(str::to_owned).collect::<Vec<_>>();
    let (pattern, path) = (parts(pattern), parts(path));
    pattern.len() == path.len() && pattern.iter().zip(&path).all(|(want, have)| want.starts_with('{') || want == have)
}
