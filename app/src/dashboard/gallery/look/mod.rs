//! How a gallery looks to its clients: what there is to choose from, tried on as it is chosen.

mod card;
mod drawing;
mod page;
mod preview;
mod words;

pub use page::LookPage;
