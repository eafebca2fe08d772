//! The job queue.

pub mod api;
mod page;
mod row;

pub use page::JobsPage;
