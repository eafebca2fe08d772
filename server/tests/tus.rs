//! The resumable protocol, as its specification says it (<https://tus.io/protocols/resumable-upload>).

#[expect(dead_code, reason = "other tests use the rest of it")]
mod support;

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use backend::{
    demo::pictures::{Scene, draw},
    photos::Outcome,
    sha256,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use bytes::Bytes;
use domain::{GalleryId, Role, Viewer};
use support::{Answer, TestServer};

struct Studio {
    server: TestServer,
    mirna: Viewer,
    gallery: GalleryId,
    cookie: String,
}

impl Studio {
    async fn start() -> Self {
        let server = TestServer::start(&[]).await;
        let mirna = server.backend.studio("Atelier Mirna", Role::Editor).await;
        let gallery = server.backend.gallery(&mirna, "Ana & Luka").await;
        let cookie = server.signed_in(&mirna).await;
        Self { server, mirna, gallery, cookie }
    }

    fn address(&self) -> String {
        format!("/api/dashboard/galleries/{}/uploads", self.gallery)
    }

    async fn ask(&self, method: Method, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, &self.cookie);
        if !headers.iter().any(|(name, _)| *name == "tus-resumable") {
            request = request.header("tus-resumable", "1.0.0");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.server.ask(request.body(body.into()).expect("a request")).await
    }

    /// The address of a new upload.
    async fn begin(&self, bytes: &[u8]) -> String {
        let name = BASE64_STANDARD.encode("Šibenik.jpg");
        let headers =
            [("upload-length", bytes.len().to_string()), ("upload-metadata", format!("filename {name},is_secret"))];
        let headers = headers.each_ref().map(|(name, value)| (*name, value.as_str()));
        let answer = self.ask(Method::POST, &self.address(), &headers, Body::empty()).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        assert!(answer.headers.contains_key("upload-expires"));
        said(&answer, "location").to_owned()
    }

    async fn patch(&self, path: &str, offset: usize, body: impl Into<Body>, more: &[(&str, &str)]) -> Answer {
        let offset = offset.to_string();
        let mut headers = vec![("upload-offset", offset.as_str()), ("content-type", "application/offset+octet-stream")];
        headers.extend(more);
        self.ask(Method::PATCH, path, &headers, body).await
    }

    async fn head(&self, path: &str) -> Answer {
        self.ask(Method::HEAD, path, &[], Body::empty()).await
    }
}

fn said<'a>(answer: &'a Answer, name: &str) -> &'a str {
    answer.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn picture(seed: u64) -> Vec<u8> {
    draw(Scene::Forest, seed, 300, 200, "2026:05:16 10:00:00")
}

#[tokio::test]
async fn it_says_what_it_can() {
    let studio = Studio::start().await;
    let answer = studio.ask(Method::OPTIONS, &studio.address(), &[], Body::empty()).await;
    assert_eq!(answer.status, 204);
    assert_eq!(said(&answer, "tus-resumable"), "1.0.0");
    assert_eq!(said(&answer, "tus-version"), "1.0.0");
    assert_eq!(said(&answer, "tus-max-size"), "52428800");
    assert_eq!(said(&answer, "tus-extension"), "creation,creation-with-upload,checksum,termination,expiration");
    assert_eq!(said(&answer, "tus-checksum-algorithm"), "sha1,sha256");
}

#[tokio::test]
async fn another_version_is_not_understood() {
    let studio = Studio::start().await;
    let headers = [("tus-resumable", "0.2.2"), ("upload-length", "10")];
    let answer = studio.ask(Method::POST, &studio.address(), &headers, Body::empty()).await;
    assert_eq!((answer.status.as_u16(), said(&answer, "tus-version")), (412, "1.0.0"));
}

