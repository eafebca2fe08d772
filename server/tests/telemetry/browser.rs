//! What pages tell: counted by route, handed on without secrets, and no more than is of use.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::Role;
use serde_json::{Value, json};
use server::{config::Config, telemetry::Telemetry};

use crate::{
    sink::{Sink, event},
    support::TestServer,
};

async fn say(server: &TestServer, to: &str, cookies: &str, what: &Value) -> StatusCode {
    let request = Request::post(format!("/api/browser/{to}"))
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::COOKIE, cookies);
    server.ask(request.body(Body::from(what.to_string())).expect("a request")).await.status
}

async fn metrics(server: &TestServer) -> String {
    let request = Request::get("/metrics").header(header::AUTHORIZATION, "Bearer a-long-token");
    server.ask(request.body(Body::empty()).expect("a request")).await.text()
}

#[tokio::test]
async fn an_error_of_a_page_is_counted_and_told_without_secrets() {
    // See `errors`: each test is a process of its own.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let sink = Sink::open().await;
    let settings = [("SENTRY_DSN".to_owned(), sink.dsn())].into();
    let telemetry = Telemetry::start(&Config::parse(&settings).expect("settings")).expect("started");
    let server = TestServer::start(&[("METRICS_TOKEN", "a-long-token")]).await;
    let mirna = server.backend.studio("Atelier Mirna", Role::Owner).await;
    let cookies = server.signed_in(&mirna).await;
    let met = json!({
        "kind": "rejection",
        "message": "cannot read https://lumora.example/g/kT3vQ9xZ1bLmN8pR2s?code=9182\u{1b}[31m of ana@example.com",
        "stack": "TypeError: x\n    at draw (https://lumora.example/pkg/lumora.js:12:34)\n    at https://lumora.example/g/kT3vQ9xZ1bLmN8pR2s:1:1",
        "path": "/g/kT3vQ9xZ1bLmN8pR2s",
    });
    assert_eq!(say(&server, "errors", &cookies, &met).await, StatusCode::NO_CONTENT);
    telemetry.stop().await;
    let letters = sink.letters();
    assert_eq!(letters.len(), 1);
    let event = event(&letters[0]);
    assert_eq!(event["platform"], "javascript");
    assert_eq!(event["release"], format!("lumora@{}", env!("CARGO_PKG_VERSION")));
    assert_eq!(event["user"]["id"], mirna.person.as_ref().expect("a person").id.to_string());
    assert_eq!((&event["tags"]["route"], &event["tags"]["kind"]), (&"/g/{token}".into(), &"rejection".into()));
    let exception = &event["exception"]["values"][0];
    assert_eq!(exception["value"], "cannot read /g/{token} [31m of [mail]");
    assert_eq!(exception["stacktrace"]["frames"][1]["filename"], "/pkg/lumora.js");
    let told = String::from_utf8_lossy(&letters[0].2).into_owned();
    for secret in ["kT3vQ9", "9182", "ana@", "\\u001b", "lumora="] {
        assert!(!told.contains(secret), "{secret} is told: {told}");
    }
    let text = metrics(&server).await;
    assert!(text.contains(r#"lumora_browser_errors_total{route="/g/{token}",kind="rejection"} 1"#), "{text}");
}

#[tokio::test]
async fn vitals_are_counted_by_route_and_device() {
    let server = TestServer::start(&[("METRICS_TOKEN", "a-long-token")]).await;
    let page =
        json!({ "path": "/g/kT3vQ9xZ1bLmN8pR2s", "device": "phone", "lcp": 1.2, "cls": 0.02, "inp": 0.1, "ttfb": 0.3 });
    assert_eq!(say(&server, "vitals", "", &page).await, StatusCode::NO_CONTENT);
    for strange in [
        json!({ "path": "/g/x", "device": "phone", "lcp": -1.0, "cls": 1e9 }),
        json!({ "path": "/nowhere/at/all", "device": "desktop" }),
    ] {
        assert_eq!(say(&server, "vitals", "", &strange).await, StatusCode::NO_CONTENT);
    }
    for wrong in [json!({ "path": "/", "device": "toaster" }), json!([]), json!({ "device": "phone", "lcp": "soon" })] {
        assert_eq!(say(&server, "vitals", "", &wrong).await, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let text = metrics(&server).await;
    for vital in ["lcp_seconds", "inp_seconds", "ttfb_seconds", "cls"] {
        let counted = format!("lumora_web_vitals_{vital}_count{{route=\"/g/{{token}}\",device=\"phone\"}} 1");
        assert!(text.contains(&counted), "{counted} is not in\n{text}");
    }
    assert!(!text.contains("kT3vQ9") && !text.contains("toaster"), "{text}");
}

#[tokio::test]
async fn nobody_says_much_and_nobody_from_elsewhere() {
    let server = TestServer::start(&[]).await;
    let long = json!({ "kind": "error", "message": "x".repeat(9_000) });
    assert_eq!(say(&server, "errors", "", &long).await, StatusCode::PAYLOAD_TOO_LARGE);
    let elsewhere = Request::post("/api/browser/errors")
        .header("sec-fetch-site", "cross-site")
        .body(Body::from(r#"{"kind":"error"}"#))
        .expect("a request");
    assert_eq!(server.ask(elsewhere).await.status, StatusCode::FORBIDDEN);
    let mut refused = 0;
    for _ in 0..1_000 {
        let status = say(&server, "errors", "", &json!({ "kind": "error", "message": "boom" })).await;
        refused += usize::from(status == StatusCode::TOO_MANY_REQUESTS);
    }
    assert!(refused > 100, "{refused}");
}
