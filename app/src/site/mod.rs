//! What anybody sees: the landing page, and what stands where nothing is.

#[cfg(feature = "ssr")]
pub mod dead;
#[cfg(feature = "ssr")]
pub mod fault;
pub mod landing;
pub mod lost;
#[cfg(feature = "ssr")]
pub mod offline;
pub mod pulse;
