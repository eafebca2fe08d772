//! How slowly a body may come: neither silence nor a trickle holds a connection.

use std::time::Duration;

use axum::http::StatusCode;
use tokio::time::{Instant, timeout};

use super::{Problem, problem};

/// A sender that is silent for this long is gone.
const SILENCE: Duration = Duration::from_secs(30);
/// Over a minute, so many bytes a second come at least: a tenth of what the slowest mobile line carries.
const SLOWEST: usize = 1024;
const WINDOW: Duration = Duration::from_secs(60);

/// Watches one body.
pub struct Pace {
    since: Instant,
    bytes: usize,
}

impl Pace {
    /// From now on.
    pub fn start() -> Self {
        Self { since: Instant::now(), bytes: 0 }
    }

    /// Waits for what comes next, for as long as silence may last.
    ///
    /// # Errors
    /// 408 when nothing came.
    pub async fn next<T>(&self, coming: impl Future<Output = T>) -> Result<T, Problem> {
        timeout(SILENCE, coming).await.map_err(|_| stalled("Nothing came for 30 seconds; send it again."))
    }

    /// Counts what came.
    ///
    /// # Errors
    /// 408 when the last minute brought too little.
    pub fn count(&mut self, bytes: usize) -> Result<(), Problem> {
        self.bytes += bytes;
        let elapsed = self.since.elapsed();
        if elapsed < WINDOW {
            return Ok(());
        }
        let enough = SLOWEST as u64 * elapsed.as_secs();
        if (self.bytes as u64) < enough {
            return Err(stalled("It came too slowly; send it again over a better line."));
        }
        *self = Self::start();
        Ok(())
    }
}

fn stalled(words: &str) -> Problem {
    problem(StatusCode::REQUEST_TIMEOUT, "stalled", words)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// After how long a sender of `bytes` every `pause` is cut off; `None` when not within ten minutes.
    async fn cut_off(bytes: usize, pause: Duration) -> Option<Duration> {
        let (began, mut pace) = (Instant::now(), Pace::start());
        while began.elapsed() < Duration::from_secs(600) {
            let came = pace.next(tokio::time::sleep(pause)).await;
            if came.and_then(|()| pace.count(bytes)).is_err() {
                return Some(began.elapsed());
            }
        }
        None
    }

    #[tokio::test(start_paused = true)]
    async fn neither_silence_nor_a_trickle_is_waited_for() {
        let seconds = Duration::from_secs;
        assert_eq!(cut_off(1, seconds(29)).await, Some(seconds(87)));
        assert_eq!(cut_off(0, seconds(1)).await, Some(seconds(60)));
        assert!(cut_off(1 << 20, seconds(31)).await.is_some_and(|after| after < seconds(31)));
        assert_eq!(cut_off(2 * 1024, seconds(1)).await, None, "a slow line is slow, not gone");
        assert_eq!(cut_off(64 * 1024, seconds(29)).await, None, "nor is one that stops now and then");
    }
}
