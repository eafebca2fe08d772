//! The log: a line for each event, as JSON where no person reads along.

use std::io::IsTerminal;

use tracing_subscriber::{EnvFilter, fmt, prelude::*};

/// Starts logging to standard error. `RUST_LOG` chooses what; Lumora's own words from `info` on by default.
pub fn start() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| {
        EnvFilter::new(
            "info,sqlx::query=warn,sqlx::postgres::notice=warn,graphile_worker=warn,leptos=warn,socketioxide=warn",
        )
    });
    let registry = tracing_subscriber::registry().with(filter);
    if std::io::stderr().is_terminal() {
        registry.with(fmt::layer().compact().with_target(false).with_writer(std::io::stderr)).init();
    } else {
        registry.with(fmt::layer().json().flatten_event(true).with_writer(std::io::stderr)).init();
    }
}
