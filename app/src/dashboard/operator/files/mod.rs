//! Whether photographs and files agree.

pub mod api;
mod found;
mod history;
mod page;

pub use page::FilesPage;
