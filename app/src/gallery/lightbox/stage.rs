//! Where the photograph stands: the picture, or why there is none.

use domain::Refusal;
use leptos::prelude::*;

use super::{Walk, gesture::Gesture, picture::Picture};
use crate::{error::AppError, gallery::album::use_album, say, ui::Icon};

/// The photograph, and what fingers and wheel do to it.
#[component]
pub fn Stage(walk: Walk) -> impl IntoView {
    let gesture = Gesture::new(walk);
    let picture = move || {
        if walk.here.get().is_some() {
            let tile = walk.place.get_untracked().map(|place| place.tile);
            gesture.reset();
            return tile.map(|tile| view! { <Picture tile gesture/> }.into_any());
        }
        match walk.problem.get() {
            None => Some(view! { <span class="spinner"></span> }.into_any()),
            Some(error) => Some(lost(walk, &error)),
        }
    };
    view! {
        <div
            class="lightbox-stage"
            on:pointerdown=move |event| gesture.down(&event)
            on:pointermove=move |event| gesture.moved(&event)
            on:pointerup=move |event| gesture.up(&event)
            on:pointercancel=move |event| gesture.cancel(&event)
            on:wheel=move |event| gesture.wheel(&event)
        >
            {picture}
        </div>
    }
    .into_any()
}

fn lost(walk: Walk, error: &AppError) -> AnyView {
    let album = use_album();
    let gone = matches!(error, AppError::Refused(Refusal::NotFound));
    if gone {
        return trouble(
            say!(gallery.photo_gone),
            say!(gallery.photo_gone_words).to_owned(),
            say!(gallery.see_all),
            move || {
                album.leave();
            },
        );
    }
    trouble(say!(gallery.photo_failed), error.sentence(), say!(common.try_again), move || walk.find())
}

/// What happened, and what to do.
pub fn trouble(title: &'static str, words: String, verb: &'static str, act: impl Fn() + 'static) -> AnyView {
    view! {
        <div class="lightbox-error" role="alert">
            <Icon name="image-off"/>
            <h2>{title}</h2>
            <p>{words}</p>
            <button class="button" type="button" on:click=move |_| act()>{verb}</button>
        </div>
    }
    .into_any()
}
