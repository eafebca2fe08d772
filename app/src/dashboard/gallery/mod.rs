//! One gallery: its photographs, what visitors chose of them, how it is shared, its settings.

mod access;
mod api;
mod choosing;
mod comments;
mod context;
mod cover;
mod downloads;
mod duplicate;
mod header;
mod live;
mod look;
mod page;
mod photos;
mod settings;
mod share;

pub use api::{GalleryView, gallery};
pub use choosing::ChoicesPage;
pub use look::LookPage;
pub use page::StudioGalleryPage;
pub use photos::PhotosPage;
pub use settings::SettingsPage;
pub use share::SharePage;
