//! Registering: a studio and its owner.

pub mod api;
mod page;

pub use page::RegisterPage;