#[tokio::test]
async fn pieces_become_a_photograph() {
    let studio = Studio::start().await;
    let bytes = picture(1);
    let upload = studio.begin(&bytes).await;
    let answer = studio.head(&upload).await;
    assert_eq!((answer.status.as_u16(), said(&answer, "upload-offset")), (200, "0"));
    assert_eq!(said(&answer, "upload-length"), bytes.len().to_string());
    assert_eq!(said(&answer, "cache-control"), "no-store");
    assert_eq!(
        said(&answer, "upload-metadata"),
        format!("filename {},is_secret", BASE64_STANDARD.encode("Šibenik.jpg"))
    );

    let (first, second) = bytes.split_at(2000);
    let answer = studio.patch(&upload, 0, first.to_vec(), &[]).await;
    assert_eq!((answer.status.as_u16(), said(&answer, "upload-offset")), (204, "2000"));
    assert!(answer.headers.contains_key("upload-expires"));
    let answer = studio.patch(&upload, 2000, second.to_vec(), &[]).await;
    assert_eq!((answer.status.as_u16(), said(&answer, "lumora-outcome")), (204, "created"));
    assert!(!answer.headers.contains_key("upload-expires"), "what is complete does not expire");

    let photo: domain::PhotoId = said(&answer, "lumora-photo").parse().expect("a photograph");
    let photos = studio.server.backend.photos().list(&studio.mirna, studio.gallery, false, None).await.expect("listed");
    assert_eq!((photos.photos[0].id, photos.photos[0].file_name.as_str()), (photo, "Šibenik.jpg"));
    let again = studio.head(&upload).await;
    assert_eq!(
        (said(&again, "upload-offset"), said(&again, "lumora-photo")),
        (said(&answer, "upload-offset"), said(&answer, "lumora-photo"))
    );
}

#[tokio::test]
async fn a_wrong_offset_changes_nothing() {
    let studio = Studio::start().await;
    let bytes = picture(1);
    let upload = studio.begin(&bytes).await;
    studio.patch(&upload, 0, bytes[..500].to_vec(), &[]).await;
    for offset in [0, 499, 501, bytes.len()] {
        assert_eq!(studio.patch(&upload, offset, bytes[..10].to_vec(), &[]).await.status, 409);
    }
    assert_eq!(said(&studio.head(&upload).await, "upload-offset"), "500");
}

#[tokio::test]
async fn a_piece_that_breaks_off_is_kept() {
    let studio = Studio::start().await;
    let bytes = picture(1);
    let upload = studio.begin(&bytes).await;
    let broken = |piece: &[u8]| {
        let piece = Bytes::copy_from_slice(piece);
        Body::from_stream(futures::stream::iter([Ok(piece), Err(std::io::Error::other("the line is dead"))]))
    };
    assert_eq!(studio.patch(&upload, 0, broken(&bytes[..700]), &[]).await.status, 400);
    assert_eq!(said(&studio.head(&upload).await, "upload-offset"), "700");
    // With a checksum nobody can tell what of it is right.
    let sum = format!("sha256 {}", BASE64_STANDARD.encode(sha256(&bytes[700..])));
    assert_eq!(studio.patch(&upload, 700, broken(&bytes[700..800]), &[("upload-checksum", &sum)]).await.status, 400);
    assert_eq!(said(&studio.head(&upload).await, "upload-offset"), "700");
    let answer = studio.patch(&upload, 700, bytes[700..].to_vec(), &[("upload-checksum", &sum)]).await;
    assert_eq!(said(&answer, "lumora-outcome"), "created");
}

#[tokio::test]
async fn a_wrong_checksum_is_460() {
    let studio = Studio::start().await;
    let bytes = picture(1);
    let upload = studio.begin(&bytes).await;
    let sum = format!("sha1 {}", BASE64_STANDARD.encode([7; 20]));
    assert_eq!(studio.patch(&upload, 0, bytes.clone(), &[("upload-checksum", &sum)]).await.status, 460);
    assert_eq!(said(&studio.head(&upload).await, "upload-offset"), "0");
    for unknown in ["md5 AAAA", "sha1", "sha1 !", "sha1 AAAA"] {
        assert_eq!(studio.patch(&upload, 0, bytes.clone(), &[("upload-checksum", unknown)]).await.status, 400);
    }
}

