//! Errors to Sentry, or to anything else that speaks its envelopes (<https://develop.sentry.dev/sdk/data-model/envelopes/>).
//! What is logged as an error becomes an event: its words, a few fields that are named here, and the facts of the request.
//! Nothing else is told.

use std::{collections::BTreeMap, fmt, time::Instant};

use sentry_types::{
    Dsn,
    protocol::v7::{Envelope, Event, Exception, Level, Stacktrace, User},
};
use tracing::{
    Metadata, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{Layer, Registry, filter::dynamic_filter_fn, layer::Context};

use super::{budget::Budget, facts, ours, panics, release, scrub::scrub, sender::Sender, stack};

/// The target of what browsers told.
pub const BROWSER: &str = "lumora::browser";

/// Fields whose text says what went wrong.
const REASONS: [&str; 4] = ["error", "cause", "panic", "reason"];
/// Fields that are short words of our own, by which errors are looked for.
const TAGS: [&str; 7] = ["reference", "job", "attempt", "status", "name", "kind", "route"];
/// Characters of a text and of a tag.
const TEXT: usize = 1_000;
const TAG: usize = 200;
/// Errors of pages that are told in a minute. Anybody may send some, and they must not take the places of the server's own.
const OF_PAGES: u32 = 20;

/// Where errors go.
#[derive(Debug)]
pub struct Sentry {
    sender: Sender,
    release: String,
    environment: String,
}

impl Sentry {
    /// To the project of `dsn`; within a runtime.
    ///
    /// # Errors
    /// When TLS cannot be used.
    pub fn start(dsn: Dsn, environment: &str) -> reqwest::Result<Self> {
        Ok(Self { sender: Sender::start(&dsn)?, release: release(), environment: environment.to_owned() })
    }

    /// What hands errors of the log on.
    pub fn layer(&self) -> Box<dyn Layer<Registry> + Send + Sync> {
        let teller = Teller {
            sender: self.sender.clone(),
            release: self.release.clone(),
            environment: self.environment.clone(),
            of_pages: Budget::new(OF_PAGES),
        };
        teller.with_filter(dynamic_filter_fn(|metadata, _| worth_telling(metadata))).boxed()
    }

    /// Sends what waits, for two seconds at most.
    pub async fn stop(self) {
        self.sender.finish().await;
    }
}

fn worth_telling(metadata: &Metadata<'_>) -> bool {
    let error = *metadata.level() == tracing::Level::ERROR && ours(metadata.target());
    metadata.is_event() && (error || metadata.target() == BROWSER)
}

struct Teller {
    sender: Sender,
    release: String,
    environment: String,
    of_pages: Budget,
}

impl<S: Subscriber> Layer<S> for Teller {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == BROWSER && !self.of_pages.take(Instant::now()) {
            return;
        }
        let mut said = Said::default();
        event.record(&mut said);
        let facts = facts::current();
        // Why a request failed was told before its status is.
        if facts.as_ref().is_some_and(|facts| facts.tell()) && said.words == "answered" {
            return;
        }
        let mut told = said.into_event();
        if event.metadata().target() == BROWSER {
            told.platform = "javascript".into();
        } else {
            told.platform = "native".into();
            if let Some(facts) = &facts {
                told.tags.insert("method".into(), facts.method.to_string());
                told.tags.insert("route".into(), facts.route.clone());
            }
        }
        if let Some(facts) = facts {
            told.tags.insert("reference".into(), facts.reference.clone());
            told.user = facts.person().map(|id| User { id: Some(id.to_string()), ..User::default() });
        }
        told.transaction = told.tags.get("route").or_else(|| told.tags.get("job")).cloned();
        told.logger = Some(event.metadata().target().to_owned());
        told.release = Some(self.release.clone().into());
        told.environment = Some(self.environment.clone().into());
        let mut letter = Vec::new();
        let mut envelope = Envelope::new();
        envelope.add_item(told);
        if envelope.to_writer(&mut letter).is_ok() {
            self.sender.send(letter);
        }
    }
}

