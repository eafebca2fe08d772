//! The gallery pages.
