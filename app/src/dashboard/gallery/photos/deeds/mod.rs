//! What is done with the picked photographs beside deleting: sets, hiding, names, keywords, clocks.

mod api;
mod elsewhere;
mod keywords;
mod menu;
mod rate;
mod rename;

pub use api::hide_photos;
pub use menu::{DeedDialogs, MoreDeeds, Opened, photographs};
