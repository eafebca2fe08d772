//! The upload queue: which file goes next, what became of each, how far all of it is. Plain state, no browser in it;
//! whoever carries the bytes asks [`Queue::take_next`] and tells what happened. Times are milliseconds of any one clock.
//!
//! A file is read once before it is sent ([`Queue::take_to_prepare`]), so that bytes that are in the gallery already need
//! not travel, and those that travel are known to arrive unharmed.

mod item;
mod pace;
mod summary;

use std::collections::VecDeque;

use domain::{GalleryId, MAX_PHOTO_BYTES, PhotoId, SetId, Unpack};

pub use item::{Answer, Choice, Found, Item, Known, State, Task, Trouble};
use pace::Pace;
pub use summary::Summary;

/// A file that has not moved for this long is begun again where it stopped.
pub const STALL: u64 = 30_000;

/// Before the first, second and third automatic attempt.
const PAUSES: [u64; 3] = [1_000, 2_000, 4_000];

/// Files read ahead of those that are being sent: enough that sending never waits, few enough that the disk is free.
const AHEAD: usize = 8;

/// The queue.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    items: Vec<Item>,
    /// To be read.
    waiting: VecDeque<u32>,
    /// Being read.
    preparing: Option<u32>,
    /// Read, and to be sent.
    ready: VecDeque<u32>,
    sending: usize,
    offline: bool,
    paused: bool,
    /// Nothing is sent before: the server has too much to do.
    rest_until: u64,
    pace: Pace,
    /// What a person decided for all files whose names are taken, until the queue is empty again.
    decided: Option<Choice>,
}

impl Queue {
    /// Takes a file, which the server may know of by an earlier `upload`; what cannot be sent is refused at once. Numbers
    /// must rise.
    pub fn add(&mut self, id: u32, gallery: GalleryId, file: Found, upload: Option<String>) {
        let unpack = file.is_archive().then(Unpack::default);
        self.line_up(id, gallery, file, Known { upload, unpack, ..Known::NOTHING });
    }

    /// Says for which set of its gallery a file is meant.
    pub fn aim(&mut self, id: u32, set: Option<SetId>) {
        if let Some(item) = self.item_mut(id) {
            item.known.set = set;
        }
    }

    /// Says what becomes of the folders of a file, if it is an archive.
    pub fn unpack(&mut self, id: u32, unpack: Unpack) {
        if let Some(item) = self.item_mut(id)
            && item.known.unpack.is_some()
        {
            item.known.unpack = Some(unpack);
        }
    }

    /// Takes a file for the place of a photograph, whatever the file is called. Numbers must rise here too.
    pub fn replace(&mut self, id: u32, gallery: GalleryId, file: Found, photo: PhotoId) {
        self.line_up(id, gallery, file, Known { ask: false, replaces: Some(photo), ..Known::NOTHING });
    }

    fn line_up(&mut self, id: u32, gallery: GalleryId, file: Found, known: Known) {
        let state = match file.size {
            0 => State::Troubled(Trouble::Empty),
            size if size > MAX_PHOTO_BYTES && known.unpack.is_none() => State::Troubled(Trouble::TooLarge),
            _ => State::Waiting,
        };
        if state == State::Waiting {
            self.waiting.push_back(id);
        }
        self.push(id, gallery, file, state, known);
    }

    /// Takes what cannot be sent, so that it is counted with the rest. Numbers must rise here too.
    pub fn refuse(&mut self, id: u32, gallery: GalleryId, name: String, trouble: Trouble) {
        self.push(id, gallery, Found { name, ..Found::default() }, State::Troubled(trouble), Known::NOTHING);
    }

    fn push(&mut self, id: u32, gallery: GalleryId, file: Found, state: State, known: Known) {
        self.items.push(Item { id, gallery, file, sent: 0, state, known, prepared: false, tries: 0, moved_at: 0 });
    }

    /// The file to read now, if one is to be.
    pub fn take_to_prepare(&mut self) -> Option<u32> {
        if self.preparing.is_some() || self.paused || self.ready.len() >= AHEAD {
            return None;
        }
        self.preparing = self.waiting.pop_front();
        self.preparing
    }

    /// A file was read: its SHA-256 in hexadecimal, where the browser can tell, or why it is not to be sent.
    pub fn prepared(&mut self, id: u32, hash: Result<Option<String>, Trouble>) {
        if self.preparing == Some(id) {
            self.preparing = None;
        }
        let Some(item) = self.item_mut(id).filter(|item| item.state == State::Waiting && !item.prepared) else {
            return;
        };
        match hash {
            Ok(sha256) => {
                item.known.sha256 = sha256;
                item.prepared = true;
                self.ready.push_back(id);
            }
            Err(trouble) => item.state = State::Troubled(trouble),
        }
    }

