//! What all pages of one gallery share.

use domain::{
    GalleryId, PhotoId,
    live::{Colleague, Deed},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::api::{self, GalleryView};
use crate::error::AppError;

/// The gallery one looks at.
#[derive(Clone, Copy)]
pub struct Current {
    /// Which; `None` when the address names none.
    pub id: Memo<Option<GalleryId>>,
    /// Loaded once, and again when it changed.
    pub detail: Resource<Result<GalleryView, AppError>>,
    /// What happened lately; see [`News`].
    pub news: RwSignal<News>,
    /// The others of the studio who are on this gallery's pages.
    pub present: RwSignal<Vec<Colleague>>,
    /// What went wrong with the last deed.
    pub problem: RwSignal<Option<AppError>>,
}

/// What happened in the gallery, a third of a second's worth at a time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// Photographs that came or changed.
    pub photos: Vec<PhotoId>,
    /// Photographs went to the trash or came back, or too much happened to be told.
    pub moved: bool,
    /// Hearts changed.
    pub hearts: bool,
    /// The gallery itself changed.
    pub gallery: bool,
    /// What visitors did, to be said.
    pub deeds: Vec<Deed>,
}

impl Current {
    /// The gallery's access epoch, for addresses of pictures. It is known once the page is there.
    pub fn epoch(self) -> i32 {
        self.detail.with_untracked(|detail| match detail {
            Some(Ok(detail)) => detail.epoch,
            _ => 0,
        })
    }
}

/// The gallery that the address names.
pub fn id_of_address() -> Memo<Option<GalleryId>> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get_str("id").and_then(|id| id.parse().ok())))
}

/// Its detail. For `data()` of the page above all its tabs.
pub fn detail_of(id: Memo<Option<GalleryId>>) -> Resource<Result<GalleryView, AppError>> {
    Resource::new(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => api::gallery(id).await,
                None => Err(AppError::Refused(domain::Refusal::NotFound)),
            }
        },
    )
}

/// The gallery around this page. Routes put every tab under the page that provides it.
pub fn use_current() -> Current {
    expect_context()
}
