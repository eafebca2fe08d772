//! The photographs of a gallery: the grid, choosing several of them, deleting and restoring.

mod api;
mod grid;
mod info;
mod keys;
mod lightbox;
mod page;
mod selection;
mod tile;
mod viewing;

pub use page::PhotosPage;
