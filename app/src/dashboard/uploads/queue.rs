//! The upload queue: which file goes next, what became of each, how far all of it is. Plain state, no browser in it;
//! whoever carries the bytes asks [`Queue::take_next`] and tells what happened. Times are milliseconds of any one clock.

use std::collections::VecDeque;

use domain::{GalleryId, MAX_PHOTO_BYTES};

/// Files on their way at the same time: enough to hide the waiting between them, few enough for phones.
pub const AT_ONCE: usize = 3;

/// A file that has not moved for this long is begun again.
pub const STALL: u64 = 30_000;

/// Before the first, second and third automatic attempt.
const PAUSES: [u64; 3] = [1_000, 2_000, 4_000];

/// The speed is that of the last seconds.
const WINDOW: u64 = 6_000;

/// Why a file did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Trouble {
    /// It has no bytes.
    Empty,
    /// More than [`MAX_PHOTO_BYTES`].
    TooLarge,
    /// Not JPEG, PNG or WebP.
    Unsupported,
    /// Its inside is broken.
    Damaged,
    /// More pixels than can be decoded.
    TooManyPixels,
    /// The browser could not read it: moved or deleted meanwhile.
    Unreadable,
    /// A folder of which the browser could not read all.
    UnreadableFolder,
    /// The person's role does not allow it.
    Forbidden,
    /// Nobody is signed in any more.
    SignedOut,
    /// The gallery is gone.
    NotFound,
    /// The server's disk is full.
    StorageFull,
    /// More at once than the server takes from one person.
    TooMany,
    /// The server does not answer as it should.
    Unavailable,
    /// The network broke off.
    Network,
    /// Nothing moved for [`STALL`].
    Stalled,
}

impl Trouble {
    /// Whether the same may work in a moment.
    pub fn passes(self) -> bool {
        matches!(self, Self::TooMany | Self::Unavailable | Self::Network | Self::Stalled)
    }

    /// Whether the same file may work when a person asks for it again.
    pub fn worth_another_try(self) -> bool {
        !matches!(
            self,
            Self::Empty
                | Self::TooLarge
                | Self::Unsupported
                | Self::Damaged
                | Self::TooManyPixels
                | Self::UnreadableFolder
        )
    }
}

/// What the server, or the way to it, made of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is safe.
    Added,
    /// The same bytes were in the gallery.
    AlreadyHere,
    /// It did not arrive. The server may say how many milliseconds to wait.
    Failed(Trouble, Option<u64>),
}

/// Where a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Its turn comes.
    Waiting,
    /// Its bytes are going out.
    Sending,
    /// Tried again at this time.
    Pausing(u64),
    /// It is safe.
    Added,
    /// The same bytes were in the gallery.
    AlreadyHere,
    /// It needs attention.
    Troubled(Trouble),
    /// A person took it back.
    Cancelled,
}

/// A file in the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The number it was added with.
    pub id: u32,
    /// Where it goes.
    pub gallery: GalleryId,
    /// Its name.
    pub name: String,
    /// In bytes.
    pub size: u64,
    /// Of these, sent.
    pub sent: u64,
    /// Where it is.
    pub state: State,
    tries: usize,
    moved_at: u64,
}

/// All of it in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that were added, without the cancelled.
    pub files: u64,
    /// Safe.
    pub added: u64,
    /// Already in the gallery.
    pub already_here: u64,
    /// Not arrived, each with a reason.
    pub troubled: u64,
    /// Taken back.
    pub cancelled: u64,
    /// Waiting, sending or pausing.
    pub open: u64,
    /// Bytes of what is to be sent or was.
    pub bytes: u64,
    /// Of these, sent.
    pub sent: u64,
    /// Bytes a second.
    pub speed: u64,
    /// Seconds left, once that can be said.
    pub seconds_left: Option<u64>,
}

/// The queue.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    items: Vec<Item>,
    waiting: VecDeque<u32>,
    sending: usize,
    offline: bool,
    moved: VecDeque<(u64, u64)>,
}

