//! So many in a minute and no more, for what anybody may cause.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

const MINUTE: Duration = Duration::from_secs(60);

/// What is left of the minute.
#[derive(Debug)]
pub struct Budget {
    most: u32,
    /// When the minute began, and how many there were in it.
    spent: Mutex<Option<(Instant, u32)>>,
}

impl Budget {
    /// Of `most` in a minute.
    pub fn new(most: u32) -> Self {
        Self { most, spent: Mutex::new(None) }
    }

    /// Whether there may be one more at `now`; then it is one of them.
    pub fn take(&self, now: Instant) -> bool {
        let mut spent = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        let (began, count) = spent.filter(|(began, _)| now.duration_since(*began) < MINUTE).unwrap_or((now, 0));
        let room = count < self.most;
        *spent = Some((began, count + u32::from(room)));
        room
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_has_so_many_and_the_next_one_as_many_again() {
        let (budget, now) = (Budget::new(2), Instant::now());
        let taken = [0, 1, 59, 60, 61, 119, 120].map(|seconds| budget.take(now + Duration::from_secs(seconds)));
        assert_eq!(taken, [true, true, false, true, true, false, true]);
    }
}
