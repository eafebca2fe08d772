//! The photographs of a gallery: the grid, choosing several of them, deleting and restoring.

mod api;
mod grid;
mod keys;
mod page;
mod selection;
mod tile;

pub use page::PhotosPage;
