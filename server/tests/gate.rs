//! The gate over HTTP: what a page tells before it was passed, its forms without script, and the card of a link.

#[expect(dead_code, reason = "other tests use the rest of it")]
mod support;

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use backend::{files::PhotoKeys, galleries::NewGate};
use domain::{Brand, GalleryId, Look, RenditionKind, Role, Viewer};
use sqlx::{Connection, PgConnection};
use support::{Answer, TestServer};

/// A published gallery of one photograph.
struct World {
    server: TestServer,
    mirna: Viewer,
    gallery: GalleryId,
    token: String,
}

impl World {
    async fn make() -> Self {
        let server = TestServer::start(&[]).await;
        let backend = &server.backend;
        let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
        let studio = mirna.membership.as_ref().expect("a member").studio;
        let gallery = backend.gallery(&mirna, "Lucija and Simun").await;
        backend.photo(&mirna, gallery, "MIR_1.jpg").await;
        backend.publish(&mirna, gallery).await;
        let mut owner = PgConnection::connect(&backend.database_url).await.expect("the database");
        let key: String =
            sqlx::query_scalar("SELECT storage_key FROM photos").fetch_one(&mut owner).await.expect("a key");
        let key = PhotoKeys::new(studio, key).rendition(RenditionKind::Medium);
        backend.files.put(&key, b"bytes of a photograph".as_slice().into()).await.expect("stored");
        let token = backend.link_token(gallery).await;
        Self { server, mirna, gallery, token }
    }

    async fn asks(&self, code: bool, email: bool) {
        let new = NewGate { code, email, client_email: String::new(), loaded: String::new() };
        self.server.backend.galleries().set_gate(&self.mirna, self.gallery, &new).await.expect("set");
    }

    async fn page(&self, cookies: &str) -> Answer {
        self.server.send(Method::GET, &format!("/g/{}", self.token), cookies, Body::empty()).await
    }

    /// A form, sent as a browser without script does; answers with the cookies it has then.
    async fn form(&self, path: &str, cookies: &str, fields: &str) -> (Answer, String) {
        let request = Request::post(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::ACCEPT, "text/html")
            .header(header::REFERER, format!("http://localhost/g/{}", self.token))
            .header(header::COOKIE, cookies)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!("token={}&photo=&{fields}", self.token)))
            .expect("a request");
        let answer = self.server.ask(request).await;
        let set = answer.headers.get_all(header::SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok());
        let mut all: Vec<String> = cookies.split("; ").filter(|pair| !pair.is_empty()).map(str::to_owned).collect();
        all.extend(set.filter_map(|cookie| cookie.split(';').next()).map(str::to_owned));
        (answer, all.join("; "))
    }
}

/// What stands in the `content` of the card's `property`.
fn card(text: &str, property: &str) -> Option<String> {
    let tag = text.split("<meta").find(|tag| tag.contains(&format!("\"{property}\"")))?;
    Some(tag.split("content=\"").nth(1)?.split('"').next()?.to_owned())
}

