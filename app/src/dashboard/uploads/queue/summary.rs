//! The queue in numbers, and the rows one wants to see of it.

use super::{Item, Queue, State};

/// All of it in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that were added, without the cancelled.
    pub files: u64,
    /// Safe.
    pub added: u64,
    /// Safe, in the place of others.
    pub replaced: u64,
    /// Already in the gallery.
    pub already_here: u64,
    /// Archives that are safe and are taken apart.
    pub archives: u64,
    /// Not arrived, each with a reason.
    pub troubled: u64,
    /// Waiting for a person's decision.
    pub asking: u64,
    /// Taken back.
    pub cancelled: u64,
    /// Waiting, sending or pausing, without those that wait for a person.
    pub open: u64,
    /// Bytes of what is to be sent or was.
    pub bytes: u64,
    /// Of these, sent.
    pub sent: u64,
    /// Bytes a second.
    pub speed: u64,
    /// Seconds left, once that can be said.
    pub seconds_left: Option<u64>,
    /// Whether a person has stopped it for now.
    pub paused: bool,
    /// Whether files go one by one.
    pub slow: bool,
}

impl Queue {
    /// At most `limit` files, those first that one wants to see: going out, in trouble, pausing, next in turn, newest
    /// over.
    pub fn rows(&self, limit: usize) -> Vec<Item> {
        let rank = |item: &Item| match item.state {
            State::Sending => 0,
            State::Troubled(_) => 1,
            State::Asking | State::Pausing(_) => 2,
            State::Waiting => 3,
            State::Cancelled => 4,
            State::Added | State::Replaced | State::AlreadyHere | State::Unpacking => 5,
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
        let mut summary = Summary { paused: self.paused, slow: self.pace.is_slow(), ..Summary::default() };
        for item in &self.items {
            match item.state {
                State::Added => summary.added += 1,
                State::Replaced => summary.replaced += 1,
                State::AlreadyHere => summary.already_here += 1,
                State::Unpacking => summary.archives += 1,
                State::Troubled(_) => summary.troubled += 1,
                State::Cancelled => summary.cancelled += 1,
                State::Asking => summary.asking += 1,
                State::Waiting | State::Sending | State::Pausing(_) => summary.open += 1,
            }
            if !matches!(item.state, State::Cancelled | State::Troubled(_) | State::Asking) {
                summary.bytes += item.file.size;
                summary.sent += item.sent;
            }
        }
        summary.files = summary.archives
            + summary.added
            + summary.replaced
            + summary.already_here
            + summary.troubled
            + summary.asking
            + summary.open;
        summary.speed = self.pace.speed(now);
        if summary.open > 0 && summary.speed > 0 {
            summary.seconds_left = Some((summary.bytes - summary.sent).div_ceil(summary.speed));
        }
        summary
    }
}
