//! One photograph after the other, by itself. What runs meanwhile is loaded when somebody starts it.

use std::time::Duration;

use leptos::prelude::*;

use super::{Showing, device};
use crate::{say, ui::Icon};

/// How long a photograph stands, in seconds: those to choose from.
const PACES: [u32; 3] = [3, 5, 8];

/// Whether it runs, and how fast.
#[derive(Clone, Copy)]
pub struct Slideshow {
    /// It runs.
    pub on: RwSignal<bool>,
    /// The picture that stands there has come, or will not.
    pub arrived: RwSignal<bool>,
    pace: RwSignal<usize>,
    /// For those who listen.
    said: RwSignal<&'static str>,
}

impl Slideshow {
    /// Not yet.
    pub fn new() -> Self {
        Self {
            on: RwSignal::new(false),
            arrived: RwSignal::new(false),
            pace: RwSignal::new(1),
            said: RwSignal::new(""),
        }
    }

    /// Begins, or stops.
    pub fn toggle(self) {
        if !self.stop() {
            self.on.set(true);
            self.said.set(say!(common.slideshow_runs));
        }
    }

    /// Stops, if it runs; answers whether it did.
    pub fn stop(self) -> bool {
        let ran = self.on.get_untracked();
        if ran {
            self.on.set(false);
            self.said.set(say!(common.slideshow_stopped));
        }
        ran
    }
}

/// In the bar: what begins and stops it, and while it runs, how fast.
#[component]
pub fn SlideshowButtons(show: Slideshow, showing: Showing) -> impl IntoView {
    let alone = move || !show.on.get() && showing.beside.get() == (false, false);
    let label = move || if show.on.get() { say!(common.slideshow_stop) } else { say!(common.slideshow) };
    let icon = move || {
        if show.on.get() {
            view! { <Icon name="pause"/> }
        } else {
            view! { <Icon name="play"/> }
        }
    };
    view! {
        <p class="visually-hidden" role="status">{show.said}</p>
        {move || show.on.get().then(|| running(show, showing))}
        <button
            class="icon-button lightbox-play"
            type="button"
            hidden=alone
            aria-label=label
            on:click=move |_| show.toggle()
        >
            {icon}
        </button>
    }
    .into_any()
}

/// While it is on the page, the show goes on: the screen stays awake, and each photograph stands its time from the moment it
/// is there. Nothing moves while nobody can see it. At the last one it ends.
fn running(show: Slideshow, showing: Showing) -> AnyView {
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(Some(timer)) = timer.try_update_value(Option::take) {
            timer.clear();
        }
    };
    let seen = RwSignal::new(0_u32);
    let next = move || {
        if !device::visible() {
            // Goes on when somebody looks again.
        } else if showing.beside.get_untracked().1 {
            showing.step.run(true);
        } else {
            show.on.set(false);
            show.said.set(say!(common.slideshow_ended));
        }
    };
    Effect::new(move |_| {
        showing.shot.track();
        seen.track();
        stop();
        let seconds = PACES[show.pace.get() % PACES.len()].into();
        if show.arrived.get() {
            timer.set_value(set_timeout_with_handle(next, Duration::from_secs(seconds)).ok());
        }
    });
    Effect::new(move |_| {
        device::stay_awake(true);
        let looked = window_event_listener_untyped("visibilitychange", move |_| {
            if device::visible() {
                device::stay_awake(true);
                seen.update(|seen| *seen += 1);
            }
        });
        on_cleanup(move || {
            stop();
            device::stay_awake(false);
            looked.remove();
        });
    });
    let seconds = move || PACES[show.pace.get() % PACES.len()];
    view! {
        <button
            class="lightbox-pace"
            type="button"
            aria-label=move || say!(common.slideshow_pace, seconds = seconds()).to_string()
            on:click=move |_| show.pace.update(|pace| *pace += 1)
        >
            {move || format!("{} s", seconds())}
        </button>
    }
    .into_any()
}
