//! How Lumora runs: configuration, HTTP, sockets, the worker, and the command that uploads. The program is `main.rs`; the tests drive the same router.

pub mod commands;
pub mod config;
pub mod connections;
mod http;
mod layers;
mod line;
mod metrics;
pub mod router;
pub mod routes;
pub mod serve;
mod sessions;
mod start;
pub mod telemetry;
pub mod upload;
