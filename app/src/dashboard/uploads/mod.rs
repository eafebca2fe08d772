//! Getting files from the browser into galleries. The queue lives in the studio's shell, so that it goes on whichever
//! page one looks at.

mod drop_zone;
mod imports;
pub mod left;
mod panel;
mod question;
pub mod queue;
mod sources;
pub mod transport;
mod words;

use std::{collections::VecDeque, time::Duration};

use domain::{GalleryId, PhotoId, SetId, SourceName, Unpack};
use leptos::prelude::*;

use self::{
    imports::Imports,
    left::Left,
    queue::{Answer, Choice, Item, Queue, State, Summary, Task},
};
use crate::dashboard::device::{self, Chosen, Event};

pub use drop_zone::{DropZone, TAKEN};
pub use panel::UploadsPanel;

/// Rows drawn of a queue that may hold thousands.
const ROWS: usize = 100;

/// The panel is drawn anew no more often than this.
const DRAW: Duration = Duration::from_millis(250);

/// How often a page says that it is still sending, in milliseconds.
const ALIVE: u64 = 5_000;

/// Files taken before the browser draws again.
const AT_ONE_GO: usize = 200;

/// The studio's uploads. Lives as long as the shell.
#[derive(Clone, Copy)]
pub struct Uploads {
    queue: StoredValue<Queue>,
    /// Chosen, and not yet in the queue.
    chosen: StoredValue<VecDeque<(GalleryId, Aim, Chosen)>>,
    /// What the panel shows.
    shown: RwSignal<Shown>,
    /// Whether something happened since it was drawn.
    stale: StoredValue<bool>,
    /// Whether there is a network.
    pub online: RwSignal<bool>,
    /// What pages that are gone left unsent.
    left: RwSignal<Vec<Left>>,
    /// Archives that the server takes apart, and folders that it takes in.
    imports: Imports,
    /// When this page said last that it is sending.
    alive_at: StoredValue<u64>,
}

