//! The server as its tests see it: the real router over a database of its own, asked in memory.

pub mod page;

use std::collections::BTreeMap;

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use backend::{accounts::StoredSession, sha256, testing::TestBackend};
use domain::Viewer;
use http_body_util::BodyExt;
use leptos::config::LeptosOptions;
use server::{config::Config, router::router};
use socketioxide::SocketIo;
use tower::ServiceExt;
use tower_sessions::session::Id;

/// A server for one test.
pub struct TestServer {
    /// What it works with.
    pub backend: TestBackend,
    /// What answers.
    pub router: Router,
    /// What speaks into live rooms.
    pub io: SocketIo,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    /// As text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl TestServer {
    /// Starts one with these settings; limits are wide unless a test narrows them.
    pub async fn start(settings: &[(&str, &str)]) -> Self {
        Self::over(TestBackend::start().await, settings)
    }

    /// The same over a backend that was made for it.
    pub fn over(backend: TestBackend, settings: &[(&str, &str)]) -> Self {
        let mut values: BTreeMap<String, String> = [("ACTIONS_PER_MINUTE".to_owned(), "1000000".to_owned())].into();
        values.extend(settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let config = Config::parse(&values).expect("settings");
        let options = LeptosOptions::builder().output_name("lumora").build();
        let (router, io, _) = router(&config, (*backend).clone(), options);
        Self { backend, router, io }
    }

    /// Asks.
    pub async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("a whole body").to_bytes().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// Asks with a method and a path, as a browser on our own pages would, with these cookies.
    pub async fn send(&self, method: Method, path: &str, cookies: &str, body: impl Into<Body>) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header("sec-fetch-site", "same-origin");
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies);
        }
        self.ask(request.body(body.into()).expect("a request")).await
    }

    /// The cookie of somebody signed in.
    pub async fn signed_in(&self, viewer: &Viewer) -> String {
        let id = Id(i128::from_be_bytes(self.backend.chance.bytes()));
        let person = viewer.person.as_ref().expect("a person");
        let studio = viewer.membership.as_ref().map(|membership| membership.studio);
        let session = StoredSession {
            id_hash: sha256(id.0.to_be_bytes()),
            user: Some(person.id),
            data: serde_json::json!({ "user": person.id, "studio": studio }),
            device: "Firefox on Linux".into(),
            source: "203.0.113.7".into(),
            // Cookies are checked against the machine's clock.
            expires_at: chrono::DateTime::from_timestamp_secs(4_000_000_000).expect("a moment"),
        };
        assert!(self.backend.accounts().create_session(&session).await.expect("stored"));
        format!("lumora={id}")
    }
}
