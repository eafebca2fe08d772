//! How fast it goes, and how many files at once make it go fastest.

use std::collections::VecDeque;

/// The speed is that of the last seconds.
const WINDOW: u64 = 6_000;

/// A change of the number at once is judged after this time.
const TRIAL: u64 = 8_000;

/// At the beginning: enough to hide the waiting between files, few enough for phones.
const BEGIN: usize = 3;

/// A browser opens six connections to one server; pages and pictures need some.
const MOST: usize = 5;

/// Climbs while more at once is faster, and steps back when it is not or when the line fails.
#[derive(Clone, Debug)]
pub(super) struct Pace {
    at_once: usize,
    slow: bool,
    moved: VecDeque<(u64, u64)>,
    /// Since when this many go at once, and how fast it went with the number before.
    trial: (u64, u64),
}

impl Default for Pace {
    fn default() -> Self {
        Self { at_once: BEGIN, slow: false, moved: VecDeque::new(), trial: (0, 0) }
    }
}

impl Pace {
    /// Files that may be on their way at the same time.
    pub(super) fn at_once(&self) -> usize {
        if self.slow { 1 } else { self.at_once }
    }

    /// One by one, for a line that more would choke.
    pub(super) fn set_slow(&mut self, slow: bool) {
        self.slow = slow;
    }

    pub(super) fn is_slow(&self) -> bool {
        self.slow
    }

    /// So many bytes went out just now.
    pub(super) fn moved(&mut self, bytes: u64, now: u64) {
        self.moved.push_back((now, bytes));
        while self.moved.front().is_some_and(|(at, _)| at + WINDOW < now) {
            self.moved.pop_front();
        }
    }

    /// Bytes a second.
    pub(super) fn speed(&self, now: u64) -> u64 {
        let recent = || self.moved.iter().filter(|(at, _)| at + WINDOW >= now);
        let Some((first, _)) = recent().next() else { return 0 };
        let bytes: u64 = recent().map(|(_, bytes)| bytes).sum();
        // Under a second says nothing yet.
        bytes * 1000 / now.saturating_sub(*first).max(1000)
    }

    /// A file has arrived while all places were taken.
    pub(super) fn arrived(&mut self, now: u64) {
        let (since, before) = self.trial;
        if now < since + TRIAL {
            return;
        }
        let speed = self.speed(now);
        if speed > before + before / 10 {
            self.at_once = (self.at_once + 1).min(MOST);
        } else if self.at_once > BEGIN {
            self.at_once -= 1;
        }
        self.trial = (now, speed);
    }

    /// The line failed.
    pub(super) fn failed(&mut self, now: u64) {
        self.at_once = self.at_once.saturating_sub(1).max(1);
        self.trial = (now, u64::MAX / 2);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_at_once_while_it_is_faster() {
        let mut pace = Pace::default();
        for (second, bytes) in (0..60).map(|second| (second, 1000 * (second / 10 + 1))) {
            pace.moved(bytes, second * 1000);
            pace.arrived(second * 1000);
        }
        assert_eq!(pace.at_once(), MOST);
    }

    #[test]
    fn a_failing_line_gets_one_at_a_time() {
        let mut pace = Pace::default();
        (0..9).for_each(|_| pace.failed(0));
        assert_eq!(pace.at_once(), 1);
        pace.set_slow(true);
        assert_eq!(pace.at_once(), 1);
    }

    #[test]
    fn the_slow_line_switch_means_one_by_one() {
        let mut pace = Pace::default();
        assert_eq!(pace.at_once(), BEGIN);
        pace.set_slow(true);
        assert_eq!(pace.at_once(), 1);
        pace.set_slow(false);
        assert_eq!(pace.at_once(), BEGIN);
    }
}
