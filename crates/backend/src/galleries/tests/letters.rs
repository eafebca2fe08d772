//! Mails about galleries: before one closes, and to those who are invited.

use chrono::TimeDelta;
use domain::{GalleryId, Refusal, Role, Viewer, problem::Problem};

use super::{open_gallery, problems, refusal, settings};
use crate::{
    error::Error,
    galleries::{GallerySettings, NewGate},
    testing::TestBackend,
};

/// All mails, the first first: to whom, and what.
async fn mails(backend: &TestBackend) -> Vec<(String, String)> {
    let mut tx = backend.db.system().await.expect("a transaction");
    sqlx::query_as("SELECT recipient, subject || E'\n' || body_text FROM mails ORDER BY created_at, id")
        .fetch_all(&mut *tx)
        .await
        .expect("mails")
}

async fn closes_in(backend: &TestBackend, mirna: &Viewer, id: GalleryId, days: i64) {
    let day = (backend.clock.now() + TimeDelta::days(days)).date_naive();
    let form = GallerySettings { expires_on: day.to_string(), ..settings(backend, mirna, id).await };
    backend.galleries().edit(mirna, id, &form).await.expect("a last day");
}

#[tokio::test]
async fn a_week_and_a_day_before_once_each() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let studio = mirna.membership.as_ref().expect("a member").studio;
    backend.member(studio, "Atelier Mirna", Role::Editor).await;
    let id = open_gallery(&backend, &mirna, "Ana & Luka").await;
    let draft = backend.gallery(&mirna, "Not yet").await;
    closes_in(&backend, &mirna, id, 9).await;
    closes_in(&backend, &mirna, draft, 9).await;
    let gate = NewGate { code: true, email: false, client_email: "Ana@Example.com".into(), loaded: String::new() };
    backend.galleries().set_gate(&mirna, id, &gate).await.expect("an address");
    let owner = mirna.person.as_ref().expect("a person").email.to_string();

    let mut days_of_mail = Vec::new();
    let mut seen = 0;
    for day in 0..12 {
        for _ in 0..2 {
            backend.galleries().remind(backend.clock.now()).await.expect("reminded");
        }
        let sent = mails(&backend).await;
        let mut to: Vec<&str> = sent[seen..].iter().map(|(to, _)| to.as_str()).collect();
        to.sort_unstable();
        if !to.is_empty() {
            assert_eq!(to, ["ana@example.com", owner.as_str()], "day {day}");
            days_of_mail.push(day);
        }
        seen = sent.len();
        backend.clock.advance(TimeDelta::days(1));
    }
    assert_eq!(days_of_mail, [2, 8]);
    let sent = mails(&backend).await;
    let code = backend.access_code(id).await.to_string();
    for (_, text) in &sent {
        assert!(text.contains("Ana & Luka") && text.contains("21 September 2026") && !text.contains(&code), "{text}");
    }
    let to = |address: &str| &sent.iter().find(|(to, _)| to == address).expect("a mail").1;
    assert!(to(&owner).contains(&format!("/dashboard/galleries/{id}/settings")));
    assert!(to("ana@example.com").contains(&backend.link_token(id).await));
}

#[tokio::test]
async fn another_day_is_another_reminder() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let id = open_gallery(&backend, &mirna, "Ana & Luka").await;
    let remind = async || {
        backend.galleries().remind(backend.clock.now()).await.expect("reminded");
        mails(&backend).await.len()
    };
    for (days, mails) in [(7, 1), (30, 1), (7, 2), (1, 3), (3, 3), (1, 4)] {
        closes_in(&backend, &mirna, id, days).await;
        assert_eq!((remind().await, remind().await), (mails, mails), "{days} days before");
    }
    backend.galleries().archive(&mirna, id).await.expect("archived");
    closes_in(&backend, &mirna, id, 7).await;
    assert_eq!(remind().await, 4, "a closed gallery does not close");
}

