//! The demo studio of a server without settings: galleries in every state, with pictures drawn by the program. Nobody
//! real is in them.

mod draw;
mod queries;
mod seed;
mod studio;

pub use draw::DrawPhoto;
pub use media::pictures;
pub use seed::{Demo, seed};
