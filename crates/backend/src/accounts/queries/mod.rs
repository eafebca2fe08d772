//! All SQL of the accounts. Everything here runs in a system transaction: people come before any studio.

mod api_tokens;
mod people;
mod sessions;
mod studios;
mod tokens;

pub(super) use api_tokens::*;
pub(super) use people::*;
pub(super) use sessions::*;
pub(super) use studios::*;
pub(super) use tokens::*;