#[tokio::test]
async fn a_card_has_a_picture_only_where_the_link_leads_in() {
    let w = World::make().await;
    let locked = w.page("").await.text();
    assert_eq!(card(&locked, "og:title").as_deref(), Some("Atelier Mirna"));
    for secret in ["Lucija", "og:image", "og:description", "/files/"] {
        assert!(!locked.contains(secret), "a locked gallery tells {secret}");
    }
    let client = Viewer { visitor: Some(backend::sha256("a-client")), ..Viewer::default() };
    w.server.backend.unlock(&client, w.gallery).await;
    let inside = w.page("visitor=a-client").await.text();
    assert!(inside.contains("Lucija") && card(&inside, "og:image").is_none(), "a client's own page");

    w.asks(false, false).await;
    let open = w.page("").await.text();
    let picture = card(&open, "og:image").expect("a picture");
    assert!(picture.starts_with("http") && open.contains("Lucija and Simun"), "{picture}");
    let path = picture.splitn(4, '/').nth(3).map(|path| format!("/{path}")).expect("a path");
    assert_eq!(w.server.send(Method::GET, &path, "", Body::empty()).await.status, StatusCode::OK);

    for (code, email, password) in [(true, false, ""), (false, true, ""), (false, false, "mrkva-2026")] {
        w.asks(code, email).await;
        w.server.backend.galleries().set_password(&w.mirna, w.gallery, password).await.expect("set");
        let text = w.page("").await.text();
        assert!(!text.contains("Lucija") && !text.contains("og:image"), "{code} {email} {password}");
        assert_ne!(w.server.send(Method::GET, &path, "", Body::empty()).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_logo_stands_at_the_gate_and_tells_nothing_else() {
    let w = World::make().await;
    let cookie = w.server.signed_in(&w.mirna).await;
    let send = async |body: Vec<u8>| w.server.send(Method::POST, "/api/dashboard/brand", &cookie, body).await.status;
    assert_eq!(send(b"<svg/>".to_vec()).await, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let picture =
        backend::demo::pictures::draw(backend::demo::pictures::Scene::Sea, 1, 640, 320, "2026:05:16 10:00:00");
    assert_eq!(send(picture).await, StatusCode::NO_CONTENT);
    assert!(!w.page("").await.text().contains("/brand/"), "nobody chose it");

    let galleries = w.server.backend.galleries();
    let look = Look { brand: Brand::Logo, ..Look::default() };
    galleries.set_look(&w.mirna, w.gallery, look, Look::default()).await.expect("chosen");
    let locked = w.page("").await.text();
    let path = locked.split('"').find(|text| text.starts_with("/brand/")).expect("its address").to_owned();
    assert!(locked.contains("alt=\"Atelier Mirna\"") && locked.contains("width=\"128\""), "{locked}");
    assert!(locked.contains("height=\"64\"") && !locked.contains("Lucija"));
    let logo = w.server.send(Method::GET, &path, "", Body::empty()).await;
    assert_eq!(
        (logo.status, &logo.headers[header::CONTENT_TYPE]),
        (StatusCode::OK, &"image/webp".parse().expect("one"))
    );
    assert_eq!(logo.headers[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
    assert!(logo.body.starts_with(b"RIFF") && !logo.headers.contains_key(header::SET_COOKIE));

    w.server.backend.brands().remove_logo(&w.mirna).await.expect("removed");
    assert_eq!(w.server.send(Method::GET, &path, "", Body::empty()).await.status, StatusCode::NOT_FOUND);
    assert!(!w.page("").await.text().contains("/brand/"));
}

#[tokio::test]
async fn the_gate_is_passed_without_script() {
    let w = World::make().await;
    w.asks(true, true).await;
    w.server.backend.galleries().set_password(&w.mirna, w.gallery, "Mrkva & kupus").await.expect("set");
    let code = w.server.backend.access_code(w.gallery).await;
    let asked = async |cookies: &str| {
        let text = w.page(cookies).await.text();
        ["code", "password", "email"].into_iter().find(|name| text.contains(&format!("name=\"{name}\"")))
    };
    assert_eq!(asked("").await, Some("code"));
    let (wrong, cookies) = w.form("/api/gallery/unlock", "", "code=WRONG-1").await;
    assert!(wrong.status.is_redirection() && asked(&cookies).await == Some("code"));
    let (right, cookies) = w.form("/api/gallery/unlock", &cookies, &format!("code={code}")).await;
    assert!(right.status.is_redirection());
    assert_eq!(asked(&cookies).await, Some("password"));
    let (wrong, _) = w.form("/api/gallery/give_password", &cookies, "password=mrkva+%26+kupus").await;
    assert!(wrong.status.is_redirection() && asked(&cookies).await == Some("password"));
    let (_, cookies) = w.form("/api/gallery/give_password", &cookies, "password=Mrkva+%26+kupus").await;
    assert_eq!(asked(&cookies).await, Some("email"));
    let (_, cookies) = w.form("/api/gallery/arrive", &cookies, "key=&email=ana%40example.com").await;
    assert_eq!(asked(&cookies).await, None);
    assert!(cookies.contains("visitor_key="), "a key that scripts find again: {cookies}");
    assert!(w.page(&cookies).await.text().contains("Lucija and Simun"));
    let guests = w.server.backend.choices().guests(&w.mirna, w.gallery).await.expect("guests");
    assert_eq!(guests.iter().map(|guest| guest.email.as_str()).collect::<Vec<_>>(), ["ana@example.com"]);
}

#[tokio::test]
async fn the_clients_own_address_asks_for_their_code() {
    let w = World::make().await;
    let backend = &w.server.backend;
    let set = backend.sets().create(&w.mirna, w.gallery, "Getting ready").await.expect("a set");
    backend.sets().keep_for_client(&w.mirna, w.gallery, set, true).await.expect("kept");
    w.asks(false, false).await;
    let own = format!("/g/{}?client", w.token);
    let text = w.server.send(Method::GET, &own, "", Body::empty()).await.text();
    assert!(text.contains("name=\"code\""), "asked though the link alone leads in");
    let code = backend.galleries().gate(&w.mirna, w.gallery).await.expect("a gate").client_code.expect("a code");
    let (_, cookies) = w.form("/api/gallery/unlock", "", &format!("code={code}")).await;
    let text = w.server.send(Method::GET, &own, &cookies, Body::empty()).await.text();
    assert!(text.contains("Lucija") && !text.contains("name=\"code\""), "a client is not asked again");
}

#[tokio::test]
async fn the_link_is_a_picture() {
    let w = World::make().await;
    let path = format!("/api/dashboard/galleries/{}/qr.png", w.gallery);
    let cookies = w.server.signed_in(&w.mirna).await;
    let answer = w.server.send(Method::GET, &path, &cookies, Body::empty()).await;
    assert_eq!(
        (answer.status, &answer.headers[header::CONTENT_TYPE]),
        (StatusCode::OK, &"image/png".parse().expect("a type"))
    );
    assert!(answer.body.starts_with(b"\x89PNG"));
}
