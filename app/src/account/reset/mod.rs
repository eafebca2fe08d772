//! A forgotten password: choosing another by the mailed link.

pub mod api;
mod page;

pub use page::ResetPage;