#[tokio::test]
async fn what_cannot_be_is_said_at_once() {
    let studio = Studio::start().await;
    let post =
        async |headers: &[(&str, &str)]| studio.ask(Method::POST, &studio.address(), headers, Body::empty()).await;
    assert_eq!(post(&[("upload-length", "52428801")]).await.status, 413);
    for headers in [
        &[][..],
        &[("upload-length", "0")],
        &[("upload-length", "-1")],
        &[("upload-length", "+1")],
        &[("upload-defer-length", "1")],
        &[("upload-length", "10"), ("upload-metadata", "filename not-base64")],
        &[("upload-length", "10"), ("upload-metadata", "sha256 YWJj")],
    ] {
        assert_eq!(post(headers).await.status, 400, "{headers:?}");
    }
    let upload = studio.begin(b"abc").await;
    let headers = [("upload-offset", "0"), ("content-type", "image/jpeg")];
    assert_eq!(studio.ask(Method::PATCH, &upload, &headers, "abc").await.status, 415);
    assert_eq!(studio.patch(&upload, 0, "abcd", &[]).await.status, 413);
    assert_eq!(said(&studio.head(&upload).await, "upload-offset"), "0");
    assert_eq!(studio.patch(&upload, 0, "abc", &[]).await.status, 415, "it is no photograph");
    assert_eq!(studio.head(&upload).await.status, 404, "and is forgotten");
}

#[tokio::test]
async fn what_is_announced_may_come_at_once_or_not_at_all() {
    let studio = Studio::start().await;
    let bytes = picture(1);
    let (length, hash) = (bytes.len().to_string(), BASE64_STANDARD.encode(backend::hex(&sha256(&bytes))));
    let metadata = format!("filename {},sha256 {hash}", BASE64_STANDARD.encode("a.jpg"));
    let headers = [
        ("upload-length", length.as_str()),
        ("upload-metadata", &metadata),
        ("content-type", "application/offset+octet-stream"),
    ];
    let answer = studio.ask(Method::POST, &studio.address(), &headers, bytes.clone()).await;
    assert_eq!((answer.status.as_u16(), said(&answer, "lumora-outcome")), (201, Outcome::Created.as_str()));
    let again = studio.ask(Method::POST, &studio.address(), &headers[..2], Body::empty()).await;
    assert_eq!((again.status.as_u16(), said(&again, "lumora-outcome")), (201, Outcome::AlreadyHere.as_str()));
    assert_eq!(said(&again, "upload-offset"), length);
    assert_eq!(said(&again, "lumora-photo"), said(&answer, "lumora-photo"));
}

#[tokio::test]
async fn a_cancelled_upload_is_gone() {
    let studio = Studio::start().await;
    let upload = studio.begin(&picture(1)).await;
    assert_eq!(studio.ask(Method::DELETE, &upload, &[], Body::empty()).await.status, 204);
    assert_eq!(studio.head(&upload).await.status, 404);
    assert_eq!(studio.patch(&upload, 0, "x", &[]).await.status, 404);
    assert_eq!(studio.ask(Method::DELETE, &upload, &[], Body::empty()).await.status, 404);
}

#[tokio::test]
async fn get_and_post_are_enough() {
    let studio = Studio::start().await;
    let bytes = picture(1);
    let upload = studio.begin(&bytes).await;
    let headers = [
        ("x-http-method-override", "PATCH"),
        ("upload-offset", "0"),
        ("content-type", "application/offset+octet-stream"),
    ];
    let answer = studio.ask(Method::POST, &upload, &headers, bytes).await;
    assert_eq!((answer.status.as_u16(), said(&answer, "lumora-outcome")), (204, "created"));
}