impl Queue {
    /// Takes a file; what cannot be sent is refused at once. Numbers must rise.
    pub fn add(&mut self, id: u32, gallery: GalleryId, name: String, size: u64) {
        let state = match size {
            0 => State::Troubled(Trouble::Empty),
            size if size > MAX_PHOTO_BYTES => State::Troubled(Trouble::TooLarge),
            _ => State::Waiting,
        };
        if state == State::Waiting {
            self.waiting.push_back(id);
        }
        self.items.push(Item { id, gallery, name, size, sent: 0, state, tries: 0, moved_at: 0 });
    }

    /// Takes what cannot be sent, so that it is counted with the rest. Numbers must rise here too.
    pub fn refuse(&mut self, id: u32, gallery: GalleryId, name: String, trouble: Trouble) {
        let state = State::Troubled(trouble);
        self.items.push(Item { id, gallery, name, size: 0, sent: 0, state, tries: 0, moved_at: 0 });
    }

    /// The file to begin with now, if one may.
    pub fn take_next(&mut self, now: u64) -> Option<(u32, GalleryId)> {
        if self.offline || self.sending >= AT_ONCE {
            return None;
        }
        let id = self.due(now).or_else(|| self.waiting.pop_front())?;
        let item = self.item_mut(id)?;
        item.state = State::Sending;
        item.sent = 0;
        item.moved_at = now;
        let gallery = item.gallery;
        self.sending += 1;
        Some((id, gallery))
    }

    /// A pause that is over.
    fn due(&self, now: u64) -> Option<u32> {
        let due = |item: &&Item| matches!(item.state, State::Pausing(until) if until <= now);
        self.items.iter().find(due).map(|item| item.id)
    }

    /// So many of its bytes are out.
    pub fn progress(&mut self, id: u32, sent: u64, now: u64) {
        let Some(item) = self.item_mut(id).filter(|item| item.state == State::Sending) else { return };
        // What surrounds the file in the request counts as well there, but not here.
        let sent = sent.min(item.size);
        let moved = sent.saturating_sub(item.sent);
        if moved > 0 {
            item.sent = sent;
            item.moved_at = now;
            self.moved.push_back((now, moved));
        }
        while self.moved.front().is_some_and(|(at, _)| at + WINDOW < now) {
            self.moved.pop_front();
        }
    }

