//! Places at which a drill kills the process, as `kill -9` would: between object, row and job, where it would hurt most.
//!
//! The environment says where, in the words of the crate `fail`: `FAILPOINTS=photos::object=return` kills at the first
//! time, `photos::object=2*off->return` at the third. Only a debug build with the feature `failpoints` knows any place.

/// The process is at `place`.
#[cfg(all(feature = "failpoints", debug_assertions))]
pub(crate) fn reach(place: &str) {
    use std::sync::Once;

    static BEGUN: Once = Once::new();
    // Kept for as long as the process lives: dropped, the places would be forgotten.
    BEGUN.call_once(|| std::mem::forget(fail::FailScenario::setup()));
    fail::fail_point!(place, |_| {
        use nix::{
            sys::signal::{Signal, kill},
            unistd::Pid,
        };
        eprintln!("killed at {place}");
        let _ = kill(Pid::this(), Signal::SIGKILL);
    });
}

/// There are no places in a build for people.
#[cfg(not(all(feature = "failpoints", debug_assertions)))]
#[inline]
pub(crate) fn reach(_: &str) {}