/// What is said in an event of the log, as far as it may be told.
#[derive(Default)]
struct Said {
    words: String,
    reason: Option<String>,
    panicked: bool,
    stack: Option<Stacktrace>,
    tags: BTreeMap<String, String>,
}

impl Said {
    fn into_event(self) -> Event<'static> {
        let place = if self.panicked { panics::take() } else { None };
        let stack =
            self.stack.or_else(|| place.map(|frame| Stacktrace { frames: vec![frame], ..Stacktrace::default() }));
        let exception = Exception { ty: self.words, value: self.reason, stacktrace: stack, ..Exception::default() };
        Event { level: Level::Error, exception: vec![exception].into(), tags: self.tags, ..Event::default() }
    }

    fn take(&mut self, field: &str, text: &str) {
        match field {
            "message" => self.words = scrub(text, TAG),
            "stack" => self.stack = stack::read(text),
            _ if REASONS.contains(&field) => {
                self.panicked |= field == "panic";
                self.reason = Some(scrub(text, TEXT));
            }
            // A route is a pattern, and has braces for what it hides.
            "route" => {
                self.tags.insert("route".into(), text.chars().take(TAG).collect());
            }
            _ if TAGS.contains(&field) => {
                self.tags.insert(field.to_owned(), scrub(text, TAG));
            }
            _ => {}
        }
    }
}

impl Visit for Said {
    fn record_str(&mut self, field: &Field, text: &str) {
        self.take(field.name(), text);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.take(field.name(), &format!("{value:?}"));
    }
}

#[cfg(test)]
mod tests {
    use axum::{
        Router,
        body::{Body, Bytes},
        http::Request,
        middleware::from_fn_with_state,
        routing::get,
    };
    use leptos::config::LeptosOptions;
    use tokio::{net::TcpListener, sync::mpsc};
    use tower::ServiceExt;
    use tracing_subscriber::prelude::*;

    use super::*;
    use crate::layers::{
        panic,
        request::{self, Trusted},
    };

    #[tokio::test]
    async fn a_panic_is_told_with_its_place_and_its_route() {
        // The first who speaks TLS says with which cryptography.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let dsn = format!("http://key0@{}/42", listener.local_addr().expect("an address"));
        let (take, mut taken) = mpsc::unbounded_channel();
        let sink = Router::new().fallback(move |body: Bytes| async move { take.send(body).is_ok().to_string() });
        tokio::spawn(async move { axum::serve(listener, sink).await });
        let sentry = Sentry::start(dsn.parse().expect("an address"), "test").expect("started");
        panics::watch();
        let telling = tracing_subscriber::registry().with(vec![sentry.layer()]).set_default();
        let broken = || async {
            if true {
                panic!("boom, on purpose");
            }
        };
        let options = LeptosOptions::builder().output_name("lumora").build();
        let router = Router::new()
            .route("/g/{token}", get(broken))
            .layer(from_fn_with_state(options, panic::catch))
            .layer(from_fn_with_state(Trusted([].into()), request::trace));
        let request = Request::get("/g/link-secret-4711?code=secret-4711").body(Body::empty()).expect("a request");
        let answer = router.oneshot(request).await.expect("an answer");
        drop(telling);
        sentry.stop().await;
        let told = String::from_utf8(taken.recv().await.expect("a letter").to_vec()).expect("text");
        let reference = answer.headers()["x-request-id"].to_str().expect("text");
        for expected in ["a request panicked", "boom, on purpose", "sentry.rs", "/g/{token}", "\"GET\"", reference] {
            assert!(told.contains(expected), "{expected} is not told: {told}");
        }
        assert!(!told.contains("secret-4711"), "{told}");
        assert!(taken.try_recv().is_err(), "once is enough");
    }
}
