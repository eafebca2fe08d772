//! Proofing over HTTP: every address of a photograph, as the browser of a visitor asks for it.

#[expect(dead_code, reason = "other tests use the rest of it")]
mod support;

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use backend::files::PhotoKeys;
use domain::{GalleryId, MarkedSize, PhotoId, RenditionKind, Role, Shown, Viewer, may_see};
use serde_json::{Value, json};
use sqlx::{Connection, PgConnection};
use support::{Answer, TestServer};

const SECRET: &str = "client-secret-of-this-browser";

/// A published gallery with one photograph, each of whose sizes says what it is; a client who gave the code.
struct World {
    server: TestServer,
    mirna: Viewer,
    gallery: GalleryId,
    photo: PhotoId,
    token: String,
    owner: PgConnection,
    keys: PhotoKeys,
}

impl World {
    async fn make() -> Self {
        let server = TestServer::start(&[]).await;
        let backend = &server.backend;
        let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
        let gallery = backend.gallery(&mirna, "Ana & Luka").await;
        let photo = backend.photo(&mirna, gallery, "a.jpg").await;
        let mut owner = PgConnection::connect(&backend.database_url).await.expect("the database");
        let secret: String =
            sqlx::query_scalar("SELECT storage_key FROM photos").fetch_one(&mut owner).await.expect("a key");
        let keys = PhotoKeys::new(mirna.membership.as_ref().expect("a member").studio, secret);
        for kind in RenditionKind::ALL {
            let bytes = format!("unmarked {}", kind.as_str());
            backend.files.put(&keys.rendition(kind), bytes.into()).await.expect("stored");
        }
        backend.files.put(&keys.original(), "unmarked original".into()).await.expect("stored");
        backend.publish(&mirna, gallery).await;
        let client = Viewer { visitor: Some(backend::sha256(SECRET)), ..Viewer::default() };
        backend.unlock(&client, gallery).await;
        let token = backend.link_token(gallery).await;
        Self { server, mirna, gallery, photo, token, owner, keys }
    }

    async fn turn(&mut self, on: bool) {
        self.server.backend.watermarks().set_proofing(&self.mirna, self.gallery, on).await.expect("turned");
        // Marked by hand: the photograph has no bytes that could be developed.
        let generation: i32 =
            sqlx::query_scalar("SELECT mark_generation FROM galleries").fetch_one(&mut self.owner).await.expect("one");
        for size in MarkedSize::ALL {
            let bytes = format!("marked {}", size.as_str());
            self.server.backend.files.put(&self.keys.marked(generation, size), bytes.into()).await.expect("stored");
        }
        sqlx::query("UPDATE photos SET marked_generation = $1")
            .bind(generation)
            .execute(&mut self.owner)
            .await
            .expect("marked");
    }

    async fn epoch(&self) -> i32 {
        self.server.backend.galleries().get(&self.mirna, self.gallery).await.expect("the gallery").epoch
    }

    fn address(&self, epoch: i32, name: &str) -> String {
        format!("/files/{}/{epoch}/{}/{name}.jpg", self.gallery, self.photo)
    }

    async fn get(&self, method: Method, address: &str, headers: &[(header::HeaderName, &str)]) -> Answer {
        let request =
            Request::builder().method(method).uri(address).header(header::COOKIE, format!("visitor={SECRET}"));
        let request = headers.iter().fold(request, |request, (name, value)| request.header(name, *value));
        self.server.ask(request.body(Body::empty()).expect("a request")).await
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
}

#[tokio::test]
async fn no_request_gives_a_visitor_a_picture_without_a_mark() {
    let mut w = World::make().await;
    let before = w.epoch().await;
    let mut tags = vec!["*".to_owned(), "W/\"x\"".to_owned()];
    for shown in Shown::all() {
        let answer = w.get(Method::GET, &w.address(before, shown.as_str()), &[]).await;
        assert_eq!(answer.status.is_success(), may_see(false, shown), "{shown:?}");
        tags.extend(answer.headers.get(header::ETAG).map(|tag| tag.to_str().expect("text").to_owned()));
    }
    assert!(tags.len() > 5);
    w.turn(true).await;
    let now = w.epoch().await;
    let names: Vec<String> = Shown::all().map(|shown| shown.as_str().to_owned()).collect();
    let names = names.into_iter().chain(["original", "Full", "full.jpg", "..%2Ffull", "full%00"].map(Into::into));
    let mut asked = 0;
    for name in names {
        let may = name.parse().is_ok_and(|shown| may_see(true, shown));
        for epoch in 0..now + 2 {
            let address = w.address(epoch, &name);
            let mut requests = vec![(Method::GET, vec![]), (Method::HEAD, vec![])];
            for tag in &tags {
                requests.push((Method::GET, vec![(header::IF_NONE_MATCH, tag.as_str())]));
                requests.push((Method::GET, vec![(header::RANGE, "bytes=0-3"), (header::IF_RANGE, tag.as_str())]));
            }
            requests.push((Method::GET, vec![(header::RANGE, "bytes=0-3")]));
            requests.push((Method::GET, vec![(header::RANGE, "bytes=999999-")]));
            for (method, headers) in requests {
                let answer = w.get(method.clone(), &address, &headers).await;
                asked += 1;
                if may && epoch == now {
                    assert!(answer.status != StatusCode::NOT_FOUND, "{address}");
                    let small = name == "thumb";
                    let known = answer.status == StatusCode::NOT_MODIFIED;
                    assert!(small || !answer.text().contains("unmarked"), "{address} {headers:?}");
                    assert!(!known || small || headers[0].1 == "*", "{address} is said to be the same: {headers:?}");
                } else {
                    assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method} {address} {headers:?}");
                }
            }
        }
    }
    assert!(asked > 200, "{asked}");

