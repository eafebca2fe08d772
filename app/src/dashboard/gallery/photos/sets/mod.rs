//! The sets of a gallery: looking at one of them, making and changing them.

mod api;
mod bar;
mod edit;

pub use api::{SetView, put_photos};
pub use bar::SetBar;
