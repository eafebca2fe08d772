//! Getting files from the browser into galleries. The queue lives in the studio's shell, so that it goes on whichever
//! page one looks at.

mod drop_zone;
mod panel;
pub mod queue;
pub mod transport;
mod words;

use std::time::Duration;

use domain::GalleryId;
use leptos::prelude::*;

use self::queue::{Item, Queue, Summary};
use crate::{
    dashboard::device::{self, Chosen},
    paths,
};

pub use drop_zone::DropZone;
pub use panel::UploadsPanel;

/// Rows drawn of a queue that may hold thousands.
const ROWS: usize = 100;

/// The panel is drawn anew no more often than this.
const DRAW: Duration = Duration::from_millis(250);

/// The studio's uploads. Lives as long as the shell.
#[derive(Clone, Copy)]
pub struct Uploads {
    queue: StoredValue<Queue>,
    /// What the panel shows.
    shown: RwSignal<Shown>,
    /// Whether something happened since it was drawn.
    stale: StoredValue<bool>,
    /// Whether there is a network.
    pub online: RwSignal<bool>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Shown {
    summary: Summary,
    rows: Vec<Item>,
}

impl Uploads {
    /// A queue with nothing in it, and a clock that keeps it going.
    pub fn begin() -> Self {
        let uploads = Self {
            queue: StoredValue::new(Queue::default()),
            shown: RwSignal::new(Shown::default()),
            stale: StoredValue::new(false),
            online: RwSignal::new(true),
        };
        Effect::new(move |_| {
            uploads.set_online(device::is_online());
            let clock = set_interval_with_handle(move || uploads.tick(), DRAW);
            let up = window_event_listener_untyped("online", move |_| uploads.set_online(true));
            let down = window_event_listener_untyped("offline", move |_| uploads.set_online(false));
            on_cleanup(move || {
                if let Ok(clock) = clock {
                    clock.clear();
                }
                up.remove();
                down.remove();
            });
        });
        on_cleanup(move || uploads.cancel_all());
        uploads
    }

    /// Takes files for a gallery.
    pub fn add(self, gallery: GalleryId, chosen: Vec<Chosen>) {
        self.change(|queue| {
            for file in chosen {
                match file.size {
                    Ok(size) => queue.add(file.id, gallery, file.name, size),
                    Err(trouble) => queue.refuse(file.id, gallery, file.name, trouble),
                }
            }
        });
        self.go_on();
        self.draw();
    }

    fn cancel(self, id: u32) {
        let mut stop = false;
        self.change(|queue| stop = queue.cancel(id));
        if stop {
            device::stop(id);
        }
        self.go_on();
        self.draw();
    }

    fn cancel_all(self) {
        let mut stop = Vec::new();
        self.change(|queue| stop = queue.cancel_all());
        stop.into_iter().for_each(device::stop);
        self.draw();
    }

    fn retry(self, id: u32) {
        self.change(|queue| queue.retry(id));
        self.go_on();
        self.draw();
    }

    fn retry_failed(self) {
        self.change(Queue::retry_failed);
        self.go_on();
        self.draw();
    }

    fn dismiss(self, id: u32) {
        self.change(|queue| queue.dismiss(id));
        device::forget(&[id]);
        self.draw();
    }

    fn clear(self) {
        let mut over = Vec::new();
        self.change(|queue| over = queue.clear());
        device::forget(&over);
        self.draw();
    }

    fn set_online(self, online: bool) {
        self.online.set(online);
        self.change(|queue| queue.set_online(online));
        self.go_on();
        self.draw();
    }

    /// Begins as many files as may go at once.
    fn go_on(self) {
        while let Some((id, gallery)) = self.queue.try_update_value(|queue| queue.take_next(device::now())).flatten() {
            let progress = move |sent| self.change(|queue| queue.progress(id, sent, device::now()));
            let done = move |sent: transport::Sent| {
                let answer = sent.answer();
                self.change(|queue| queue.answer(id, answer, device::now()));
                if matches!(answer, queue::Answer::Added | queue::Answer::AlreadyHere) {
                    device::forget(&[id]);
                }
                self.go_on();
            };
            device::send(id, paths::upload(gallery), transport::looks_like_a_photograph, progress, done);
        }
    }

    /// Four times a second: what stands still is stopped, what paused goes on, what changed is drawn.
    fn tick(self) {
        let now = device::now();
        let stalled = self.queue.try_with_value(|queue| queue.stalled(now)).unwrap_or_default();
        for id in stalled {
            device::stop(id);
            self.change(|queue| queue.answer(id, queue::Answer::Failed(queue::Trouble::Stalled, None), now));
        }
        self.go_on();
        // While it is busy the speed falls even if nothing happens.
        if self.stale.try_get_value().unwrap_or(false) || self.shown.with_untracked(|shown| shown.summary.open > 0) {
            self.draw();
        }
    }

    fn change(self, change: impl FnOnce(&mut Queue)) {
        // The shell may be gone when a late answer comes.
        self.queue.try_update_value(change);
        self.stale.try_update_value(|stale| *stale = true);
    }

    fn draw(self) {
        let now = device::now();
        let shown = self.queue.try_with_value(|queue| Shown { summary: queue.summary(now), rows: queue.rows(ROWS) });
        let Some(shown) = shown else { return };
        device::warn_before_leaving(shown.summary.open > 0);
        self.stale.try_update_value(|stale| *stale = false);
        if self.shown.try_with_untracked(|old| *old != shown).unwrap_or(false) {
            self.shown.try_set(shown);
        }
    }
}

/// The uploads of this shell.
pub fn use_uploads() -> Option<Uploads> {
    use_context()
}
