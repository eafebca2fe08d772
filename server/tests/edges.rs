//! What strangers try at the edges: forged addresses, odd ranges, signs that no database stores, photographs sent to
//! where they may not go.

#[expect(dead_code, reason = "other tests use the rest of it")]
mod support;

use std::{net::SocketAddr, thread};

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Method, Request, StatusCode, header},
};
use backend::{files::PhotoKeys, sha256};
use domain::{RenditionKind, Role, Viewer};
use http_body_util::BodyExt;
use support::{Answer, TestServer};
use tokio::runtime::Handle;
use tower::ServiceExt;

/// A sign-in from `peer` with a word of its own about where it comes from.
async fn sign_in(server: &TestServer, peer: &str, forwarded: &str, email: &str) -> StatusCode {
    let peer: SocketAddr = peer.parse().expect("an address");
    let request = Request::post("/api/account/sign_in")
        .header("sec-fetch-site", "same-origin")
        .header("x-forwarded-for", forwarded)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .extension(ConnectInfo(peer))
        .body(Body::from(format!("email={email}&password=velebit-2026&next=")))
        .expect("a request");
    server.ask(request).await.status
}

/// How many of a thousand attempts are judged when each claims another address. Not all of them look at one account, so
/// only the source can be what limits them.
async fn judged(server: &TestServer, peer: &str, forwarded: impl Fn(u32) -> String) -> usize {
    let mut judged = 0;
    for attempt in 0..1000 {
        let status = sign_in(server, peer, &forwarded(attempt), &format!("guest{attempt}@example.com")).await;
        match status {
            StatusCode::UNPROCESSABLE_ENTITY => judged += 1,
            StatusCode::TOO_MANY_REQUESTS => {}
            other => panic!("{other}"),
        }
    }
    judged
}

