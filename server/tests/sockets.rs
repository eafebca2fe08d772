//! The live connection over a real socket: who hears what, in which order, and who is sent away.

#[expect(dead_code, reason = "other tests use the rest of it")]
mod support;

use std::{net::SocketAddr, time::Duration};

use axum::http::Method;
use backend::testing::connect_as;
use domain::{GalleryId, ListId, PhotoId, Role, Viewer};
use serde_json::json;
use support::{TestServer, page::Page};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// A server that listens, and speaks into its rooms.
struct Listening {
    server: TestServer,
    address: SocketAddr,
    stop: CancellationToken,
}

impl Listening {
    async fn start() -> Self {
        let server = TestServer::start(&[]).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let stop = CancellationToken::new();
        tokio::spawn(server::serve::speak((*server.backend).clone(), server.io.clone(), stop.clone()));
        let (router, stopped) = (server.router.clone(), stop.clone());
        tokio::spawn(async move { server::connections::accept(listener, router, 100, &stopped).await });
        // Until the listener has looked where each gallery stands, a message may be counted as old.
        tokio::time::sleep(Duration::from_millis(500)).await;
        Self { server, address, stop }
    }

    /// A page, connected.
    async fn page(&self, cookie: &str) -> Page {
        Page::open(self.address, cookie).await
    }

