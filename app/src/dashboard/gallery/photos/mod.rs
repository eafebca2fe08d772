//! The photographs of a gallery: the grid, choosing several of them, deleting and restoring.

mod api;
mod asked;
mod cull;
mod deeds;
mod find;
mod grid;
mod info;
mod keys;
mod lightbox;
mod named;
mod order;
mod page;
mod parts;
mod selection;
mod sets;
mod tile;
mod viewing;

pub use cull::CullPage;
pub use page::PhotosPage;
pub use sets::SetView;
