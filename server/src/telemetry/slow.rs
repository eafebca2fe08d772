//! Statements that took long, counted as sqlx tells of them. One process has one log: what is counted here is of all pools.

use std::{fmt, sync::LazyLock};

use prometheus_client::metrics::{family::Family, histogram::Histogram};
use tracing::{
    Event, Level, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{
    Layer,
    filter::{LevelFilter, dynamic_filter_fn},
    layer::Context,
};

use super::Boxed;

/// What a statement does, in its first word; all others are `other`.
const VERBS: [&str; 5] = ["select", "insert", "update", "delete", "with"];

/// How long they took, by verb.
pub type Statements = Family<[(&'static str, &'static str); 1], Histogram, fn() -> Histogram>;

static STATEMENTS: LazyLock<Statements> = LazyLock::new(|| {
    let statements = Statements::new_with_constructor(|| Histogram::new([0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0]));
    // Told from the beginning: what rises from nothing is seen to rise.
    for verb in VERBS.into_iter().chain(["other"]) {
        drop(statements.get_or_create(&[("verb", verb)]));
    }
    statements
});

/// Those of this process so far.
pub fn statements() -> Statements {
    STATEMENTS.clone()
}

/// What counts them. sqlx warns of each that took as long as [`backend::database::SLOW_STATEMENT`].
pub(super) fn layer() -> Boxed {
    let slow = dynamic_filter_fn(|metadata, _| {
        metadata.is_event() && metadata.target() == "sqlx::query" && *metadata.level() == Level::WARN
    });
    // Else sqlx, which asks first, would be told to make its summary of every statement.
    let slow = slow.with_max_level_hint(LevelFilter::WARN);
    Counting.with_filter(slow).boxed()
}

struct Counting;

impl<S: Subscriber> Layer<S> for Counting {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut told = Told { verb: "other", seconds: None };
        event.record(&mut told);
        if let Some(seconds) = told.seconds {
            STATEMENTS.get_or_create(&[("verb", told.verb)]).observe(seconds);
        }
    }
}

/// What an event tells of a statement. Its text is looked at no further than its first word.
struct Told {
    verb: &'static str,
    seconds: Option<f64>,
}

impl Visit for Told {
    fn record_f64(&mut self, field: &Field, value: f64) {
        if field.name() == "elapsed_secs" {
            self.seconds = Some(value);
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "summary" {
            let first = value.trim_start_matches('(').split_whitespace().next().unwrap_or_default();
            self.verb = VERBS.into_iter().find(|verb| first.eq_ignore_ascii_case(verb)).unwrap_or("other");
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn fmt::Debug) {}
}

#[cfg(test)]
mod tests {
    use backend::testing::TestBackend;
    use prometheus_client::{encoding::text::encode, registry::Registry};
    use tracing_subscriber::prelude::*;

    use super::*;

    /// How many of a verb were counted.
    fn counted(verb: &str) -> u64 {
        let mut registry = Registry::default();
        registry.register("slow", "Slow", statements());
        let mut text = String::new();
        encode(&mut text, &registry).expect("written");
        let line = format!("slow_count{{verb=\"{verb}\"}} ");
        let count = text.lines().find_map(|told| told.strip_prefix(&line)).expect("a count");
        count.parse().expect("a number")
    }

    #[test]
    fn slow_statements_are_counted_by_verb_and_others_are_not() {
        assert_eq!(layer().max_level_hint(), Some(LevelFilter::WARN), "no summary is made of what is quick");
        let subscriber = tracing_subscriber::registry().with(vec![layer()]);
        tracing::subscriber::with_default(subscriber, || {
            tracing::warn!(target: "sqlx::query", summary = "DELETE FROM a …", elapsed_secs = 0.3, "slow statement");
            tracing::warn!(target: "sqlx::query", summary = "(delete FROM b …", elapsed_secs = 3.0, "slow statement");
            tracing::warn!(target: "sqlx::query", summary = "BEGIN; SET LOCAL …", elapsed_secs = 0.2, "slow statement");
            tracing::debug!(target: "sqlx::query", summary = "DELETE FROM c …", elapsed_secs = 0.01, "statement");
            tracing::warn!(summary = "DELETE FROM d", elapsed_secs = 0.3, "another target");
        });
        assert_eq!(["delete", "other", "insert"].map(counted), [2, 1, 0]);
    }

    #[tokio::test]
    async fn what_sqlx_tells_of_a_slow_statement_is_understood() {
        let backend = TestBackend::start().await;
        let mut connection = backend.db.glance().await.expect("a connection");
        let before = counted("select");
        // Also for the `log` crate, as in the program: sqlx asks by it whether anybody listens.
        let listening = tracing_subscriber::registry().with(vec![layer()]).set_default();
        sqlx::query("SELECT pg_sleep(0.15)").execute(&mut *connection).await.expect("slept");
        drop(listening);
        assert_eq!(counted("select"), before + 1);
    }
}
