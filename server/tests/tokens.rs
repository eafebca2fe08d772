//! Scripts with a token, as `curl` comes: without cookies, from no page, to where photographs are sent.

#[expect(dead_code, reason = "other tests use the rest of it")]
mod support;

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use backend::{
    demo::pictures::{Scene, draw},
    limits,
    testing::connect_as,
};
use chrono::TimeDelta;
use domain::{ApiToken, GalleryId, Role, TokenLife, TokenScope, Viewer};
use support::{Answer, TestServer};

struct Studio {
    server: TestServer,
    mirna: Viewer,
    gallery: GalleryId,
    token: ApiToken,
}

impl Studio {
    async fn start() -> Self {
        let server = TestServer::start(&[]).await;
        let mirna = server.backend.studio("Atelier Mirna", Role::Editor).await;
        let gallery = server.backend.gallery(&mirna, "Ana & Luka").await;
        let accounts = server.backend.accounts();
        let made = accounts.make_token(&mirna, "Studio computer", TokenScope::Upload, TokenLife::Month).await;
        let token = made.expect("made");
        Self { server, mirna, gallery, token }
    }

    /// `curl -H "Authorization: Bearer …" -F file=@MIR_1.jpg …/photos`
    async fn curl(&self, authorization: &str, more: &[(&str, &str)]) -> Answer {
        let picture = draw(Scene::Forest, 1, 300, 200, "2026:05:16 10:00:00");
        let head = b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"MIR_1.jpg\"\r\n\r\n";
        let body = [head.as_slice(), &picture, b"\r\n--x--\r\n"].concat();
        let mut request = Request::post(format!("/api/dashboard/galleries/{}/photos", self.gallery))
            .header(header::AUTHORIZATION, authorization)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
        for (name, value) in more {
            request = request.header(*name, *value);
        }
        self.server.ask(request.body(Body::from(body)).expect("a request")).await
    }

    fn bearer(&self) -> String {
        format!("Bearer {}", self.token.expose())
    }

    async fn ask(&self, method: Method, path: &str, cookies: &str) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, self.bearer())
            .header(header::COOKIE, cookies)
            .header("sec-fetch-site", "same-origin")
            .header("tus-resumable", "1.0.0");
        self.server.ask(request.body(Body::empty()).expect("a request")).await
    }
}

fn said<'a>(answer: &'a Answer, name: &str) -> &'a str {
    answer.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// Status, kind of the body, and what is asked for.
fn refusal(answer: &Answer) -> (u16, &str, &str) {
    (answer.status.as_u16(), said(answer, "content-type"), said(answer, "www-authenticate"))
}

const UNKNOWN: (u16, &str, &str) = (401, "application/problem+json", "Bearer error=\"invalid_token\"");
const TOO_NARROW: (u16, &str, &str) = (403, "application/problem+json", "Bearer error=\"insufficient_scope\"");

#[tokio::test]
async fn curl_sends_a_photograph() {
    let studio = Studio::start().await;
    let answer = studio.curl(&studio.bearer(), &[]).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    assert_eq!(said(&answer, "set-cookie"), "", "scripts keep none");
    let again = studio.curl(&studio.bearer(), &[("origin", "https://scripts.example")]).await;
    assert_eq!(again.status, 200, "whatever it says of where it comes from: {}", again.text());
    assert!(again.text().contains("\"already_here\":true"), "{}", again.text());
    let backend = &studio.server.backend;
    let listed = backend.accounts().tokens(&studio.mirna).await.expect("listed");
    assert_eq!(listed[0].last_used_at, Some(backend.clock.now()));
}

#[tokio::test]
async fn what_is_no_token_any_more_is_unknown() {
    let studio = Studio::start().await;
    let (backend, bearer) = (&studio.server.backend, studio.bearer());
    for wrong in ["Bearer lum_x", "bearer lum_", &bearer[..bearer.len() - 1], &format!("{bearer}0")] {
        assert_eq!(refusal(&studio.curl(wrong, &[]).await), UNKNOWN, "{wrong}");
    }
    // A cookie does not make up for it.
    let cookie = studio.server.signed_in(&studio.mirna).await;
    let both = [("cookie", cookie.as_str()), ("sec-fetch-site", "same-origin")];
    assert_eq!(refusal(&studio.curl("Bearer lum_x", &both).await), UNKNOWN);
    for (others, status) in [("Basic bWlybmE6eA==", 201), ("Bearer eyJhbGciOiJIUzI1NiJ9", 200)] {
        assert_eq!(studio.curl(others, &both).await.status, status, "{others} is for a proxy in front");
    }

    backend.clock.advance(TimeDelta::days(30));
    assert_eq!(refusal(&studio.curl(&bearer, &[]).await), UNKNOWN, "its time is over");
    backend.clock.advance(TimeDelta::days(-30));
    assert_eq!(studio.curl(&bearer, &[]).await.status, 200);
    let listed = backend.accounts().tokens(&studio.mirna).await.expect("listed");
    backend.accounts().revoke_token(&studio.mirna, listed[0].id).await.expect("revoked");
    assert_eq!(refusal(&studio.curl(&bearer, &[]).await), UNKNOWN);
}

