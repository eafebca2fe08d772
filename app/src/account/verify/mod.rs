//! Confirming an address by the mailed link, and getting that link again.

pub mod api;
mod page;
mod sent;

pub use page::VerifyPage;
pub use sent::Sent;
