//! What a studio installs: the manifest, the service worker, and the page it shows without a network.

use std::collections::BTreeMap;

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use backend::testing::TestBackend;
use http_body_util::BodyExt;
use leptos::config::LeptosOptions;
use serde_json::Value;
use server::{config::Config, router::router, routes};
use tower::ServiceExt;

/// A server with the files of the site.
async fn site() -> (TestBackend, Router) {
    let backend = TestBackend::start().await;
    let config = Config::parse(&BTreeMap::new()).expect("settings");
    let options = LeptosOptions::builder().output_name("lumora").site_root("../public").build();
    let (router, ..) = router(&config, (*backend).clone(), options);
    (backend, router)
}

async fn get(router: &Router, path: &str) -> (StatusCode, HeaderMap, String) {
    let request = Request::get(path).body(Body::empty()).expect("a request");
    let (head, body) = router.clone().oneshot(request).await.expect("an answer").into_parts();
    let body = body.collect().await.expect("a body").to_bytes();
    (head.status, head.headers, String::from_utf8_lossy(&body).into_owned())
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[tokio::test]
async fn what_the_manifest_names_is_there() {
    let (_backend, router) = site().await;
    let (status, headers, body) = get(&router, "/manifest.webmanifest").await;
    assert_eq!((status, text(&headers, header::CONTENT_TYPE)), (StatusCode::OK, "application/manifest+json"));
    let manifest: Value = serde_json::from_str(&body).expect("JSON");
    let pages = manifest["shortcuts"].as_array().expect("shortcuts").iter().map(|shortcut| &shortcut["url"]);
    for page in pages.chain([&manifest["start_url"]]) {
        assert!(routes::page_at(page.as_str().expect("a path")).is_some(), "{page} is no page");
    }
    let icons = manifest["icons"].as_array().expect("icons");
    assert!(icons.iter().any(|icon| icon["purpose"] == "maskable"));
    for icon in icons {
        let (status, headers, _) = get(&router, icon["src"].as_str().expect("a path")).await;
        assert_eq!(
            (status, text(&headers, header::CONTENT_TYPE)),
            (StatusCode::OK, icon["type"].as_str().expect("a type"))
        );
    }
}

#[tokio::test]
async fn the_worker_is_asked_for_each_time_and_may_load_what_is_ours() {
    let (_backend, router) = site().await;
    let (status, headers, script) = get(&router, "/sw.js").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(text(&headers, header::CONTENT_TYPE), "text/javascript; charset=utf-8");
    assert_eq!(text(&headers, header::CACHE_CONTROL), "no-cache");
    assert_eq!(text(&headers, header::CONTENT_SECURITY_POLICY), "default-src 'self'");
    assert!(script.contains("const CACHE = 'shell-") && !script.contains("/api/") && !script.contains("/files/"));
    let first = script.split("const FIRST = ").nth(1).and_then(|rest| rest.split(';').next()).expect("a list");
    let first: Vec<String> = serde_json::from_str(first).expect("JSON");
    // The stylesheet is made by a build.
    for address in first.iter().filter(|address| !address.ends_with(".css")) {
        assert_eq!(get(&router, address).await.0, StatusCode::OK, "{address}");
    }
    assert_eq!(first.len(), 5);
}

#[tokio::test]
async fn without_a_network_it_is_said_in_both_languages_and_of_nobody() {
    let (_backend, router) = site().await;
    for (language, title) in [("en", "No network"), ("hr", "Nema mreže")] {
        let (status, headers, page) = get(&router, &format!("/offline/{language}")).await;
        assert_eq!((status, text(&headers, header::CONTENT_TYPE)), (StatusCode::OK, "text/html; charset=utf-8"));
        assert!(text(&headers, header::CONTENT_SECURITY_POLICY).contains("style-src 'self'"));
        assert!(page.contains(&format!("<title>{title}</title>")) && page.contains(&format!("lang=\"{language}\"")));
        assert!(!page.contains("<script"), "nothing runs in it");
    }
    assert_eq!(get(&router, "/offline/de").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_client_of_a_gallery_has_nothing_to_install() {
    let (_backend, router) = site().await;
    let (_, _, page) = get(&router, "/login").await;
    assert!(page.contains("<body") && !page.contains("manifest.webmanifest"));
}
