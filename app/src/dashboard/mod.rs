//! The photographer's working place: galleries, the photographs in them, and how they get there.

mod deed;
pub mod device;
pub mod galleries;
pub mod gallery;
pub mod shell;
pub mod uploads;
mod words;
