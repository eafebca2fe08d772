//! The demo studio: its galleries, and their pictures, drawn by the program.

pub mod pictures;
pub mod studio;