    /// The file to begin with now, if one may.
    pub fn take_next(&mut self, now: u64) -> Option<Task> {
        if self.offline || self.paused || now < self.rest_until || self.sending >= self.pace.at_once() {
            return None;
        }
        let id = self.due(now).or_else(|| self.ready.pop_front())?;
        let item = self.item_mut(id)?;
        item.state = State::Sending;
        item.moved_at = now;
        let task = Task { id, gallery: item.gallery, known: item.known.clone() };
        self.sending += 1;
        Some(task)
    }

    /// A pause that is over.
    fn due(&self, now: u64) -> Option<u32> {
        let due = |item: &&Item| matches!(item.state, State::Pausing(until) if until <= now);
        self.items.iter().find(due).map(|item| item.id)
    }

    /// The server knows of the file by this address, and has `received` of it.
    pub fn announced(&mut self, id: u32, upload: String, received: u64, now: u64) {
        let Some(item) = self.item_mut(id).filter(|item| item.state == State::Sending) else { return };
        item.known.upload = Some(upload);
        item.sent = received.min(item.file.size);
        item.moved_at = now;
    }

    /// So many of its bytes are out.
    pub fn progress(&mut self, id: u32, sent: u64, now: u64) {
        let Some(item) = self.item_mut(id).filter(|item| item.state == State::Sending) else { return };
        let sent = sent.min(item.file.size);
        let moved = sent.saturating_sub(item.sent);
        if moved > 0 {
            item.sent = sent;
            item.moved_at = now;
            self.pace.moved(moved, now);
        }
    }

    /// What became of a file that was being sent.
    pub fn answer(&mut self, id: u32, answer: Answer, now: u64) {
        let (offline, decided, full) = (self.offline, self.decided, self.sending >= self.pace.at_once());
        let Some(item) = self.item_mut(id).filter(|item| item.state == State::Sending) else { return };
        let (mut waits, mut rest) = (false, None);
        item.state = match answer {
            Answer::Added => State::Added,
            Answer::Replaced => State::Replaced,
            Answer::AlreadyHere => State::AlreadyHere,
            Answer::Unpacking => State::Unpacking,
            Answer::SameName(photo) => {
                item.known.replaces = photo;
                State::Asking
            }
            Answer::Forgotten => {
                item.known.upload = None;
                waits = true;
                State::Waiting
            }
            // Not its fault, and no attempt lost: it goes first when the network is back.
            Answer::Failed(trouble, _) if trouble.passes() && offline => {
                waits = true;
                State::Waiting
            }
            Answer::Failed(trouble, after) => match PAUSES.get(item.tries).filter(|_| trouble.passes()) {
                Some(pause) => {
                    item.tries += 1;
                    let until = now + after.unwrap_or_default().max(*pause);
                    // It would say the same to all others.
                    rest = matches!(trouble, Trouble::TooMany | Trouble::Unavailable).then_some(until);
                    State::Pausing(until)
                }
                None => State::Troubled(trouble),
            },
        };
        let state = item.state;
        if state.is_safe() {
            item.sent = item.file.size;
        }
        if waits {
            self.ready.push_front(id);
        }
        self.sending -= 1;
        self.rest_until = self.rest_until.max(rest.unwrap_or_default());
        match answer {
            Answer::Added | Answer::Replaced if full => self.pace.arrived(now),
            Answer::Failed(Trouble::Network | Trouble::Stalled, _) if !offline => self.pace.failed(now),
            _ => {}
        }
        if let Some(choice) = decided.filter(|_| state == State::Asking) {
            self.settle(id, choice);
        }
    }

    /// What a person decided for all files whose names are taken, those that are still to come as well; answers with those
    /// that waited for it.
    pub fn decide(&mut self, choice: Choice) -> Vec<u32> {
        self.decided = Some(choice);
        let asking: Vec<u32> =
            self.items.iter().filter(|item| item.state == State::Asking).map(|item| item.id).collect();
        asking.iter().for_each(|id| self.settle(*id, choice));
        asking
    }

    fn settle(&mut self, id: u32, choice: Choice) {
        let Some(item) = self.item_mut(id) else { return };
        item.known.ask = false;
        if choice != Choice::Replace {
            item.known.replaces = None;
        }
        if choice == Choice::Skip {
            item.state = State::Cancelled;
        } else {
            item.state = State::Waiting;
            self.ready.push_back(id);
        }
    }

    /// Files that have not moved for [`STALL`].
    pub fn stalled(&self, now: u64) -> Vec<u32> {
        let stalled = |item: &&Item| item.state == State::Sending && item.moved_at + STALL <= now;
        self.items.iter().filter(stalled).map(|item| item.id).collect()
    }

    /// Whether there is a network.
    pub fn set_online(&mut self, online: bool) {
        self.offline = !online;
    }

