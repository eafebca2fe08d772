//! The photograph the address names, in front of everything, with the visitor's heart.

use std::time::Duration;

use domain::{PhotoId, Refusal};
use leptos::prelude::*;

use super::{
    album::use_album,
    comments::CommentButton,
    download::DownloadOne,
    info::{Info, InfoButton},
    openings,
    tile::Heart,
    walk::Walk,
};
use crate::{
    error::AppError,
    lightbox::{self, trouble},
    say,
};

/// The lightbox of a gallery.
#[component]
pub fn Lightbox() -> impl IntoView {
    let album = use_album();
    let walk = Walk::new(album);
    openings::report(album, walk.here);
    let last = StoredValue::new(None::<PhotoId>);
    Effect::new(move |_| {
        if let Some(photo) = album.current.get() {
            last.set_value(Some(photo));
        }
    });
    on_cleanup(move || {
        album.entered.set_value(false);
        if let Some(Some(photo)) = last.try_get_value() {
            // Until the dialog is gone, everything behind it is out of reach.
            set_timeout(move || album.show(photo), Duration::ZERO);
        }
    });
    let heart = move || {
        let photo = walk.here.get()?;
        let number = move || walk.place.get().map_or(0, |place| place.position);
        let label = Signal::derive(move || say!(gallery.favourite, number = number()).to_string());
        Some(view! {
            <CommentButton photo/>
            <Heart photo label/>
        })
    };
    let name = move || walk.place.get().map(|place| place.tile.name.clone());
    view! {
        <lightbox::Lightbox
            showing=walk.showing()
            tools=move || view! { <DownloadOne photo=walk.here/><InfoButton open=walk.informed/>{heart} }
            caption=move || view! { <p class="clip">{name}</p> }
            lost=move || match walk.problem.get() {
                None => view! { <span class="spinner"></span> }.into_any(),
                Some(error) => lost(walk, &error),
            }
            aside=move || view! { <Show when=move || walk.informed.get()><Info walk/></Show> }
        />
    }
    .into_any()
}

fn lost(walk: Walk, error: &AppError) -> AnyView {
    let album = use_album();
    if matches!(error, AppError::Refused(Refusal::NotFound)) {
        let words = say!(common.photograph_gone_words).to_owned();
        return trouble(say!(common.photograph_gone), words, say!(gallery.see_all), move || album.leave());
    }
    trouble(say!(common.photograph_failed), error.sentence(), say!(common.try_again), move || walk.find())
}