#[tokio::test]
async fn a_person_is_asked_about_other_bytes_of_the_same_name() {
    let studio = Studio::start().await;
    let name = BASE64_STANDARD.encode("a.jpg");
    let begin = async |bytes: &[u8], more: &str| {
        let hash = BASE64_STANDARD.encode(backend::hex(&sha256(bytes)));
        let metadata = format!("filename {name},sha256 {hash}{more}");
        let headers = [("upload-length", bytes.len().to_string()), ("upload-metadata", metadata)];
        let headers = headers.each_ref().map(|(name, value)| (*name, value.as_str()));
        studio.ask(Method::POST, &studio.address(), &headers, Body::empty()).await
    };
    let ask = format!(",same_name {}", BASE64_STANDARD.encode("ask"));
    let (old, new) = (picture(1), picture(2));
    let first = begin(&old, &ask).await;
    let first = studio.patch(said(&first, "location"), 0, old.clone(), &[]).await;
    let photo = said(&first, "lumora-photo");

    let same = begin(&old, &ask).await;
    assert_eq!(
        (same.status.as_u16(), said(&same, "lumora-outcome")),
        (201, "already_here"),
        "the same bytes are no question"
    );
    let other = begin(&new, &ask).await;
    assert_eq!(other.status, 409);
    assert!(other.text().contains("same_name") && other.text().contains(photo), "{}", other.text());

    let replacing = begin(&new, &format!(",replaces {}", BASE64_STANDARD.encode(photo))).await;
    let replaced = studio.patch(said(&replacing, "location"), 0, new, &[]).await;
    assert_eq!((said(&replaced, "lumora-outcome"), said(&replaced, "lumora-photo")), ("replaced", photo));

    let third = picture(3);
    let kept = begin(&third, "").await;
    studio.patch(said(&kept, "location"), 0, third, &[]).await;
    let fourth = begin(&picture(4), &ask).await;
    assert!(
        fourth.status == 409 && !fourth.text().contains("photo\""),
        "which of the two is not guessed: {}",
        fourth.text()
    );
}

#[tokio::test]
async fn an_archive_comes_the_same_way_and_is_taken_apart() {
    let studio = Studio::start().await;
    let metadata = format!("filename {},unpack {}", BASE64_STANDARD.encode("day.zip"), BASE64_STANDARD.encode("sets"));
    let announce = async |bytes: u64, metadata: &str| {
        let headers = [("upload-length", &*bytes.to_string()), ("upload-metadata", metadata)];
        studio.ask(Method::POST, &studio.address(), &headers, Body::empty()).await
    };
    let refused = announce(studio.server.backend.archives + 1, &metadata).await;
    assert_eq!(refused.status, 413);
    assert!(refused.text().contains("archive_too_large"), "{}", refused.text());
    let unclear = metadata.replace(&BASE64_STANDARD.encode("sets"), &BASE64_STANDARD.encode("nets"));
    assert_eq!(announce(22, &unclear).await.status, 400);

    // With nothing in it: the end of a directory alone.
    let mut archive = b"PK\x05\x06".to_vec();
    archive.resize(22, 0);
    let upload = said(&announce(22, &metadata).await, "location").to_owned();
    let answer = studio.patch(&upload, 0, archive, &[]).await;
    assert_eq!((answer.status.as_u16(), said(&answer, "lumora-outcome")), (204, "unpacking"));
    let import = said(&answer, "lumora-import").to_owned();
    assert_eq!(said(&studio.head(&upload).await, "lumora-import"), import, "who missed the answer hears it again");
    studio.server.backend.run_jobs().await;
    let told = studio.server.send(Method::GET, "/api/dashboard/imports", &studio.cookie, Body::empty()).await;
    assert!(told.text().contains(&import) && told.text().contains("\"done\""), "{}", told.text());
}
