//! The alerts and the dashboard we ship speak of metrics that there are.

use std::collections::BTreeSet;

use axum::{
    body::Body,
    http::{Request, header},
};
use backend::{
    Backend,
    demo::pictures::{Scene, draw},
    mailer::Mailer,
    testing::TestBackend,
};
use domain::Role;
use leptos::config::LeptosOptions;
use serde_json::Value;
use server::config::Config;
use tower::ServiceExt;

use crate::support::TestServer;

const ALERTS: &str = include_str!("../../../ops/prometheus/alerts.yml");
const DASHBOARD: &str = include_str!("../../../ops/grafana/lumora.json");

/// The names of metrics in a text, as it writes them.
fn named(text: &str) -> BTreeSet<&str> {
    let words = text.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_');
    words.filter(|word| word.starts_with("lumora_")).collect()
}

/// Everything a server tells that has had something of each to do.
async fn told() -> String {
    let server = TestServer::start(&[("METRICS_TOKEN", "a-long-token")]).await;
    let backend: &TestBackend = &server.backend;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let options = LeptosOptions::builder().output_name("lumora").build();
    let settings =
        [("METRICS_TOKEN", "a-long-token"), ("DATA_DIR", ".")].map(|(name, value)| (name.to_owned(), value.to_owned()));
    let mailer = Mailer::smtp("smtp://127.0.0.1:1", "a@example.com", std::time::Duration::ZERO).expect("a mailer");
    let sending = Backend { mailer, ..(**backend).clone() };
    let (router, _, _) = server::router::router(&Config::parse(&settings.into()).expect("settings"), sending, options);
    let cookies = server.signed_in(&mirna).await;
    let ask = async |method: &str, path: &str, kind: &str, body: Vec<u8>| {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, &cookies)
            .header(header::AUTHORIZATION, "Bearer a-long-token")
            .header(header::CONTENT_TYPE, kind);
        let answer =
            router.clone().oneshot(request.body(Body::from(body)).expect("a request")).await.expect("an answer");
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
        let body = axum::body::to_bytes(answer.into_body(), usize::MAX).await.expect("a whole body");
        String::from_utf8_lossy(&body).into_owned()
    };
    for scene in [Scene::Dunes, Scene::Sea] {
        let head = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n\r\n";
        let body = [head.as_bytes(), &draw(scene, 1, 160, 120, "2026:05:16 10:00:00"), b"\r\n--x--\r\n"].concat();
        let photos = format!("/api/dashboard/galleries/{gallery}/photos");
        ask("POST", &photos, "multipart/form-data; boundary=x", body).await;
        // The second one stays in the queue.
        if scene == Scene::Dunes {
            backend.run_jobs().await;
        }
    }
    let vitals = r#"{"path":"/","device":"phone","lcp":1,"inp":0.1,"ttfb":0.1,"cls":0.1}"#;
    ask("POST", "/api/browser/vitals", "application/json", vitals.into()).await;
    ask("POST", "/api/browser/errors", "application/json", r#"{"kind":"panic","path":"/"}"#.into()).await;
    ask("GET", "/metrics", "", Vec::new()).await
}

#[tokio::test]
async fn alerts_and_dashboard_name_only_what_is_told() {
    let text = told().await;
    let samples: BTreeSet<&str> =
        text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split(['{', ' ']).next()).collect();
    for (file, words) in [("alerts.yml", ALERTS), ("lumora.json", DASHBOARD)] {
        let names = named(words);
        assert!(names.len() > 10, "{file}: {names:?}");
        let unknown: Vec<_> = names.iter().filter(|name| !samples.contains(**name)).collect();
        assert!(unknown.is_empty(), "{file} speaks of {unknown:?}, which nobody tells; there are {samples:#?}");
    }
}

#[test]
fn the_dashboard_is_one() {
    let dashboard: Value = serde_json::from_str(DASHBOARD).expect("JSON");
    let panels = dashboard["panels"].as_array().expect("panels");
    assert!(panels.iter().all(|panel| panel["targets"].as_array().is_some_and(|targets| !targets.is_empty())));
    let ids: BTreeSet<_> = panels.iter().filter_map(|panel| panel["id"].as_i64()).collect();
    assert_eq!(ids.len(), panels.len());
}
