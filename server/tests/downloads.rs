//! Downloads over HTTP: planned by a server function, fetched by plain requests as browsers and download managers make
//! them.

#[expect(dead_code, reason = "other tests use the rest of it")]
mod support;

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use backend::files::PhotoKeys;
use domain::{GalleryId, RenditionKind, Role, Viewer};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use sqlx::{Connection, Executor, PgConnection};
use support::{Answer, TestServer};
use tower::ServiceExt;

const SECRET: &str = "client-secret-of-this-browser";

/// A published gallery with three photographs, and a client who gave the code.
struct World {
    server: TestServer,
    owner: PgConnection,
    mirna: Viewer,
    gallery: GalleryId,
    token: String,
    keys: Vec<PhotoKeys>,
}

/// What each photograph's bytes are.
fn bytes() -> Vec<u8> {
    (0..100_000_u32).map(|at| (at % 251) as u8).collect()
}

impl World {
    async fn make() -> Self {
        let server = TestServer::start(&[]).await;
        let backend = &server.backend;
        let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
        let studio = mirna.membership.as_ref().expect("a member").studio;
        let gallery = backend.gallery(&mirna, "Šime & Đurđa").await;
        for name in ["čaj.jpg", "čaj.jpg", "b.png"] {
            backend.photo(&mirna, gallery, name).await;
        }
        let mut owner = PgConnection::connect(&backend.database_url).await.expect("the database");
        let secrets: Vec<String> = sqlx::query_scalar("SELECT storage_key FROM photos ORDER BY sort_at, file_name, id")
            .fetch_all(&mut owner)
            .await
            .expect("keys");
        let keys: Vec<_> = secrets.iter().map(|secret| PhotoKeys::new(studio, secret)).collect();
        for keys in &keys {
            backend.files.put(&keys.rendition(RenditionKind::Preview), bytes().into()).await.expect("stored");
        }
        backend.publish(&mirna, gallery).await;
        let client = Viewer { visitor: Some(backend::sha256(SECRET)), ..Viewer::default() };
        backend.unlock(&client, gallery).await;
        let token = backend.link_token(gallery).await;
        Self { server, owner, mirna, gallery, token, keys }
    }

    async fn post(&self, path: &str, body: Value) -> Answer {
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, format!("visitor={SECRET}"))
            .header(header::CONTENT_TYPE, "application/json");
        self.server.ask(request.body(Body::from(body.to_string())).expect("a request")).await
    }

    /// The address of the first part of a download.
    async fn planned(&self, what: Value) -> String {
        let answer =
            self.post("/api/gallery/plan_download", json!({ "token": self.token, "what": what, "size": "web" })).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        let plan: Value = serde_json::from_str(&answer.text()).expect("JSON");
        plan["parts"][0]["address"].as_str().expect("an address").to_owned()
    }

    fn request(method: Method, address: &str, headers: &[(header::HeaderName, &str)]) -> Request<Body> {
        let request =
            Request::builder().method(method).uri(address).header(header::COOKIE, format!("visitor={SECRET}"));
        let request = headers.iter().fold(request, |request, (name, value)| request.header(name, *value));
        request.body(Body::empty()).expect("a request")
    }

    async fn get(&self, address: &str, headers: &[(header::HeaderName, &str)]) -> Answer {
        self.server.ask(Self::request(Method::GET, address, headers)).await
    }
}

fn header_of(answer: &Answer, name: header::HeaderName) -> &str {
    answer.headers.get(name).map(|value| value.to_str().expect("text")).unwrap_or_default()
}

