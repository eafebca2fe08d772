//! What anybody sees: the landing page, and what stands where nothing is.

#[cfg(feature = "ssr")]
pub mod fault;
pub mod landing;
pub mod lost;
pub mod pulse;