    // Released, the former addresses stay dead and the new ones give everything.
    w.turn(false).await;
    let released = w.epoch().await;
    for shown in Shown::all() {
        let answer = w.get(Method::GET, &w.address(released, shown.as_str()), &[]).await;
        assert_eq!(answer.status.is_success(), may_see(false, shown), "{shown:?}");
        for epoch in [before, now] {
            let answer = w.get(Method::GET, &w.address(epoch, shown.as_str()), &[]).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{shown:?} of {epoch}");
        }
    }
}

#[tokio::test]
async fn no_download_is_left_and_none_can_be_planned() {
    let mut w = World::make().await;
    let plan = json!({ "token": w.token, "what": { "kind": "photo", "photo": w.photo }, "size": "web" });
    let planned = w.post("/api/gallery/plan_download", plan.clone()).await;
    assert_eq!(planned.status, StatusCode::OK, "{}", planned.text());
    let planned: Value = serde_json::from_str(&planned.text()).expect("JSON");
    let address = planned["parts"][0]["address"].as_str().expect("an address").to_owned();
    let whole = w.get(Method::GET, &address, &[]).await;
    assert_eq!((whole.status, whole.text()), (StatusCode::OK, "unmarked preview".into()));
    let tag = whole.headers[header::ETAG].to_str().expect("text").to_owned();
    w.turn(true).await;
    for headers in [
        vec![],
        vec![(header::RANGE, "bytes=0-3")],
        vec![(header::IF_NONE_MATCH, tag.as_str())],
        vec![(header::RANGE, "bytes=0-3"), (header::IF_RANGE, tag.as_str())],
    ] {
        for method in [Method::GET, Method::HEAD] {
            let answer = w.get(method, &address, &headers).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{headers:?}");
        }
    }
    assert_eq!(w.post("/api/gallery/plan_download", plan).await.status, StatusCode::NOT_FOUND);
    let offer = json!({ "token": w.token, "what": { "kind": "all" } });
    assert_eq!(w.post("/api/gallery/download_offer", offer).await.status, StatusCode::NOT_FOUND);
    let page = w.get(Method::GET, &format!("/g/{}", w.token), &[]).await.text();
    assert!(page.contains("marked-medium.jpg") && page.contains("thumb.jpg"), "{page}");
    for size in ["/medium.jpg", "/preview.jpg", "/full.jpg"] {
        assert!(!page.contains(size), "the page names {size}");
    }
}

#[tokio::test]
async fn what_stands_in_is_not_kept() {
    let mut w = World::make().await;
    w.turn(true).await;
    let kept = async |w: &World| {
        let answer = w.get(Method::GET, &w.address(w.epoch().await, "marked-preview"), &[]).await;
        answer.headers[header::CACHE_CONTROL].to_str().expect("text").to_owned()
    };
    assert_eq!(kept(&w).await, "private, max-age=300");
    sqlx::query("UPDATE photos SET marked_generation = NULL").execute(&mut w.owner).await.expect("unmarked");
    assert_eq!(kept(&w).await, "private, no-cache");
}

#[tokio::test]
async fn a_logo_is_sent_as_it_is_and_refused_with_a_code() {
    let w = World::make().await;
    let cookie = w.server.signed_in(&w.mirna).await;
    let send = async |body: Vec<u8>| w.server.send(Method::POST, "/api/dashboard/logo", &cookie, body).await;
    let get = async || w.server.send(Method::GET, "/api/dashboard/logo", &cookie, Body::empty()).await;
    assert_eq!(get().await.status, StatusCode::NOT_FOUND);
    assert_eq!(send(b"GIF89a".to_vec()).await.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(send(vec![0; 2 * 1024 * 1024 + 1]).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    let picture = backend::demo::pictures::draw(backend::demo::pictures::Scene::Sea, 1, 90, 60, "2026:05:16 10:00:00");
    assert_eq!(send(picture).await.status, StatusCode::NO_CONTENT);
    let logo = get().await;
    assert_eq!(
        (logo.status, &logo.headers[header::CONTENT_TYPE]),
        (StatusCode::OK, &"image/webp".parse().expect("one"))
    );
    assert!(logo.body.starts_with(b"RIFF"));
}
