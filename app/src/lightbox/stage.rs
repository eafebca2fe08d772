//! Where the photograph stands: the picture, or why there is none.

use leptos::prelude::*;

use super::{Showing, gesture::Gesture, picture::Picture, slideshow::Slideshow};
use crate::ui::Icon;

/// The photograph, and what fingers and wheel do to it.
#[component]
pub fn Stage(showing: Showing, gesture: Gesture, show: Slideshow, lost: ViewFn) -> impl IntoView {
    let picture = move || match showing.shot.get() {
        Some(shot) => {
            gesture.reset();
            show.arrived.set(false);
            view! { <Picture shot gesture arrived=show.arrived failed=showing.failed/> }.into_any()
        }
        None => {
            show.arrived.set(false);
            lost.run()
        }
    };
    view! {
        <div
            class="lightbox-stage"
            node_ref=gesture.stage
            on:pointerdown=move |event| {
                show.stop();
                gesture.down(&event);
            }
            on:pointermove=move |event| gesture.moved(&event)
            on:pointerup=move |event| gesture.up(&event)
            on:pointercancel=move |event| gesture.cancel(&event)
            on:wheel=move |event| {
                show.stop();
                gesture.wheel(&event);
            }
        >
            {picture}
        </div>
    }
    .into_any()
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