#[tokio::test]
async fn an_invitation_has_the_code_and_not_the_password() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier <b>Mirna</b>", Role::Editor).await;
    let id = open_gallery(&backend, &mirna, "Ana & Luka").await;
    let galleries = backend.galleries();
    galleries.set_password(&mirna, id, "mrkva-2026").await.expect("a password");
    let note = "Hi!\r\nBcc: x@example.com\n<script>alert(1)</script>";
    let sent = galleries.invite(&mirna, id, "ana@example.com, Luka@example.com ana@example.com", note).await;
    assert_eq!(sent.expect("sent"), 2);
    let letters = mails(&backend).await;
    let to: Vec<&str> = letters.iter().map(|(to, _)| to.as_str()).collect();
    assert_eq!((letters.len(), to.contains(&"ana@example.com"), to.contains(&"luka@example.com")), (2, true, true));
    let code = backend.access_code(id).await.to_string();
    for (_, text) in &letters {
        assert!(text.contains(&code) && text.contains(&backend.link_token(id).await) && !text.contains("mrkva"));
    }
    let mut tx = backend.db.system().await.expect("a transaction");
    let html: String =
        sqlx::query_scalar("SELECT string_agg(body_html, '') FROM mails").fetch_one(&mut *tx).await.expect("mails");
    assert!(!html.contains("<script>") && !html.contains("<b>Mirna"), "{html}");
    drop(tx);
    let listed = galleries.invitations(&mirna, id).await.expect("listed");
    assert_eq!(listed.len(), 2);
    assert!(listed.iter().all(|invited| invited.member == "Mirna Kovač" && invited.sent_at == backend.clock.now()));

    let none = NewGate { code: false, email: false, client_email: String::new(), loaded: String::new() };
    galleries.set_gate(&mirna, id, &none).await.expect("no code");
    galleries.invite(&mirna, id, "eva@example.com", "").await.expect("sent");
    let sent = mails(&backend).await;
    let (_, text) = sent.iter().find(|(to, _)| to == "eva@example.com").expect("a mail");
    assert!(!text.contains(&code), "a code that is not asked is not told");
}

#[tokio::test]
async fn nobody_is_flooded_and_nothing_closed_is_shown() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let studio = mirna.membership.as_ref().expect("a member").studio;
    let looking = backend.member(studio, "Atelier Mirna", Role::Viewer).await;
    let id = open_gallery(&backend, &mirna, "Ana & Luka").await;
    let galleries = backend.galleries();
    let many: String = (0..21).map(|n| format!("guest{n}@example.com ")).collect();
    for (to, note, wrong) in [
        (" ", "", ("to", Problem::Required)),
        ("ana", "", ("to", Problem::NotAnEmail)),
        (&*many, "", ("to", Problem::TooManyRecipients)),
        ("ana@example.com", "a\0b", ("note", Problem::Unreadable)),
        ("ana@example.com", &*"x".repeat(1001), ("note", Problem::TooLong)),
    ] {
        let told = problems(galleries.invite(&mirna, id, to, note).await);
        assert_eq!(told, [(wrong.0.to_owned(), wrong.1)], "{to}");
    }
    assert_eq!(refusal(galleries.invite(&looking, id, "ana@example.com", "").await), Some(Refusal::Forbidden));
    for _ in 0..5 {
        galleries.invite(&mirna, id, "ana@example.com", "").await.expect("sent");
    }
    let sixth = galleries.invite(&mirna, id, "luka@example.com ana@example.com", "").await;
    assert!(matches!(sixth, Err(Error::TooMany { .. })), "{sixth:?}");
    assert_eq!(mails(&backend).await.len(), 5, "and then nobody is written to");
    galleries.unpublish(&mirna, id).await.expect("a draft");
    assert_eq!(refusal(galleries.invite(&mirna, id, "eva@example.com", "").await), Some(Refusal::NotPublished));
}