#[tokio::test]
async fn an_archive_has_a_length_a_name_and_ranges() {
    let w = World::make().await;
    let address = w.planned(json!({ "kind": "all" })).await;
    // As a browser goes there: it would take it packed, too.
    let whole = w.get(&address, &[(header::ACCEPT_ENCODING, "gzip, br"), (header::ACCEPT, "text/html")]).await;
    assert_eq!(whole.status, StatusCode::OK);
    assert_eq!(header_of(&whole, header::CONTENT_LENGTH), whole.body.len().to_string());
    assert_eq!(header_of(&whole, header::CONTENT_ENCODING), "");
    assert_eq!(header_of(&whole, header::CONTENT_TYPE), "application/zip");
    assert_eq!(header_of(&whole, header::ACCEPT_RANGES), "bytes");
    assert!(header_of(&whole, header::CACHE_CONTROL).contains("no-store"));
    let named = "attachment; filename=\"_ime & _ur_a.zip\"; filename*=UTF-8''%C5%A0ime%20%26%20%C4%90ur%C4%91a.zip";
    assert_eq!(header_of(&whole, header::CONTENT_DISPOSITION), named);
    assert!(whole.body.starts_with(b"PK\x03\x04"));
    for name in ["čaj.jpg", "čaj (2).jpg", "b.jpg"] {
        assert!(whole.body.windows(name.len()).any(|window| window == name.as_bytes()), "{name}");
    }
    let etag = header_of(&whole, header::ETAG).to_owned();

    let head = w.server.ask(World::request(Method::HEAD, &address, &[])).await;
    assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
    assert_eq!(header_of(&head, header::CONTENT_LENGTH), whole.body.len().to_string());

    let size = whole.body.len();
    let rest = w.get(&address, &[(header::RANGE, "bytes=150000-"), (header::IF_RANGE, &etag)]).await;
    assert_eq!(rest.status, StatusCode::PARTIAL_CONTENT);
    assert_eq!(header_of(&rest, header::CONTENT_RANGE), format!("bytes 150000-{}/{size}", size - 1));
    assert_eq!(header_of(&rest, header::CONTENT_LENGTH), (size - 150_000).to_string());
    assert!(rest.body == whole.body[150_000..]);
    let other = w.get(&address, &[(header::RANGE, "bytes=150000-"), (header::IF_RANGE, "\"other\"")]).await;
    assert_eq!((other.status, other.body.len()), (StatusCode::OK, size));
    let known = w.get(&address, &[(header::IF_NONE_MATCH, &etag)]).await;
    assert_eq!((known.status, known.body.len()), (StatusCode::NOT_MODIFIED, 0));
    let beyond = w.get(&address, &[(header::RANGE, &format!("bytes={size}-"))]).await;
    assert_eq!(beyond.status, StatusCode::RANGE_NOT_SATISFIABLE);
    assert_eq!(header_of(&beyond, header::CONTENT_RANGE), format!("bytes */{size}"));
}

#[tokio::test]
async fn one_photograph_comes_by_itself() {
    let w = World::make().await;
    let photo: uuid::Uuid =
        w.server.backend.photos().list(&w.mirna, w.gallery, false, None).await.expect("a list").photos[0].id.0;
    let address = w.planned(json!({ "kind": "photo", "photo": photo })).await;
    let answer = w.get(&address, &[]).await;
    assert_eq!((answer.status, header_of(&answer, header::CONTENT_TYPE)), (StatusCode::OK, "image/jpeg"));
    assert!(header_of(&answer, header::CONTENT_DISPOSITION).ends_with(".jpg"));
    assert!(answer.body == bytes());
}

