//! What a client sees: the gate, the gallery, the lightbox, hearts. Its own part of the bundle, kept small: the people
//! who load it are on phones.

mod album;
pub mod api;
mod card;
mod choosing;
mod comments;
mod cover;
mod device;
mod download;
mod gate;
mod grid;
mod hearted;
mod hearts;
mod help;
mod info;
mod later;
mod lightbox;
mod look;
mod news;
mod open;
pub mod openings;
pub mod page;
mod proofing;
mod search;
mod selecting;
mod sets;
mod tile;
mod toolbar;
mod views;
mod walk;
