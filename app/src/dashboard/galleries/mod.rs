//! The studio's galleries: looking for one, making one, deleting and restoring.

mod api;
mod bar;
mod card;
mod create;
mod page;
mod skeleton;

pub use api::{restore_gallery, trash_gallery};
pub use page::GalleriesPage;
