//! What the program tells others of itself: metrics to whoever may ask, errors and traces to where the settings say, and
//! nothing to anybody else. Each test is a process of its own, since a log is.

#[expect(dead_code, reason = "other tests use the rest of it")]
#[path = "../support/mod.rs"]
mod support;

mod browser;
mod errors;
mod metrics;
mod shipped;
mod sink;
mod traces;
