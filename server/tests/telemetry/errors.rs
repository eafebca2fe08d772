//! What goes wrong is told to Sentry with what helps, and without what opens anything.

use std::time::Duration;

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::{Role, Viewer};
use server::{config::Config, telemetry::Telemetry};
use sqlx::{Connection, Executor, PgConnection};

use crate::{
    sink::{Sink, event},
    support::{Answer, TestServer},
};

/// Starts telling as a server with these settings would.
fn tell(settings: &[(&str, &str)]) -> Telemetry {
    // The first who speaks TLS says with which cryptography; another test's process has said so for itself.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let settings = settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Telemetry::start(&Config::parse(&settings).expect("settings")).expect("started")
}

/// A request full of secrets, to a server whose database has lost a table.
async fn provoke(server: &TestServer, mirna: &Viewer) -> Answer {
    let mut owner = PgConnection::connect(&server.backend.database_url).await.expect("the database");
    owner.execute("ALTER TABLE galleries RENAME TO lost").await.expect("renamed");
    let cookies = format!("{}; visitor=visitor-secret-4711", server.signed_in(mirna).await);
    let request = Request::get("/api/dashboard/gallery_count?q=query-secret-4711")
        .header("sec-fetch-site", "same-origin")
        .header(header::COOKIE, cookies)
        .header(header::REFERER, "https://lumora.example/g/link-secret-4711")
        .header(header::USER_AGENT, "agent-4711")
        .header("accept", "application/json");
    server.ask(request.body(Body::from("body-secret-4711")).expect("a request")).await
}

#[tokio::test]
async fn a_fault_arrives_with_what_helps_and_without_secrets() {
    let sink = Sink::open().await;
    let telemetry = tell(&[("SENTRY_DSN", &sink.dsn()), ("SENTRY_ENVIRONMENT", "staging")]);
    let server = TestServer::start(&[]).await;
    let mirna = server.backend.studio("Atelier Mirna", Role::Owner).await;
    let answer = provoke(&server, &mirna).await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    telemetry.stop().await;
    let letters = sink.letters();
    assert_eq!(letters.len(), 1, "why it failed, and not once more that it did");
    let event = event(&letters[0]);
    let person = mirna.person.as_ref().expect("a person");
    let reference = answer.headers["x-request-id"].to_str().expect("text");
    assert_eq!(event["release"], format!("lumora@{}", env!("CARGO_PKG_VERSION")));
    assert_eq!((&event["environment"], &event["platform"]), (&"staging".into(), &"native".into()));
    assert_eq!(event["user"], serde_json::json!({ "id": person.id.to_string() }));
    assert_eq!(event["tags"]["reference"], reference);
    assert_eq!(event["tags"]["method"], "GET");
    assert_eq!(event["tags"]["route"], "/api/dashboard/gallery_count");
    let reason = event["exception"]["values"][0]["value"].as_str().expect("a reason");
    assert!(reason.contains("galleries"), "{reason}");
    let told = String::from_utf8_lossy(&letters[0].2).into_owned();
    for secret in ["secret-4711", "agent-4711", "lumora=", person.email.as_str(), "Mirna", "203.0.113.7", "Atelier"] {
        assert!(!told.contains(secret), "{secret} is told: {told}");
    }
}

#[tokio::test]
async fn nothing_is_told_where_nobody_asked_for_it() {
    let sink = Sink::open().await;
    let telemetry = tell(&[("BASE_URL", &format!("http://{}", sink.address()))]);
    let server = TestServer::start(&[]).await;
    let mirna = server.backend.studio("Atelier Mirna", Role::Owner).await;
    assert_eq!(provoke(&server, &mirna).await.status, StatusCode::INTERNAL_SERVER_ERROR);
    telemetry.stop().await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(sink.letters().is_empty());
}

#[tokio::test]
async fn a_sentry_that_says_nothing_delays_nobody() {
    // Takes connections, and that is all.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let dsn = format!("http://key0@{}/42", silent.local_addr().expect("an address"));
    let telemetry = tell(&[("SENTRY_DSN", &dsn)]);
    let began = std::time::Instant::now();
    for number in 0..1_000 {
        tracing::error!(target: "server::test", number, "a request failed");
    }
    assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
    telemetry.stop().await;
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
}
