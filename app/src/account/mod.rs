//! Coming in and going out: registering, confirming an address, signing in and out, a forgotten password.

pub mod forgot;
mod form;
mod frame;
pub mod register;
pub mod reset;
pub mod sign_in;
pub mod sign_out;
pub mod verify;
