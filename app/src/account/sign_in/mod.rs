//! Signing in with a password.

pub mod api;
mod page;

pub use page::SignInPage;
