//! What clients may take with them, as the studio says it, and what they took.

mod api;
mod list;
mod pin;
mod section;

pub use pin::DownloadPin;
pub use section::DownloadsSection;
