//! What visitors chose, how they choose, and what the studio takes away of it.

mod api;
mod combined;
mod exports;
mod page;
mod person;
mod rules;
mod settings;

pub use page::ChoicesPage;
pub use settings::ChoosingSettings;
