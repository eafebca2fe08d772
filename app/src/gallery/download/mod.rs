//! Taking photographs along.

use domain::{DownloadPolicy, DownloadWhat, PhotoId};
use leptos::prelude::*;

use super::{
    album::use_album,
    later::{Later, Part},
};
use crate::{say, ui::Icon};

mod api;
pub mod dialog;
mod panel;
mod share;

/// What somebody wants to take, and what they may. Taken from the context by whatever offers it.
#[derive(Clone, Copy)]
pub struct Downloads {
    policy: DownloadPolicy,
    asked: RwSignal<Option<DownloadWhat>>,
}

/// Nothing is asked for yet.
pub fn provide_downloads(policy: DownloadPolicy) {
    provide_context(Downloads { policy, asked: RwSignal::new(None) });
}

impl Downloads {
    /// Whether anything may be taken.
    pub fn any(self) -> bool {
        self.policy.any()
    }

    /// Asks how these are to be taken.
    pub fn ask(self, photos: Vec<PhotoId>) {
        self.asked.set(Some(DownloadWhat::Some { photos }));
    }
}

/// The button in the bar; nothing where nothing may be taken.
#[component]
pub fn DownloadButton() -> impl IntoView {
    let Downloads { policy, asked } = expect_context();
    let album = use_album();
    (policy.any() && album.count > 0).then(|| {
        view! {
            <button
                class="button quiet small"
                type="button"
                aria-label=say!(gallery.download)
                on:click=move |_| asked.set(Some(DownloadWhat::All))
            >
                <Icon name="download"/>
                <span>{say!(gallery.download)}</span>
            </button>
        }
    })
}

/// The button for one photograph, in the lightbox.
#[component]
pub fn DownloadOne(#[prop(into)] photo: Signal<Option<PhotoId>>) -> impl IntoView {
    let Downloads { policy, asked } = expect_context();
    let ask = move |_| asked.set(photo.get_untracked().map(|photo| DownloadWhat::Photo { photo }));
    policy.any().then(|| {
        view! {
            <button class="icon-button" type="button" aria-label=say!(gallery.download_this) on:click=ask>
                <Icon name="download"/>
            </button>
        }
    })
}

/// Where the dialog appears.
#[component]
pub fn DownloadPlace() -> impl IntoView {
    let Downloads { asked, .. } = expect_context();
    move || {
        asked.get().map(|what| {
            let close = Callback::new(move |()| asked.set(None));
            view! { <Later part=Part::Download(what, close) close/> }
        })
    }
}
