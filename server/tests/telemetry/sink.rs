//! What listens where Sentry or a collector would.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, Uri},
};
use serde_json::Value;
use tokio::net::TcpListener;

/// A letter as it came: where to, its headers, its bytes.
pub type Letter = (String, HeaderMap, Bytes);

/// Takes what is posted to it, wherever to.
#[derive(Clone, Default)]
pub struct Sink {
    letters: Arc<Mutex<Vec<Letter>>>,
    address: String,
}

impl Sink {
    /// One that listens.
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let sink = Self { address, ..Self::default() };
        let router = Router::new().fallback(take).with_state(sink.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        sink
    }

    /// Its host and port.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// As a project at Sentry.
    pub fn dsn(&self) -> String {
        format!("http://key0@{}/42", self.address)
    }

    /// All that came, in order.
    pub fn letters(&self) -> Vec<Letter> {
        self.letters.lock().expect("held by nobody who panicked").clone()
    }

    /// All that came, as soon as there are `number`.
    pub async fn wait_for(&self, number: usize) -> Vec<Letter> {
        for _ in 0..200 {
            if self.letters().len() >= number {
                break;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        self.letters()
    }
}

async fn take(State(sink): State<Sink>, uri: Uri, headers: HeaderMap, body: Bytes) -> StatusCode {
    sink.letters.lock().expect("held by nobody who panicked").push((uri.path().to_owned(), headers, body));
    StatusCode::OK
}

/// The event in an envelope: a line of headers, a line of the item's headers, and so many bytes as that says.
pub fn event((path, headers, body): &Letter) -> Value {
    assert_eq!(path, "/api/42/envelope/");
    assert_eq!(headers["content-type"], "application/x-sentry-envelope");
    let auth = headers["x-sentry-auth"].to_str().expect("text");
    assert!(auth.starts_with("Sentry ") && auth.contains("sentry_key=key0"), "{auth}");
    let mut lines = body.splitn(3, |byte| *byte == b'\n');
    let mut line = || lines.next().expect("a line");
    let envelope: Value = serde_json::from_slice(line()).expect("JSON");
    let item: Value = serde_json::from_slice(line()).expect("JSON");
    assert_eq!(item["type"], "event");
    let length = usize::try_from(item["length"].as_u64().expect("a length")).expect("a length");
    let event: Value = serde_json::from_slice(&line()[..length]).expect("JSON");
    assert_eq!(
        envelope["event_id"].as_str().map(|id| id.replace('-', "")),
        event["event_id"].as_str().map(str::to_owned)
    );
    event
}
