//! Sorting a gallery: one photograph after the other, by keys, by buttons, by swipes.

mod api;
mod bar;
mod chips;
mod desk;
mod facts;
mod finish;
mod help;
mod keys;
mod link;
mod moving;
mod page;
mod say;
mod sides;
mod strip;
mod window;

pub use api::rate_photos;
pub use facts::{FlagMark, StarsMark};
pub use link::CullLink;
pub use page::CullPage;