    /// What became of a file that was being sent.
    pub fn answer(&mut self, id: u32, answer: Answer, now: u64) {
        let offline = self.offline;
        let Some(item) = self.item_mut(id).filter(|item| item.state == State::Sending) else { return };
        let mut waits = false;
        item.state = match answer {
            Answer::Added => State::Added,
            Answer::AlreadyHere => State::AlreadyHere,
            // Not its fault, and no attempt lost: it goes first when the network is back.
            Answer::Failed(trouble, _) if trouble.passes() && offline => {
                waits = true;
                State::Waiting
            }
            Answer::Failed(trouble, after) => match PAUSES.get(item.tries).filter(|_| trouble.passes()) {
                Some(pause) => {
                    item.tries += 1;
                    State::Pausing(now + after.unwrap_or_default().max(*pause))
                }
                None => State::Troubled(trouble),
            },
        };
        if matches!(item.state, State::Added | State::AlreadyHere) {
            item.sent = item.size;
        } else {
            item.sent = 0;
        }
        if waits {
            self.waiting.push_front(id);
        }
        self.sending -= 1;
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

    /// Takes one back; answers whether its bytes were going out and are to be stopped.
    pub fn cancel(&mut self, id: u32) -> bool {
        let Some(item) = self.item_mut(id).filter(|item| is_open(item.state)) else { return false };
        let sending = item.state == State::Sending;
        item.state = State::Cancelled;
        item.sent = 0;
        self.sending -= usize::from(sending);
        self.waiting.retain(|waiting| *waiting != id);
        sending
    }

    /// Takes back all that has not arrived; answers with those whose bytes are to be stopped.
    pub fn cancel_all(&mut self) -> Vec<u32> {
        let mut stop = Vec::new();
        for item in self.items.iter_mut().filter(|item| is_open(item.state)) {
            if item.state == State::Sending {
                stop.push(item.id);
            }
            item.state = State::Cancelled;
            item.sent = 0;
        }
        self.waiting.clear();
        self.sending = 0;
        stop
    }

    /// Begins one again that failed or was taken back.
    pub fn retry(&mut self, id: u32) {
        let again = |state| match state {
            State::Troubled(trouble) => trouble.worth_another_try(),
            state => state == State::Cancelled,
        };
        if let Some(item) = self.item_mut(id).filter(|item| again(item.state)) {
            item.state = State::Waiting;
            item.tries = 0;
            self.waiting.push_back(id);
        }
    }

    /// Begins everything again that failed and may work.
    pub fn retry_failed(&mut self) {
        let failed = |item: &&Item| matches!(item.state, State::Troubled(trouble) if trouble.worth_another_try());
        let failed: Vec<u32> = self.items.iter().filter(failed).map(|item| item.id).collect();
        failed.into_iter().for_each(|id| self.retry(id));
    }

    /// Forgets all that is over; answers with the numbers forgotten.
    pub fn clear(&mut self) -> Vec<u32> {
        let over = self.items.iter().filter(|item| !is_open(item.state)).map(|item| item.id).collect();
        self.items.retain(|item| is_open(item.state));
        over
    }

    /// Forgets one that is over.
    pub fn dismiss(&mut self, id: u32) {
        self.items.retain(|item| item.id != id || is_open(item.state));
    }

    /// Whether anything is still to be sent.
    pub fn is_busy(&self) -> bool {
        self.sending > 0 || self.items.iter().any(|item| is_open(item.state))
    }

    /// What needs attention, for a list to copy.
    pub fn troubled(&self) -> impl Iterator<Item = (&str, Trouble, u64)> {
        self.items.iter().filter_map(|item| match item.state {
            State::Troubled(trouble) => Some((item.name.as_str(), trouble, item.size)),
            _ => None,
        })
    }

    /// At most `limit` files, those first that one wants to see: going out, in trouble, pausing, next in turn, newest
    /// over.
    pub fn rows(&self, limit: usize) -> Vec<Item> {
        let rank = |item: &Item| match item.state {
            State::Sending => 0,
            State::Troubled(_) => 1,
            State::Pausing(_) => 2,
            State::Waiting => 3,
            State::Cancelled => 4,
            State::Added | State::AlreadyHere => 5,
        };
        let mut rows = Vec::with_capacity(limit.min(self.items.len()));
        for wanted in 0..=5 {
            let matching = self.items.iter().filter(|item| rank(item) == wanted);
            let room = limit - rows.len();
            if wanted == 5 {
                rows.extend(matching.rev().take(room).cloned());
            } else {
                rows.extend(matching.take(room).cloned());
            }
        }
        rows
    }

    /// All of it in numbers.
    pub fn summary(&self, now: u64) -> Summary {
        let mut summary = Summary::default();
        for item in &self.items {
            match item.state {
                State::Added => summary.added += 1,
                State::AlreadyHere => summary.already_here += 1,
                State::Troubled(_) => summary.troubled += 1,
                State::Cancelled => summary.cancelled += 1,
                State::Waiting | State::Sending | State::Pausing(_) => summary.open += 1,
            }
            if !matches!(item.state, State::Cancelled | State::Troubled(_)) {
                summary.bytes += item.size;
                summary.sent += item.sent;
            }
        }
        summary.files = summary.added + summary.already_here + summary.troubled + summary.open;
        summary.speed = self.speed(now);
        if summary.open > 0 && summary.speed > 0 {
            summary.seconds_left = Some((summary.bytes - summary.sent).div_ceil(summary.speed));
        }
        summary
    }

    fn speed(&self, now: u64) -> u64 {
        let recent = || self.moved.iter().filter(|(at, _)| at + WINDOW >= now);
        let Some((first, _)) = recent().next() else { return 0 };
        let bytes: u64 = recent().map(|(_, bytes)| bytes).sum();
        // Under a second says nothing yet.
        bytes * 1000 / now.saturating_sub(*first).max(1000)
    }

    /// Numbers rise, so a file is found by halving.
    fn item_mut(&mut self, id: u32) -> Option<&mut Item> {
        let at = self.items.binary_search_by_key(&id, |item| item.id).ok()?;
        self.items.get_mut(at)
    }
}

fn is_open(state: State) -> bool {
    matches!(state, State::Waiting | State::Sending | State::Pausing(_))
}

#[cfg(test)]
#[path = "queue_tests.rs"]
mod tests;
