//! Writing to the studio, about a photograph or the gallery as a whole.

use domain::PhotoId;
use leptos::prelude::*;

pub mod api;
mod panel;

use super::{
    album::use_album,
    later::{Later, Part},
};
use crate::{say, ui::Icon};

pub use panel::Comments;

/// What is written about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// One photograph.
    Photo(PhotoId),
    /// The gallery as a whole.
    Gallery,
}

/// In the lightbox' bar: opens what was written about the photograph.
#[component]
pub fn CommentButton(photo: PhotoId) -> impl IntoView {
    let hearts = use_album().hearts;
    view! {
        <Show when=move || hearts.comments.get()>
            <button
                class="icon-button"
                type="button"
                aria-label=say!(gallery.comment)
                on:click=move |_| hearts.about.set(Some(About::Photo(photo)))
            >
                <Icon name="message-circle"/>
            </button>
        </Show>
    }
    .into_any()
}

/// Below the photographs: opens what was written about the gallery.
#[component]
pub fn GalleryComments() -> impl IntoView {
    let hearts = use_album().hearts;
    view! {
        <Show when=move || hearts.comments.get()>
            <p class="pager">
                <button class="button" type="button" on:click=move |_| hearts.about.set(Some(About::Gallery))>
                    <Icon name="message-circle"/>
                    {say!(gallery.comment_gallery)}
                </button>
            </p>
        </Show>
        <Show when=move || hearts.about.with(Option::is_some)>
            <Later part=Part::Comments close=move |()| hearts.about.set(None)/>
        </Show>
    }
    .into_any()
}