#[tokio::test]
async fn a_token_opens_nothing_else_whoever_comes_along() {
    let studio = Studio::start().await;
    let cookie = studio.server.signed_in(&studio.mirna).await;
    let uploads = format!("/api/dashboard/galleries/{}/uploads", studio.gallery);
    assert_eq!(studio.ask(Method::OPTIONS, &uploads, "").await.status, 204);
    let gallery = format!("/dashboard/galleries/{}", studio.gallery);
    let (slash, double) = (format!("{uploads}/"), format!("/{uploads}"));
    for (method, path) in [
        (Method::GET, "/"),
        (Method::GET, "/api/account/me"),
        (Method::GET, gallery.as_str()),
        (Method::POST, "/api/account/me/make_token"),
        (Method::POST, "/api/dashboard/trash_gallery"),
        (Method::GET, "/socket.io/?EIO=4&transport=websocket"),
        (Method::GET, "/nothing/here"),
        (Method::GET, uploads.as_str()),
        (Method::PUT, uploads.as_str()),
        (Method::POST, slash.as_str()),
        (Method::POST, double.as_str()),
    ] {
        for cookies in ["", cookie.as_str()] {
            let answer = studio.ask(method.clone(), path, cookies).await;
            assert_eq!(refusal(&answer), TOO_NARROW, "{method} {path}");
            assert!(!answer.text().contains("Ana &"), "{path}");
        }
    }
}

#[tokio::test]
async fn what_the_person_loses_the_script_loses() {
    let studio = Studio::start().await;
    assert_eq!(studio.curl(&studio.bearer(), &[]).await.status, 201);
    let mut system = connect_as(&studio.server.backend.database_url, "lumora_system").await;
    let mut after = async |change: &'static str| {
        sqlx::query(change).execute(&mut system).await.expect("changed");
        studio.curl(&studio.bearer(), &[]).await
    };
    let demoted = after("UPDATE memberships SET role = 'viewer'").await;
    assert!(demoted.status == 403 && demoted.text().contains("\"code\":\"forbidden\""), "{}", demoted.text());
    assert_eq!(refusal(&after("DELETE FROM memberships").await), UNKNOWN);
}

#[tokio::test]
async fn another_studio_is_not_there() {
    let mut studio = Studio::start().await;
    let petra = studio.server.backend.studio("Studio Petra", Role::Owner).await;
    studio.gallery = studio.server.backend.gallery(&petra, "Marija & Ivan").await;
    assert_eq!(studio.curl(&studio.bearer(), &[]).await.status, 404);
}

#[tokio::test]
async fn wrong_tokens_are_soon_refused_unseen_and_right_ones_are_not() {
    let studio = Studio::start().await;
    let guess = format!("Bearer {}", ApiToken::from_random([7; 32]).expose());
    for _ in 0..limits::TOKEN_BY_SOURCE.attempts {
        assert_eq!(refusal(&studio.curl(&guess, &[]).await), UNKNOWN);
    }
    let answer = studio.curl(&guess, &[]).await;
    assert_eq!((answer.status.as_u16(), said(&answer, "retry-after")), (429, "900"));
    assert_eq!(studio.curl(&studio.bearer(), &[]).await.status, 201);
}

#[tokio::test]
async fn a_token_is_made_on_the_account_page_and_shown_there_without_its_secret() {
    let studio = Studio::start().await;
    let cookie = studio.server.signed_in(&studio.mirna).await;
    // Made later than the other: what was made in one moment is in no order.
    studio.server.backend.clock.advance(TimeDelta::seconds(1));
    let make = async |form: &'static str| {
        let request = Request::post("/api/account/me/make_token")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, &cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        studio.server.ask(request.body(Body::from(form)).expect("a request")).await
    };
    let answer = make("name=Lightroom&life=year").await;
    assert_eq!((answer.status.as_u16(), said(&answer, "cache-control")), (200, "no-store"), "{}", answer.text());
    let token: String = serde_json::from_str(&answer.text()).expect("a text");
    assert_eq!(studio.curl(&format!("Bearer {token}"), &[]).await.status, 201);
    for wrong in ["name=&life=year", "name=Lightroom&life=long", "name=Lightroom"] {
        assert_eq!(make(wrong).await.status, 422, "{wrong}");
    }
    let listed = studio.server.backend.accounts().tokens(&studio.mirna).await.expect("listed");
    assert_eq!(listed.iter().map(|token| &*token.name).collect::<Vec<_>>(), ["Lightroom", "Studio computer"]);
    let page = studio.server.send(Method::GET, "/dashboard/account", &cookie, Body::empty()).await.text();
    assert!(page.contains("Lightroom") && page.contains("Studio computer"), "{page}");
    assert!(!page.contains(&token[4..]));
}