    /// One by one, for a slow line.
    pub fn set_slow(&mut self, slow: bool) {
        self.pace.set_slow(slow);
    }

    /// Nothing goes out until [`Queue::resume`]; answers with those whose bytes are to be stopped. What came of them
    /// stays with the server.
    pub fn pause(&mut self) -> Vec<u32> {
        self.paused = true;
        self.sending = 0;
        let mut stop = Vec::new();
        for item in self.items.iter_mut().filter(|item| item.state == State::Sending) {
            item.state = State::Waiting;
            stop.push(item.id);
        }
        for id in stop.iter().rev() {
            self.ready.push_front(*id);
        }
        stop
    }

    /// It goes on.
    pub fn resume(&mut self) {
        self.paused = false;
    }

    /// Takes one back; answers whether its bytes were going out and are to be stopped.
    pub fn cancel(&mut self, id: u32) -> bool {
        let Some(item) = self.item_mut(id).filter(|item| item.state.is_open()) else { return false };
        let sending = item.state == State::Sending;
        item.state = State::Cancelled;
        item.sent = 0;
        self.sending -= usize::from(sending);
        self.waiting.retain(|waiting| *waiting != id);
        self.ready.retain(|ready| *ready != id);
        sending
    }

    /// Takes back all that has not arrived; answers with those whose bytes are to be stopped.
    pub fn cancel_all(&mut self) -> Vec<u32> {
        let mut stop = Vec::new();
        for item in self.items.iter_mut().filter(|item| item.state.is_open()) {
            if item.state == State::Sending {
                stop.push(item.id);
            }
            item.state = State::Cancelled;
            item.sent = 0;
        }
        self.waiting.clear();
        self.ready.clear();
        self.sending = 0;
        self.paused = false;
        stop
    }

    /// Begins one again that failed or was taken back.
    pub fn retry(&mut self, id: u32) {
        let again = |state| match state {
            State::Troubled(trouble) => trouble.worth_another_try(),
            state => state == State::Cancelled,
        };
        let Some(item) = self.item_mut(id).filter(|item| again(item.state)) else { return };
        item.state = State::Waiting;
        item.tries = 0;
        let prepared = item.prepared;
        let queue = if prepared { &mut self.ready } else { &mut self.waiting };
        queue.push_back(id);
    }

    /// Begins everything again that failed and may work.
    pub fn retry_failed(&mut self) {
        let failed = |item: &&Item| matches!(item.state, State::Troubled(trouble) if trouble.worth_another_try());
        let failed: Vec<u32> = self.items.iter().filter(failed).map(|item| item.id).collect();
        failed.into_iter().for_each(|id| self.retry(id));
    }

    /// Forgets all that is over; answers with the numbers forgotten.
    pub fn clear(&mut self) -> Vec<u32> {
        let over = self.items.iter().filter(|item| !item.state.is_open()).map(|item| item.id).collect();
        self.items.retain(|item| item.state.is_open());
        if self.items.is_empty() {
            self.decided = None;
        }
        over
    }

    /// Forgets one that is over.
    pub fn dismiss(&mut self, id: u32) {
        self.items.retain(|item| item.id != id || item.state.is_open());
    }

    /// Whether anything is still to be sent.
    pub fn is_busy(&self) -> bool {
        self.sending > 0 || self.items.iter().any(|item| item.state.is_open())
    }

    /// Those of which something is still to come.
    pub fn open(&self) -> impl Iterator<Item = u32> {
        self.items.iter().filter(|item| item.state.is_open()).map(|item| item.id)
    }

    /// Forgets the address under which the server knows a file, and tells it, if nothing became of the file.
    pub fn forget_upload(&mut self, id: u32) -> Option<String> {
        let item = self.item_mut(id).filter(|item| !item.state.is_safe())?;
        item.known.upload.take()
    }

    /// Whether something is still to come of one of them.
    pub fn is_open(&self, id: u32) -> bool {
        self.item(id).is_some_and(|item| item.state.is_open())
    }

    /// One of them.
    pub fn item(&self, id: u32) -> Option<&Item> {
        self.items.get(self.place(id)?)
    }

    /// What needs attention, for a list to copy.
    pub fn troubled(&self) -> impl Iterator<Item = (&str, Trouble, u64)> {
        self.items.iter().filter_map(|item| match item.state {
            State::Troubled(trouble) => Some((item.file.name.as_str(), trouble, item.file.size)),
            _ => None,
        })
    }

    fn item_mut(&mut self, id: u32) -> Option<&mut Item> {
        let place = self.place(id)?;
        self.items.get_mut(place)
    }

    /// Numbers rise, so a file is found by halving.
    fn place(&self, id: u32) -> Option<usize> {
        self.items.binary_search_by_key(&id, |item| item.id).ok()
    }
}

#[cfg(test)]
mod tests;
