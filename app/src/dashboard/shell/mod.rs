//! What stands around every page of the studio: sidebar, uploads, word of a lost network.

mod api;
mod keys;
mod page;
mod sidebar;

pub use page::{GalleryTally, StudioShell, ToGalleries};
