//! What people see: pages and their parts, by who looks. Rendered on the server, taken over in the browser.

#![recursion_limit = "512"]

pub mod account;
pub mod area;
#[cfg(feature = "hydrate")]
pub mod browser;
pub mod dashboard;
pub mod error;
pub mod gallery;
pub mod i18n;
mod lightbox;
pub mod paths;
pub mod routes;
#[cfg(feature = "ssr")]
pub mod server;
pub mod shell;
pub mod site;
pub mod ui;
pub mod viewer;

pub use routes::App;