#[tokio::test]
async fn an_address_is_nobody_elses_and_no_secret_stands_in_it() {
    let mut w = World::make().await;
    w.owner.execute("UPDATE galleries SET download_pin = '4711'").await.expect("a PIN");
    let wanted = w
        .post("/api/gallery/plan_download", json!({ "token": w.token, "what": { "kind": "all" }, "size": "web" }))
        .await;
    assert_eq!(wanted.status, StatusCode::UNPROCESSABLE_ENTITY);
    let given = w.post("/api/gallery/download_pin", json!({ "token": w.token, "pin": "4711" })).await;
    assert_eq!(given.status, StatusCode::OK, "{}", given.text());
    let address = w.planned(json!({ "kind": "all" })).await;
    assert!(!address.contains("4711") && !address.contains(&w.token));
    assert_eq!(w.get(&address, &[]).await.status, StatusCode::OK);
    let nobody = Request::get(&address).body(Body::empty()).expect("a request");
    assert_eq!(w.server.ask(nobody).await.status, StatusCode::UNAUTHORIZED);
    w.server.backend.downloads().reset_pin(&w.mirna, w.gallery).await.expect("another PIN");
    assert_eq!(w.get(&address, &[]).await.status, StatusCode::UNAUTHORIZED);
    w.server.backend.galleries().archive(&w.mirna, w.gallery).await.expect("archived");
    assert_eq!(w.get(&address, &[]).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn a_store_that_loses_an_object_breaks_the_connection() {
    let w = World::make().await;
    let address = w.planned(json!({ "kind": "all" })).await;
    w.server.backend.files.delete(&w.keys[1].rendition(RenditionKind::Preview)).await.expect("lost");
    let response =
        w.server.router.clone().oneshot(World::request(Method::GET, &address, &[])).await.expect("an answer");
    assert_eq!(response.status(), StatusCode::OK, "the first bytes are on their way by then");
    let mut body = response.into_body();
    let (mut came, mut whole) = (0, true);
    while let Some(frame) = body.frame().await {
        match frame {
            Ok(frame) => came += frame.data_ref().map_or(0, |bytes| bytes.len()),
            Err(_) => {
                whole = false;
                break;
            }
        }
    }
    assert!(!whole && came >= 100_000, "{came} bytes, then the end is no end");
    let settings = w.server.backend.downloads().settings(&w.mirna, w.gallery).await.expect("settings");
    assert_eq!(settings.recent[0].outcome, backend::downloads::Outcome::Broken);
}

#[tokio::test]
async fn a_browser_that_follows_a_dead_link_gets_a_page_with_the_way_back() {
    let page = (header::ACCEPT, "text/html,*/*;q=0.8");
    let mut w = World::make().await;
    let address = w.planned(json!({ "kind": "all" })).await;
    let way = format!("href=\"/g/{}\"", w.token);
    let script = |answer: &Answer| header_of(answer, header::CONTENT_TYPE) == "application/problem+json";

    // Not theirs: nothing of the gallery is said.
    let foreign = Request::get(&address).header(header::ACCEPT, page.1).body(Body::empty()).expect("a request");
    let foreign = w.server.ask(foreign).await;
    assert_eq!(foreign.status, StatusCode::UNAUTHORIZED);
    assert!(foreign.text().contains("The gallery asks first"), "{}", foreign.text());
    assert!(!foreign.text().contains(&w.token) && !foreign.text().contains("Atelier Mirna"));

    let photo = w.server.backend.photos().list(&w.mirna, w.gallery, false, None).await.expect("a list").photos[0].id;
    w.server.backend.photos().trash(&w.mirna, w.gallery, &[photo]).await.expect("deleted");
    let gone = w.get(&address, std::slice::from_ref(&page)).await;
    assert_eq!((gone.status, script(&w.get(&address, &[]).await)), (StatusCode::CONFLICT, true));
    assert!(gone.text().contains("A photograph of this download is gone") && gone.text().contains(&way));
    w.server.backend.photos().restore(&w.mirna, w.gallery, &[photo]).await.expect("back");

    w.owner.execute("UPDATE galleries SET download_pin = '4711'").await.expect("a PIN");
    let locked = w.get(&address, std::slice::from_ref(&page)).await;
    assert_eq!(locked.status, StatusCode::UNAUTHORIZED);
    assert!(locked.text().contains("The gallery asks first") && locked.text().contains(&way), "{}", locked.text());
    w.owner.execute("UPDATE galleries SET download_pin = NULL").await.expect("none");

    w.owner.execute("UPDATE downloads SET created_at = '2020-01-01', expires_at = '2020-01-02'").await.expect("old");
    for (language, title) in [("en", "This download has ended"), ("hr", "Ovo je preuzimanje isteklo")] {
        let ended = w.get(&address, &[page.clone(), (header::ACCEPT_LANGUAGE, language)]).await;
        assert_eq!(ended.status, StatusCode::NOT_FOUND);
        assert_eq!(header_of(&ended, header::CONTENT_TYPE), "text/html; charset=utf-8");
        assert!(header_of(&ended, header::CONTENT_SECURITY_POLICY).contains("style-src 'self'"));
        let text = ended.text();
        assert!(text.contains(&format!("<title>{title}</title>")) && text.contains(&way), "{text}");
        assert!(text.contains("Atelier Mirna"), "{text}");
    }
    let logo = "UPDATE studios SET brand_key = 'mark', brand_width = 320, brand_height = 64";
    w.owner.execute(logo).await.expect("a logo");
    w.owner.execute("UPDATE galleries SET look_brand = 'logo'").await.expect("in the place of the name");
    let ended = w.get(&address, std::slice::from_ref(&page)).await;
    assert!(ended.text().contains("/brand/mark"), "{}", ended.text());
    let ended = w.get(&address, &[(header::ACCEPT, "*/*")]).await;
    assert_eq!((ended.status, script(&ended)), (StatusCode::NOT_FOUND, true));

    w.server.backend.galleries().archive(&w.mirna, w.gallery).await.expect("archived");
    let closed = w.get(&address, std::slice::from_ref(&page)).await;
    assert_eq!((closed.status, script(&w.get(&address, &[]).await)), (StatusCode::GONE, true));
    assert!(closed.text().contains("This gallery is closed") && !closed.text().contains(&way));
}
