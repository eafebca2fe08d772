//! How a gallery looks to its clients: what there is to choose from, tried on as it is chosen.

mod api;
mod brand;
mod card;
mod choices;
mod drawing;
mod form;
mod page;
mod preview;
mod words;

pub use page::LookPage;
