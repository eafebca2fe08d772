//! The order of a gallery's photographs: choosing it, making it by hand, setting the clocks of cameras right.

mod api;
mod choice;
mod clocks;
mod compare;
mod hand;

pub use choice::OrderChoice;
pub use compare::CompareClocks;
pub use hand::{Hand, MoveButtons};
