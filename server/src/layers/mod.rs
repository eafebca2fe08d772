//! What every request passes on its way in and out, a layer a file.

pub mod bearer;
pub mod dead;
pub mod fault;
pub mod guard;
pub mod headers;
pub mod limit;
pub mod linger;
pub mod measure;
pub mod origin;
pub mod panic;
pub mod preference;
pub mod request;
pub mod viewer;
