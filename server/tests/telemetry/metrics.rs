//! Who may read the metrics, and what is in them.

use std::net::SocketAddr;

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Method, Request, StatusCode, header},
};

use crate::support::{Answer, TestServer};

async fn ask(server: &TestServer, peer: &str, headers: &[(&str, &str)]) -> Answer {
    let peer: SocketAddr = peer.parse().expect("an address");
    let request = headers.iter().fold(Request::get("/metrics"), |request, (name, value)| request.header(*name, *value));
    server.ask(request.extension(ConnectInfo(peer)).body(Body::empty()).expect("a request")).await
}

#[tokio::test]
async fn only_this_machine_or_whoever_has_the_token_may_read_them() {
    let here = ("host", "127.0.0.1:3000");
    let plain = TestServer::start(&[]).await;
    let behind = TestServer::start(&[("TRUSTED_PROXIES", "127.0.0.1"), ("METRICS_TOKEN", "a-long-token")]).await;
    let status =
        async |server: &TestServer, peer: &str, headers: &[(&str, &str)]| ask(server, peer, headers).await.status;
    for peer in ["127.0.0.1:4000", "[::1]:4000", "[::ffff:127.0.0.1]:4000"] {
        assert_eq!(status(&plain, peer, &[here]).await, StatusCode::OK, "{peer}");
    }
    for (peer, headers) in [
        ("198.51.100.9:4000", &[here][..]),
        ("10.0.0.1:4000", &[here]),
        ("127.0.0.1:4000", &[("host", "photos.example.com")]),
        ("127.0.0.1:4000", &[here, ("x-forwarded-for", "198.51.100.9")]),
        ("127.0.0.1:4000", &[here, ("forwarded", "for=127.0.0.1")]),
        ("198.51.100.9:4000", &[here, ("x-forwarded-for", "127.0.0.1")]),
        ("198.51.100.9:4000", &[here, ("authorization", "Bearer ")]),
    ] {
        assert_eq!(status(&plain, peer, headers).await, StatusCode::NOT_FOUND, "{peer} {headers:?}");
    }
    // A proxy on this machine is not this machine.
    assert_eq!(status(&behind, "127.0.0.1:4000", &[here]).await, StatusCode::NOT_FOUND);
    let token = ("authorization", "Bearer a-long-token");
    for (peer, headers, expected) in [
        ("127.0.0.1:4000", &[here, token][..], StatusCode::OK),
        ("198.51.100.9:4000", &[token], StatusCode::OK),
        ("198.51.100.9:4000", &[("authorization", "Bearer a-long-toke")], StatusCode::NOT_FOUND),
        ("198.51.100.9:4000", &[("authorization", "a-long-token")], StatusCode::NOT_FOUND),
    ] {
        assert_eq!(status(&behind, peer, headers).await, expected, "{peer} {headers:?}");
    }
}

#[tokio::test]
async fn they_tell_of_requests_pools_and_disk_and_of_no_visitor() {
    let server = TestServer::start(&[("DATA_DIR", ".")]).await;
    server.send(Method::GET, "/g/link-secret-4711?code=secret-4711", "", Body::empty()).await;
    // A link as they are is looked for in the database.
    server.send(Method::GET, "/g/AAAAAAAAAAAAAAAAAAAAAA", "", Body::empty()).await;
    server.send(Method::GET, "/health/live", "", Body::empty()).await;
    let answer = ask(&server, "127.0.0.1:4000", &[("host", "localhost")]).await;
    let kind = answer.headers[header::CONTENT_TYPE].to_str().expect("text").to_owned();
    assert!(kind.starts_with("application/openmetrics-text"), "{kind}");
    let text = answer.text();
    for expected in [
        r#"lumora_http_requests_total{method="GET",route="/g/{token}",status="4xx"} 2"#,
        r#"lumora_http_requests_total{method="GET",route="/health/live",status="2xx"} 1"#,
        r#"lumora_http_request_duration_seconds_count{route="/g/{token}"} 2"#,
        r#"lumora_database_connections_most{pool="app"} 8"#,
        r#"lumora_database_wait_seconds_bucket{"#,
        r#"lumora_data_bytes{room="free"}"#,
        "lumora_process_memory_bytes ",
        r#"lumora_live_connections{space="live"} 0"#,
        r#"lumora_live_connections{space="visit"} 0"#,
        "# EOF",
    ] {
        assert!(text.contains(expected), "{expected} is not in\n{text}");
    }
    assert!(!text.contains("secret-4711"), "{text}");
}
