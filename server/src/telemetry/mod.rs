//! What the program says of itself: a line in the log for each event, and, only where it was asked for by a setting, errors
//! to Sentry and traces to a collector. docs/decisions/0020-telemetry.md says what leaves the house and what never does.

use std::{error::Error, io::IsTerminal};

use tracing_subscriber::{
    EnvFilter, Layer, Registry,
    filter::{FilterExt, dynamic_filter_fn},
    fmt,
    prelude::*,
};

use crate::config::Config;

mod budget;
pub mod facts;
mod otlp;
mod panics;
mod scrub;
mod sender;
mod sentry;
pub mod slow;
mod stack;

pub use otlp::{Traces, parent};
pub use scrub::{route_of, scrub};
pub use sentry::{BROWSER, Sentry};

type Boxed = Box<dyn Layer<Registry> + Send + Sync>;

/// What was started for telling others, to be stopped in the end.
pub struct Telemetry {
    sentry: Option<Sentry>,
    traces: Option<Traces>,
}

impl Telemetry {
    /// Starts logging, and what `config` asks for besides. To be called within a runtime.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start(config: &Config) -> Result<Self, Box<dyn Error>> {
        let sentry = config.sentry_dsn.clone().map(|dsn| Sentry::start(dsn, &config.sentry_environment)).transpose()?;
        let traces = config.otlp.as_ref().map(Traces::start).transpose()?;
        let mut layers = vec![log_lines(), slow::layer()];
        if let Some(sentry) = &sentry {
            panics::watch();
            layers.push(sentry.layer());
        }
        layers.extend(traces.as_ref().map(Traces::layer));
        tracing_subscriber::registry().with(layers).init();
        Ok(Self { sentry, traces })
    }

    /// Sends what waits, for two seconds at most.
    pub async fn stop(self) {
        tokio::join!(
            async {
                if let Some(sentry) = self.sentry {
                    sentry.stop().await;
                }
            },
            async {
                if let Some(traces) = self.traces {
                    traces.stop().await;
                }
            }
        );
    }
}

/// Starts logging to standard error alone, for commands that read no settings.
pub fn log() {
    tracing_subscriber::registry().with(vec![log_lines()]).init();
}

/// `RUST_LOG` chooses what; Lumora's own words from `info` on by default. As JSON where no person reads along.
fn log_lines() -> Boxed {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| {
        EnvFilter::new(
            "info,sqlx::query=warn,sqlx::postgres::notice=warn,graphile_worker=warn,leptos=warn,socketioxide=warn",
        )
    });
    // Spans are for traces. Asked at each event, not once for its place: who asks whether something would be logged, as sqlx
    // does, leaves the answer behind for the next event that is not asked about, and that one would be lost.
    let filter = filter.and(dynamic_filter_fn(|metadata, _| metadata.is_event()));
    if std::io::stderr().is_terminal() {
        fmt::layer().compact().with_target(false).with_writer(std::io::stderr).with_filter(filter).boxed()
    } else {
        fmt::layer().json().flatten_event(true).with_writer(std::io::stderr).with_filter(filter).boxed()
    }
}

/// What runs: the version, and the commit where the build knew it.
pub fn release() -> String {
    match option_env!("LUMORA_COMMIT").filter(|commit| !commit.is_empty()) {
        Some(commit) => format!("lumora@{}+{commit}", env!("CARGO_PKG_VERSION")),
        None => format!("lumora@{}", env!("CARGO_PKG_VERSION")),
    }
}

/// Whether it is said in a crate of ours.
fn ours(target: &str) -> bool {
    ["server", "backend", "media", "app", "lumora"].contains(&target.split("::").next().unwrap_or_default())
}
