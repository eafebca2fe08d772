//! One gallery: its photographs, what visitors chose of them, how it is shared, its settings.

mod access;
mod api;
mod choosing;
mod comments;
pub(super) mod conflict;
mod context;
mod cover;
mod deeds;
mod downloads;
mod duplicate;
mod header;
mod insight;
mod live;
mod look;
mod page;
mod photos;
mod presence;
mod settings;
mod share;

pub use api::{GalleryView, gallery};
pub use choosing::ChoicesPage;
pub use insight::InsightPage;
pub use look::LookPage;
pub use page::StudioGalleryPage;
pub use photos::{CullPage, PhotosPage};
pub use settings::SettingsPage;
pub use share::SharePage;