#[tokio::test]
async fn a_thousand_forged_addresses_are_one_source() {
    let server = TestServer::start(&[]).await;
    let forged = |attempt: u32| format!("10.{}.{}.7", attempt / 256, attempt % 256);
    assert_eq!(judged(&server, "198.51.100.9:4000", forged).await, 50);
    // Behind a trusted proxy, what the proxy says counts and what stands before it does not.
    let server = TestServer::start(&[("TRUSTED_PROXIES", "172.30.71.0/24")]).await;
    let behind = |attempt: u32| format!("10.{}.{}.7, 198.51.100.9", attempt / 256, attempt % 256);
    assert_eq!(judged(&server, "172.30.71.1:4000", behind).await, 50);
    // Others behind the same proxy are others.
    let other = sign_in(&server, "172.30.71.1:4000", "203.0.113.9", "guest@example.com").await;
    assert_eq!(other, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_flood_is_refused_before_it_is_looked_at() {
    let server = TestServer::start(&[("ACTIONS_PER_MINUTE", "20")]).await;
    let forged = |attempt: u32| format!("10.{}.{}.7", attempt / 256, attempt % 256);
    let judged = judged(&server, "198.51.100.9:4000", forged).await;
    assert!((20..50).contains(&judged), "{judged}");
}

/// A page may begin on one thread and end on another, as under load it does.
#[tokio::test(flavor = "multi_thread")]
async fn a_gallery_page_ends_on_any_thread() {
    let server = TestServer::start(&[]).await;
    let backend = &server.backend;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let gallery = backend.gallery(&mirna, "Lucija and Simun").await;
    backend.photo(&mirna, gallery, "MIR_1.jpg").await;
    backend.publish(&mirna, gallery).await;
    backend.unlock(&Viewer { visitor: Some(sha256("a visitor")), ..Viewer::default() }, gallery).await;
    let request = Request::get(format!("/g/{}", backend.link_token(gallery).await))
        .header(header::COOKIE, "visitor=a visitor")
        .body(Body::empty())
        .expect("a request");
    let answer = server.router.clone().oneshot(request).await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::OK);
    let runtime = Handle::current();
    let ending = thread::spawn(move || runtime.block_on(answer.into_body().collect()));
    let body = ending.join().expect("no panic").expect("a whole body").to_bytes();
    assert!(String::from_utf8_lossy(&body).contains("MIR_1.jpg"));
}

#[tokio::test]
async fn who_signs_in_goes_on_to_where_they_wanted() {
    let server = TestServer::start(&[]).await;
    let answer = server.send(Method::GET, "/dashboard/galleries?status=trash&search=a%26b", "", Body::empty()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let address = "/login?next=%2Fdashboard%2Fgalleries%3Fstatus%3Dtrash%26search%3Da%2526b";
    assert_eq!(answer.headers[header::LOCATION], address);
}

#[tokio::test]
async fn ranges_are_answered_as_rfc_9110_says() {
    let server = TestServer::start(&[]).await;
    let backend = &server.backend;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let gallery = backend.gallery(&mirna, "Lucija and Simun").await;
    let photo = backend.photo(&mirna, gallery, "MIR_1.jpg").await;
    let studio = mirna.membership.as_ref().expect("a member").studio;
    let mut system = backend::testing::connect_as(&backend.database_url, "lumora_system").await;
    let key: String = sqlx::query_scalar("SELECT storage_key FROM photos").fetch_one(&mut system).await.expect("a key");
    let key = PhotoKeys::new(studio, &key).rendition(RenditionKind::Thumb);
    backend.files.put(&key, b"0123456789".as_slice().into()).await.expect("stored");
    let cookies = server.signed_in(&mirna).await;
    let ask = async |method: Method, headers: &[(&str, &str)]| -> Answer {
        let request = headers
            .iter()
            .fold(Request::builder().method(method), |request, (name, value)| request.header(*name, *value))
            .uri(format!("/files/{gallery}/1/{photo}/thumb.jpg"))
            .header(header::COOKIE, &cookies);
        server.ask(request.body(Body::empty()).expect("a request")).await
    };
    let said = |answer: &Answer| {
        let range = answer.headers.get(header::CONTENT_RANGE).and_then(|range| range.to_str().ok()).unwrap_or_default();
        (answer.status.as_u16(), range.to_owned(), answer.text())
    };
    let whole = ask(Method::GET, &[]).await;
    assert_eq!(said(&whole), (200, String::new(), "0123456789".into()));
    let etag = whole.headers[header::ETAG].to_str().expect("a tag").to_owned();
    for (range, expected) in [
        ("bytes=2-4", (206, "bytes 2-4/10", "234")),
        ("bytes=7-", (206, "bytes 7-9/10", "789")),
        ("bytes=0-", (206, "bytes 0-9/10", "0123456789")),
        ("bytes=-3", (206, "bytes 7-9/10", "789")),
        ("bytes=-30", (206, "bytes 0-9/10", "0123456789")),
        ("bytes=8-99", (206, "bytes 8-9/10", "89")),
        // None of these is a range that can be given, so the whole is.
        ("bytes=0-1,4-5", (200, "", "0123456789")),
        ("bytes=4-2", (200, "", "0123456789")),
        ("lines=1-2", (200, "", "0123456789")),
    ] {
        let (status, content_range, body) = expected;
        let answer = ask(Method::GET, &[("range", range)]).await;
        assert_eq!(said(&answer), (status, content_range.into(), body.into()), "{range}");
    }
    for range in ["bytes=10-", "bytes=10-20", "bytes=-0"] {
        let (status, content_range, body) = said(&ask(Method::GET, &[("range", range)]).await);
        assert_eq!((status, &*content_range), (416, "bytes */10"), "{range}");
        assert!(body.contains("\"status\":416"), "{body}");
    }
    // Only if it is still the same; and what one has is not sent again, in parts or whole.
    let same = ask(Method::GET, &[("range", "bytes=2-4"), ("if-range", &etag)]).await;
    assert_eq!(same.status, StatusCode::PARTIAL_CONTENT);
    let other = ask(Method::GET, &[("range", "bytes=99-"), ("if-range", "\"other\"")]).await;
    assert_eq!(said(&other), (200, String::new(), "0123456789".into()));
    let known = ask(Method::GET, &[("range", "bytes=99-"), ("if-none-match", &etag)]).await;
    assert_eq!(known.status, StatusCode::NOT_MODIFIED);
    let head = ask(Method::HEAD, &[("range", "bytes=2-4")]).await;
    assert_eq!((head.status, &head.headers[header::CONTENT_LENGTH]), (StatusCode::OK, &header::HeaderValue::from(10)));
}
