//! Selecting photographs by a list of their names.

mod api;
mod dialog;
mod pick;
mod told;

pub use dialog::SelectByNames;