/// What a file is meant for.
#[derive(Clone, Copy)]
enum Aim {
    /// A set of the gallery, or none.
    Set(Option<SetId>),
    /// The place of a photograph.
    Place(PhotoId),
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
            chosen: StoredValue::new(VecDeque::new()),
            shown: RwSignal::new(Shown::default()),
            stale: StoredValue::new(false),
            online: RwSignal::new(true),
            left: RwSignal::default(),
            imports: Imports::begin(),
            alive_at: StoredValue::new(0),
        };
        Effect::new(move |_| {
            uploads.set_online(device::is_online());
            uploads.look_for_left();
            let clock = set_interval_with_handle(move || uploads.tick(), DRAW);
            let up = window_event_listener_untyped("online", move |_| uploads.set_online(true));
            let down = window_event_listener_untyped("offline", move |_| uploads.set_online(false));
            let hide = window_event_listener_untyped("pagehide", |_| device::say_gone());
            on_cleanup(move || {
                if let Ok(clock) = clock {
                    clock.clear();
                }
                up.remove();
                down.remove();
                hide.remove();
            });
        });
        // What was not sent is noted, and asked for when the studio is looked at again.
        on_cleanup(move || {
            uploads.pause();
            device::warn_before_leaving(false);
            device::say_gone();
        });
        uploads
    }

    /// Takes files for a gallery, or for one of its sets. Those that were interrupted go on where they stopped.
    pub fn add(self, gallery: GalleryId, set: Option<SetId>, chosen: Vec<Chosen>) {
        self.take(gallery, Aim::Set(set), chosen);
    }

    /// The sources that the studio may take from.
    fn sources(self) -> RwSignal<Vec<SourceName>> {
        self.imports.sources
    }

    /// Asks for the imports.
    pub fn look_for_imports(self) {
        self.imports.look();
    }

    /// What becomes of the folders of archives that are taken from now on.
    pub fn folders(self) -> RwSignal<Unpack> {
        self.imports.folders
    }

    /// Takes a file that is to take the place of a photograph.
    pub fn replace(self, gallery: GalleryId, photo: PhotoId, chosen: Vec<Chosen>) {
        self.take(gallery, Aim::Place(photo), chosen);
    }

    fn take(self, gallery: GalleryId, aim: Aim, files: Vec<Chosen>) {
        let idle = self.chosen.try_update_value(|chosen| {
            let idle = chosen.is_empty();
            chosen.extend(files.into_iter().map(|file| (gallery, aim, file)));
            idle
        });
        // Otherwise those before them are being taken.
        if idle == Some(true) {
            self.take_some();
        }
    }

    /// Some now, the others when the browser has drawn meanwhile: each is noted in its storage, and thousands at once would
    /// hold up the page.
    fn take_some(self) {
        let some = self.chosen.try_update_value(|chosen| {
            let count = chosen.len().min(AT_ONE_GO);
            chosen.drain(..count).collect::<Vec<_>>()
        });
        self.change(|queue| {
            for (gallery, aim, Chosen { id, file }) in some.unwrap_or_default() {
                match file {
                    Ok(file) => {
                        let upload = device::note(gallery, &file, None);
                        match aim {
                            Aim::Place(photo) => queue.replace(id, gallery, file.clone(), photo),
                            Aim::Set(set) => {
                                queue.add(id, gallery, file.clone(), upload);
                                queue.aim(id, set);
                                queue.unpack(id, self.imports.folders.get_untracked());
                            }
                        }
                        if !queue.is_open(id) {
                            device::cross_off(gallery, &file);
                        }
                    }
                    Err((name, trouble)) => queue.refuse(id, gallery, name, trouble),
                }
            }
        });
        self.say_alive(device::now());
        self.go_on();
        self.draw();
        if self.chosen.try_with_value(|chosen| !chosen.is_empty()) == Some(true) {
            set_timeout(move || self.take_some(), Duration::ZERO);
        } else if self.left.try_with_untracked(|left| !left.is_empty()) == Some(true) {
            self.look_for_left();
        }
    }

    fn pause(self) {
        let mut stop = Vec::new();
        self.change(|queue| stop = queue.pause());
        stop.into_iter().for_each(device::stop);
        self.draw();
    }

    fn resume(self) {
        self.change(Queue::resume);
        self.go_on();
        self.draw();
    }

    fn set_slow(self, slow: bool) {
        self.change(|queue| queue.set_slow(slow));
        self.go_on();
        self.draw();
    }

    fn decide(self, choice: Choice) {
        let mut settled = Vec::new();
        self.change(|queue| settled = queue.decide(choice));
        settled.into_iter().for_each(|id| self.over(id));
        self.go_on();
        self.draw();
    }

    fn forget_left(self, gallery: GalleryId) {
        device::cross_off_all(gallery);
        self.look_for_left();
    }

    fn cancel(self, id: u32) {
        let mut stop = false;
        self.change(|queue| stop = queue.cancel(id));
        if stop {
            device::stop(id);
        }
        self.discard(id);
        self.go_on();
        self.draw();
    }

    fn cancel_all(self) {
        self.chosen.try_update_value(VecDeque::clear);
        let open = |queue: &Queue| queue.open().collect::<Vec<_>>();
        let open = self.queue.try_with_value(open).unwrap_or_default();
        let mut stop = Vec::new();
        self.change(|queue| stop = queue.cancel_all());
        stop.into_iter().for_each(device::stop);
        open.into_iter().for_each(|id| self.discard(id));
        self.draw();
    }

    /// Neither this page nor the server need to remember a file any more.
    fn discard(self, id: u32) {
        let mut upload = None;
        self.change(|queue| {
            upload = queue.forget_upload(id);
            if let Some(item) = queue.item(id) {
                device::cross_off(item.gallery, &item.file);
            }
        });
        if let Some(upload) = upload {
            device::discard(&upload);
        }
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

    /// Reads the next file, and begins as many as may go at once.
    fn go_on(self) {
        if let Some(id) = self.queue.try_update_value(Queue::take_to_prepare).flatten() {
            let archive = |queue: &Queue| queue.item(id).is_some_and(|item| item.known.unpack.is_some());
            let looks_right = match self.queue.try_with_value(archive) {
                Some(true) => transport::looks_like_an_archive,
                _ => transport::looks_like_a_photograph,
            };
            device::prepare(id, looks_right, move |hash| {
                self.change(|queue| queue.prepared(id, hash));
                self.over(id);
                self.go_on();
            });
        }
        while let Some(task) = self.queue.try_update_value(|queue| queue.take_next(device::now())).flatten() {
            self.send(task);
        }
    }

    fn send(self, task: Task) {
        let id = task.id;
        let Some(item) = self.queue.try_with_value(|queue| queue.item(id).cloned()).flatten() else { return };
        let (gallery, file) = (item.gallery, item.file.clone());
        // One that failed and is tried again was crossed off.
        device::note(gallery, &file, item.known.upload);
        device::send(task, item.file, move |event| {
            let now = device::now();
            match event {
                Event::Announced(upload, received) => {
                    device::note(gallery, &file, Some(upload.clone()));
                    self.change(|queue| queue.announced(id, upload, received, now));
                }
                Event::Sent(sent) => self.change(|queue| queue.progress(id, sent, now)),
                Event::Over(answer) => {
                    self.change(|queue| queue.answer(id, answer, now));
                    if answer == Answer::Unpacking {
                        self.imports.look();
                    }
                    self.over(id);
                    self.go_on();
                }
            }
        });
    }

    /// What there is to forget of a file, if nothing is to come of it any more.
    fn over(self, id: u32) {
        let over = |queue: &Queue| queue.item(id).filter(|item| !item.state.is_open()).cloned();
        if let Some(item) = self.queue.try_with_value(over).flatten() {
            device::cross_off(item.gallery, &item.file);
            if item.state.is_safe() || item.state == State::Cancelled {
                device::forget(&[id]);
            }
        }
    }

    /// Four times a second: what stands still is stopped, what paused goes on, what changed is drawn.
    fn tick(self) {
        let now = device::now();
        let stalled = self.queue.try_with_value(|queue| queue.stalled(now)).unwrap_or_default();
        for id in stalled {
            device::stop(id);
            self.change(|queue| queue.answer(id, Answer::Failed(queue::Trouble::Stalled, None), now));
        }
        self.go_on();
        let busy = self.shown.with_untracked(|shown| shown.summary.open + shown.summary.asking > 0);
        if self.alive_at.try_get_value().is_some_and(|at| at + ALIVE <= now) {
            // Looking reads every entry; while thousands of our own are in there it can wait.
            if busy { self.say_alive(now) } else { self.look_for_left() }
        }
        // While it is busy the speed falls even if nothing happens.
        if self.stale.try_get_value().unwrap_or(false) || self.shown.with_untracked(|shown| shown.summary.open > 0) {
            self.draw();
        }
    }

    fn say_alive(self, now: u64) {
        device::say_alive();
        self.alive_at.try_set_value(now);
    }

    fn look_for_left(self) {
        let now = device::now();
        self.alive_at.try_update_value(|at| *at = now);
        let left = device::left();
        if self.left.try_with_untracked(|old| *old != left).unwrap_or(false) {
            self.left.try_set(left);
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
        device::warn_before_leaving(shown.summary.open + shown.summary.asking > 0);
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
