//! Which photograph is looked at alone. The address says it (`?photo=…`), so that Back closes it and it can be sent to a
//! colleague.

use domain::{GalleryId, PhotoId};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use super::asked::Only;
use crate::dashboard::device;

/// The photograph, and the ways to it and away.
#[derive(Clone, Copy)]
pub struct Viewing {
    /// Which; `None` while the grid is looked at.
    pub photo: Memo<Option<PhotoId>>,
    gallery: Memo<Option<GalleryId>>,
    only: StoredValue<Only>,
    lead: Callback<(String, bool)>,
    /// Whether it was opened from the grid, so that closing it is going back.
    entered: StoredValue<bool>,
}

impl Viewing {
    /// What the address says.
    pub fn of_address(gallery: Memo<Option<GalleryId>>, only: StoredValue<Only>) -> Self {
        let (query, navigate) = (use_query_map(), use_navigate());
        Self {
            photo: Memo::new(move |_| query.with(|query| query.get_str("photo").and_then(|id| id.parse().ok()))),
            gallery,
            only,
            lead: Callback::new(move |(address, replace): (String, bool)| {
                navigate(&address, NavigateOptions { replace, scroll: false, ..NavigateOptions::default() });
            }),
            entered: StoredValue::new(false),
        }
    }

    /// The address of a photograph here, or of the grid.
    pub fn address(self, photo: Option<PhotoId>) -> String {
        let gallery = self.gallery.get_untracked();
        gallery.map_or_else(String::new, |gallery| self.only.with_value(|only| only.address(gallery, photo)))
    }

    /// Opens one from the grid.
    pub fn enter(self, photo: PhotoId) {
        self.entered.set_value(true);
        self.lead.run((self.address(Some(photo)), false));
    }

    /// Goes on to another; Back still leads to the grid.
    pub fn turn(self, photo: PhotoId) {
        self.lead.run((self.address(Some(photo)), true));
    }

    /// Back to the grid.
    pub fn leave(self) {
        if self.entered.try_update_value(std::mem::take) == Some(true) {
            device::back();
        } else if self.photo.get_untracked().is_some() {
            self.lead.run((self.address(None), true));
        }
    }
}
