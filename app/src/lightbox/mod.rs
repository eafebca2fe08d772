//! One photograph, edge to edge in the dark, and the ways to the next: keys, swipes, buttons, or by itself. Where its photographs come
//! from, the page around it knows.

use std::sync::Arc;

use leptos::{ev, html, prelude::*, web_sys};

use crate::{
    say,
    ui::{Icon, ToastRegion},
};
use slideshow::{Slideshow, SlideshowButtons};
use stage::Stage;

mod device;
mod gesture;
mod keys;
mod picture;
mod slideshow;
mod stage;
mod still;

pub use gesture::Gesture;
pub use picture::{Picture, well};
pub use stage::trouble;

/// A photograph, as a lightbox needs it.
#[derive(Clone, Debug, PartialEq)]
pub struct Shot {
    /// What it was called.
    pub name: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// A data URL of a few pixels, or empty.
    pub placeholder: String,
    /// `#rrggbb`, or empty.
    pub tone: String,
    /// The address of its preview.
    pub preview: String,
    /// The address of all its pixels.
    pub full: String,
}

/// What is shown, and what is asked of the page around.
#[derive(Clone, Copy)]
pub struct Showing {
    /// The photograph; `None` while it is awaited, or lost.
    pub shot: Signal<Option<Arc<Shot>>>,
    /// Its place, from 1, and of how many; `None` while that is not known.
    pub place: Signal<Option<(u32, u32)>>,
    /// Whether there is one before it, and one after.
    pub beside: Signal<(bool, bool)>,
    /// Goes to the one after, or before.
    pub step: Callback<bool>,
    /// Closes.
    pub leave: Callback<()>,
    /// Takes a key that is none of the lightbox' own; answers whether it was taken.
    pub key: Callback<Key, bool>,
    /// Told when a picture did not come.
    pub failed: Callback<()>,
}

/// A key, and whether it is held down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// As browsers call it.
    pub name: String,
    /// Whether it is a repetition.
    pub repeat: bool,
}

/// The lightbox, in front of everything for as long as it is on the page.
#[component]
pub fn Lightbox(
    /// What it shows.
    showing: Showing,
    /// What stands in the bar before the button that closes.
    #[prop(into)]
    tools: ViewFn,
    /// What stands under the photograph.
    #[prop(into)]
    caption: ViewFn,
    /// What stands there while there is no photograph.
    #[prop(into)]
    lost: ViewFn,
    /// What stands beside the photograph, if anything.
    #[prop(optional, into)]
    aside: ViewFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let (idle, stir) = still::stillness();
    let (gesture, show) = (Gesture::new(showing.step, showing.leave), Slideshow::new());
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get() {
            device::show_modal(&dialog);
        }
        stir.run(());
        let keys = window_event_listener(ev::keydown, move |event| {
            stir.run(());
            keys::press(showing, gesture, show, &event);
        });
        on_cleanup(move || keys.remove());
    });
    view! {
        <dialog
            class="lightbox"
            class:idle=idle
            class:playing=show.on
            data-theme="dark"
            tabindex="-1"
            open
            node_ref=dialog
            aria-label=move || label(showing)
            on:cancel=move |event: web_sys::Event| {
                event.prevent_default();
                // First the slideshow, then the photograph.
                if !show.stop() {
                    showing.leave.run(());
                }
            }
            on:close=move |_| showing.leave.run(())
            on:pointermove=move |_| stir.run(())
            on:pointerdown=move |_| stir.run(())
            on:focusin=move |_| stir.run(())
            // A press leaves the focus where it is, so that Space stays the heart's.
            on:mousedown=move |event| event.prevent_default()
        >
            <Bar showing show tools/>
            <Stage showing gesture show lost/>
            <Steps showing/>
            <footer class="lightbox-caption">{caption.run()}</footer>
            {aside.run()}
            <ToastRegion/>
        </dialog>
    }
    .into_any()
}

/// What the lightbox shows, in words.
fn label(showing: Showing) -> String {
    let words = |(number, count)| say!(common.photograph_of, number = number, count = count).to_string();
    showing.place.get().map_or_else(|| say!(common.loading).to_owned(), words)
}

#[component]
fn Bar(showing: Showing, show: Slideshow, tools: ViewFn) -> impl IntoView {
    view! {
        <header class="lightbox-bar">
            <p class="lightbox-count" role="status">
                <span class="visually-hidden">{move || label(showing)}</span>
                <span aria-hidden="true">
                    {move || showing.place.get().map(|(number, count)| format!("{number} / {count}"))}
                </span>
            </p>
            <div class="row">
                <SlideshowButtons show showing/>
                {tools.run()}
                <button
                    class="icon-button"
                    type="button"
                    aria-label=say!(common.close)
                    on:click=move |_| showing.leave.run(())
                >
                    <Icon name="x"/>
                </button>
            </div>
        </header>
    }
    .into_any()
}

#[component]
fn Steps(showing: Showing) -> impl IntoView {
    view! {
        <button
            class="lightbox-step previous"
            type="button"
            aria-label=say!(common.previous_photograph)
            disabled=move || !showing.beside.get().0
            on:click=move |_| showing.step.run(false)
        >
            <Icon name="chevron-left"/>
        </button>
        <button
            class="lightbox-step next"
            type="button"
            aria-label=say!(common.next_photograph)
            disabled=move || !showing.beside.get().1
            on:click=move |_| showing.step.run(true)
        >
            <Icon name="chevron-right"/>
        </button>
    }
    .into_any()
}
