//! Who may come in: the code, the password, an address; what is the client's alone; and who was asked to come.

mod api;
mod client;
mod guests;
mod invite;
mod section;

pub use api::keep_for_client;
pub use client::ClientShare;
pub use guests::Guests;
pub use invite::Invite;
pub use section::AccessSection;
