//! The server as a process of its own, killed, starved and cut off: what it answered as stored stays stored.
//!
//! `DRILL_ROUNDS` says how often it is killed, `DRILL_SEED` how the dice fall; both are printed.

#[expect(dead_code, reason = "other tests use the rest of it")]
#[path = "../support/mod.rs"]
mod support;

mod cluster;
mod database_away;
mod dice;
mod full_disk;
mod kills;
mod line;
mod memory;
mod picture;
mod process;
mod same_name;
mod sending;
#[expect(dead_code, reason = "the benchmark of uploads uses the rest of it")]
mod studio;
