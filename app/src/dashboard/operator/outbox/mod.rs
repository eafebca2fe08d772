//! Mail as it was written; while no mail server is set, the only place to read it.

pub mod api;
mod message;
mod page;

pub use page::OutboxPage;
