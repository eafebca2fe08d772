//! How a gallery is looked at: figures, lines, rankings, a map of attention.

mod api;
mod figures;
mod heat;
mod lines;
mod page;
mod ranking;

pub use page::InsightPage;
