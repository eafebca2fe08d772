//! What anybody sees: the landing page, and what stands where nothing is.

pub mod landing;
pub mod lost;
