//! What a studio thinks of its photographs is told to nobody else.

#[expect(dead_code, reason = "other tests use the rest of it")]
mod support;

use axum::http::Method;
use domain::{Flag, Role, Stars, Verdict, Viewer};
use support::TestServer;

const SECRET: &str = "client-secret-of-this-browser";

#[tokio::test]
async fn no_visitor_is_told_what_a_studio_thinks_of_a_photograph() {
    let server = TestServer::start(&[]).await;
    let backend = &server.backend;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let photo = backend.photo(&mirna, gallery, "a.jpg").await;
    let other = backend.photo(&mirna, gallery, "b.jpg").await;
    backend.publish(&mirna, gallery).await;
    let client = Viewer { visitor: Some(backend::sha256(SECRET)), ..Viewer::default() };
    backend.unlock(&client, gallery).await;
    let token = backend.link_token(gallery).await;
    let cookie = format!("visitor={SECRET}");
    let start = "-1..00000000000000000000000000000000.";
    let addresses = [
        format!("/api/gallery/photos?token={token}&after={start}"),
        format!("/api/gallery/photo?token={token}&photo={photo}"),
        format!("/api/gallery/find?token={token}&search=a&day=&after="),
        format!("/api/gallery/days?token={token}"),
    ];
    let ask = async |address: &str| {
        let answer = server.send(Method::GET, address, &cookie, "").await;
        (answer.status, answer.text())
    };
    let mut before = Vec::new();
    for address in &addresses {
        before.push(ask(address).await);
    }
    assert!(before[0].1.contains("a.jpg"), "{}", before[0].1);
    let five = Stars::try_from(5).expect("stars");
    let verdicts = [Verdict { photo, flag: Some(Flag::Pick), stars: Some(five) }, Verdict::flag(other, Flag::Reject)];
    backend.photos().rate(&mirna, gallery, &verdicts).await.expect("rated");
    for (address, before) in addresses.iter().zip(before) {
        assert_eq!(ask(address).await, before, "{address}");
    }
    let (_, page) = ask(&format!("/g/{token}")).await;
    assert!(page.contains("a.jpg"));
    for word in ["\"flag\"", "\"stars\"", "\"reject\""] {
        assert!(!page.contains(word), "the page says {word}");
    }

    // Neither does the studio's own address answer them.
    let own = format!("/api/dashboard/cull?gallery={gallery}&way=around");
    let visitor = server.send(Method::GET, &own, &cookie, "").await;
    assert!(!visitor.status.is_success(), "{}", visitor.status);
    let studio = server.send(Method::GET, &own, &server.signed_in(&mirna).await, "").await;
    assert!(studio.status.is_success(), "{}", studio.text());
    assert!(studio.text().contains("\"flag\":\"pick\",\"stars\":5"), "{}", studio.text());
    let seen = format!("/dashboard/galleries/{gallery}/cull?photo={other}");
    let desk = server.send(Method::GET, &seen, &server.signed_in(&mirna).await, "").await;
    assert!(desk.text().contains("cull-progress") && desk.text().contains("2 of 2"), "{}", desk.text());
    let liked = format!("/api/dashboard/photos?gallery={gallery}&after=&only[flag]=pick&only[stars]=4");
    let found = server.send(Method::GET, &liked, &server.signed_in(&mirna).await, "").await;
    assert!(found.text().contains("a.jpg") && !found.text().contains("b.jpg"), "{}", found.text());
}
