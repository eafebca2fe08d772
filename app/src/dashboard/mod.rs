//! The studio's side: galleries, the photographs in them and how they get there, the account, the server's operation.

pub mod account;
pub mod audit;
mod deed;
pub mod device;
pub mod galleries;
pub mod gallery;
mod logo;
pub mod operator;
pub mod shell;
pub mod uploads;
pub mod watermark;
mod words;
