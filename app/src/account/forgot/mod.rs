//! A forgotten password: asking for the link.

pub mod api;
mod page;

pub use page::ForgotPage;
