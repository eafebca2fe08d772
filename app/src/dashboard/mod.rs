//! The studio's side.

pub mod account;
pub mod operator;