    /// A connection that has said nothing yet.
    async fn line(&self, cookie: &str) -> Page {
        Page::line(self.address, cookie).await
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

async fn studio(listening: &Listening) -> (Viewer, GalleryId, String) {
    let backend = &listening.server.backend;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let cookie = listening.server.signed_in(&mirna).await;
    (mirna, gallery, cookie)
}

/// Moves photographs to the trash and back: each move is a change.
async fn move_photos(listening: &Listening, viewer: &Viewer, gallery: GalleryId, photos: &[PhotoId]) {
    let backend = &listening.server.backend;
    backend.photos().trash(viewer, gallery, photos).await.expect("trashed");
    backend.photos().restore(viewer, gallery, photos).await.expect("restored");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn members_hear_every_change_in_order() {
    let listening = Listening::start().await;
    let (mirna, gallery, cookie) = studio(&listening).await;
    let photo = listening.server.backend.photo(&mirna, gallery, "a.jpg").await;
    let mut page = listening.page(&cookie).await;
    assert_eq!(page.join(gallery).await, json!([{ "seq": 0 }]));
    for _ in 0..20 {
        move_photos(&listening, &mirna, gallery, &[photo]).await;
    }
    for seq in 1..=40 {
        assert_eq!(page.change().await, Some(seq));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn strangers_join_nothing_and_are_sent_away() {
    let listening = Listening::start().await;
    let (_, gallery, _) = studio(&listening).await;
    let petra = listening.server.backend.studio("Studio Petra", Role::Owner).await;
    for cookie in [String::new(), listening.server.signed_in(&petra).await] {
        let mut page = listening.page(&cookie).await;
        assert_eq!(page.join(gallery).await, json!([{ "error": "refused" }]));
        page.ends().await;
    }
    // Nor does one stay who never says where to, or leaves by the back door.
    listening.line("").await.ends().await;
    let mut elsewhere = listening.line("").await;
    elsewhere.say("40/nowhere,").await;
    elsewhere.ends().await;
    let mut gone = listening.page("").await;
    gone.say("41/live,").await;
    gone.ends().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_is_taken_away_is_not_told_any_more() {
    let listening = Listening::start().await;
    let backend = &listening.server.backend;
    let (mirna, gallery, kept) = studio(&listening).await;
    let photo = backend.photo(&mirna, gallery, "a.jpg").await;
    let studio = mirna.membership.as_ref().expect("a member").studio;
    let eva = backend.member(studio, "Atelier Mirna", Role::Viewer).await;
    let signed_out = listening.server.signed_in(&mirna).await;
    let revoked = listening.server.signed_in(&mirna).await;
    let dismissed = listening.server.signed_in(&eva).await;
    let mut pages = Vec::new();
    for cookie in [&signed_out, &revoked, &dismissed, &kept] {
        let mut page = listening.page(cookie).await;
        assert_eq!(page.join(gallery).await, json!([{ "seq": 0 }]));
        pages.push(page);
    }

    let answer = listening.server.send(Method::POST, "/api/account/sign_out", &signed_out, "").await;
    assert!(answer.status.is_success() || answer.status.is_redirection(), "{answer:?}");
    let mut owner = connect_as(&backend.database_url, "NONE").await;
    let id: i128 =
        revoked.strip_prefix("lumora=").and_then(|id| id.parse::<tower_sessions::session::Id>().ok()).expect("an id").0;
    backend.accounts().delete_session(backend::sha256(id.to_be_bytes())).await.expect("revoked");
    sqlx::query("DELETE FROM memberships WHERE user_id = $1")
        .bind(eva.person.as_ref().expect("a person").id.0)
        .execute(&mut owner)
        .await
        .expect("dismissed");

    move_photos(&listening, &mirna, gallery, &[photo]).await;
    let mut still_there = pages.pop().expect("four pages");
    assert_eq!((still_there.change().await, still_there.change().await), (Some(1), Some(2)));
    for page in pages {
        page.ends().await;
    }
    // A gallery in the trash is nobody's to hear.
    backend.galleries().trash(&mirna, gallery).await.expect("deleted");
    still_there.ends().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_long_message_is_too_much() {
    let listening = Listening::start().await;
    let (_, gallery, cookie) = studio(&listening).await;
    let mut page = listening.page(&cookie).await;
    page.join(gallery).await;
    page.say(format!("42/live,[\"join\",\"{}\"]", "x".repeat(5000))).await;
    page.ends().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_crowd_of_one_person_is_too_much() {
    let listening = Listening::start().await;
    let (_, gallery, cookie) = studio(&listening).await;
    let mut crowd = Vec::new();
    for _ in 0..40 {
        let mut page = listening.page(&cookie).await;
        assert_eq!(page.join(gallery).await, json!([{ "seq": 0 }]));
        crowd.push(page);
    }
    let mut one_too_many = listening.page(&cookie).await;
    one_too_many.say(format!("42/live,1[\"join\",{}]", json!({ "gallery": gallery }))).await;
    one_too_many.ends().await;
    drop(crowd);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn colleagues_see_each_other_come_and_go() {
    let listening = Listening::start().await;
    let (mirna, gallery, cookie) = studio(&listening).await;
    let backend = &listening.server.backend;
    let studio = mirna.membership.as_ref().expect("a member").studio;
    let eva = backend.member(studio, "Atelier Mirna", Role::Viewer).await;
    let id = |viewer: &Viewer| viewer.person.as_ref().expect("a person").id.to_string();
    let mut here = listening.page(&cookie).await;
    here.join(gallery).await;
    let mut there = listening.page(&listening.server.signed_in(&eva).await).await;
    there.join(gallery).await;
    assert_eq!((here.present().await, there.present().await), (vec![id(&eva)], vec![id(&mirna)]));
    drop(there);
    assert!(here.present().await.is_empty(), "gone as soon as the line is");

    // A page that hangs on another process: nobody speaks for it any more, and it is soon forgotten.
    backend.live().arrive(&eva, gallery, "elsewhere").await.expect("a member");
    assert_eq!(here.present().await, [id(&eva)]);
    backend.clock.advance(backend::limits::PRESENT + chrono::TimeDelta::seconds(1));
    assert!(here.present().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_visitor_hears_that_a_list_was_opened_again_and_that_the_gallery_was_shut() {
    const KEY: &str = "ana-ana-ana-ana-1";
    let listening = Listening::start().await;
    let (mirna, gallery, _) = studio(&listening).await;
    let backend = &listening.server.backend;
    let photo = backend.photo(&mirna, gallery, "a.jpg").await;
    backend.publish(&mirna, gallery).await;
    let client = Viewer { visitor: Some(backend::sha256("secret-of-this-browser")), ..Viewer::default() };
    backend.unlock(&client, gallery).await;
    let token = backend.link_token(gallery).await;
    let follow = async |cookie: &str| {
        let mut page = listening.line(cookie).await;
        page.say("40/visit,").await;
        assert!(page.hear().await.is_some_and(|text| text.starts_with("40/visit,")));
        page.say(format!("42/visit,1[\"join\",{}]", json!({ "token": token }))).await;
        let answer = page.hear().await;
        (page, answer)
    };
    let (_, refused) = follow("visitor=another-browser").await;
    assert_eq!(refused.as_deref(), Some("43/visit,1[\"refused\"]"));
    let (mut page, joined) = follow("visitor=secret-of-this-browser").await;
    assert_eq!(joined.as_deref(), Some("43/visit,1[\"joined\"]"));

    let choices = backend.choices();
    let news = "42/visit,[\"news\"";
    // A heart is nothing to others: the next word is of the list that was sent.
    choices.set(&client, &token, KEY, None, (photo, true)).await.expect("a heart");
    choices.send(&client, &token, KEY, ListId::hearts(gallery), "").await.expect("sent");
    assert!(page.hear().await.is_some_and(|text| text.starts_with(news)), "sent, perhaps from another device");
    let round = choices.chosen(&mirna, gallery).await.expect("choices")[0].sent.clone().expect("sent");
    choices.reopen(&mirna, gallery, round.id).await.expect("open again");
    assert!(page.hear().await.is_some_and(|text| text.starts_with(news)), "open again");
    backend.galleries().unpublish(&mirna, gallery).await.expect("shut");
    assert!(page.hear().await.is_some_and(|text| text.starts_with(news)), "the page finds out");
    page.ends().await;
}
