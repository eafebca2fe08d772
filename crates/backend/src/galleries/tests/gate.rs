//! What a gallery asks beside the code: a password, and who comes.

use domain::{Asks, GalleryId, Gate, GateStep, Refusal, Role, Viewer, problem::Problem};

use super::{audit, everything, open_gallery, problems, refusal, settings};
use crate::{
    error::Error,
    galleries::{Door, GallerySettings, NewGate, SetUp},
    limits::CODE_BY_SOURCE,
    testing::TestBackend,
};

const KEY: &str = "ana-ana-ana-ana-1";

/// What the gallery wants of them next; `None` when they are in.
async fn wants(backend: &TestBackend, viewer: &Viewer, gallery: GalleryId) -> Option<GateStep> {
    let token = backend.link_token(gallery).await;
    match backend.galleries().visit(viewer, &token).await.expect("a door").door {
        Door::Locked(step) => Some(step),
        Door::Open(_) => None,
        other => panic!("{other:?}"),
    }
}

async fn ask(backend: &TestBackend, mirna: &Viewer, id: GalleryId, code: bool, email: bool) {
    let new = NewGate { code, email, client_email: String::new(), loaded: String::new() };
    backend.galleries().set_gate(mirna, id, &new).await.expect("set");
}

#[tokio::test]
async fn the_password_is_asked_after_the_code_and_ends_what_was_given_before() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let id = open_gallery(&backend, &mirna, "Ana & Luka").await;
    let (token, ana, galleries) = (backend.link_token(id).await, backend.visitor(), backend.galleries());
    backend.unlock(&ana, id).await;
    assert_eq!(wants(&backend, &ana, id).await, None);
    let before = galleries.get(&mirna, id).await.expect("a gallery");
    assert_eq!(before.gate, Gate { code: true, password: false, email: false }, "as it was before there were others");

    galleries.set_password(&mirna, id, " Mrkva 2026 ").await.expect("set");
    assert_eq!(galleries.get(&mirna, id).await.expect("a gallery").epoch, before.epoch + 1);
    assert_eq!(wants(&backend, &ana, id).await, Some(GateStep::Code), "what was given before has ended");
    let early = galleries.give_password(&ana, &token, "Mrkva 2026").await;
    assert_eq!(refusal(early), Some(Refusal::Locked), "the code comes first");
    backend.unlock(&ana, id).await;
    assert_eq!(wants(&backend, &ana, id).await, Some(GateStep::Password));
    assert_eq!(refusal(galleries.photos(&ana, &token, None, 60).await), Some(Refusal::Locked));
    for wrong in ["mrkva 2026", "Mrkva", "", "Mrkva 2026\0"] {
        let told = problems(galleries.give_password(&ana, &token, wrong).await);
        assert_eq!(told, [("password".into(), Problem::WrongPassword)], "{wrong:?}");
    }
    galleries.give_password(&ana, &token, "Mrkva 2026 ").await.expect("as people type");
    assert_eq!(wants(&backend, &ana, id).await, None);
    assert_eq!(wants(&backend, &backend.visitor(), id).await, Some(GateStep::Code), "another browser");

    galleries.set_password(&mirna, id, "Blitva 2026").await.expect("another");
    assert_eq!(wants(&backend, &ana, id).await, Some(GateStep::Code));
    backend.unlock(&ana, id).await;
    let old = galleries.give_password(&ana, &token, "Mrkva 2026").await;
    assert_eq!(problems(old), [("password".into(), Problem::WrongPassword)]);
    galleries.set_password(&mirna, id, "  ").await.expect("none");
    backend.unlock(&ana, id).await;
    assert_eq!(wants(&backend, &ana, id).await, None);

    let told = everything(&backend).await;
    assert!(!told.contains("Mrkva") && !told.contains("Blitva"), "a password stands nowhere");
    let deeds = audit(&backend, id).await;
    let count = |deed| deeds.iter().filter(|done| *done == deed).count();
    assert_eq!((count("gallery.password"), count("gallery.no_password")), (2, 1));
}

#[tokio::test]
async fn a_password_opens_only_its_own_gallery_and_is_not_guessed() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let (first, second) = (open_gallery(&backend, &mirna, "Ana").await, open_gallery(&backend, &mirna, "Eva").await);
    let galleries = backend.galleries();
    for (id, password) in [(first, "mrkva-ana"), (second, "mrkva-eva")] {
        ask(&backend, &mirna, id, false, false).await;
        galleries.set_password(&mirna, id, password).await.expect("set");
    }
    let ana = backend.visitor();
    assert_eq!(wants(&backend, &ana, first).await, Some(GateStep::Password), "instead of the code");
    galleries.give_password(&ana, &backend.link_token(first).await, "mrkva-ana").await.expect("right");
    assert_eq!(wants(&backend, &ana, first).await, None);
    assert_eq!(wants(&backend, &ana, second).await, Some(GateStep::Password));

    let token = backend.link_token(second).await;
    for _ in 0..CODE_BY_SOURCE.attempts {
        assert_eq!(problems(galleries.give_password(&ana, &token, "mrkva-ana").await).len(), 1);
    }
    let refused = galleries.give_password(&backend.visitor(), &token, "mrkva-eva").await;
    assert!(matches!(refused, Err(Error::TooMany { .. })), "a new cookie is no new source: {refused:?}");
    let elsewhere = Viewer { source: "198.51.100.99".into(), ..backend.visitor() };
    galleries.give_password(&elsewhere, &token, "mrkva-eva").await.expect("from elsewhere");
    let again = galleries.unlock(&ana, &token, "WRONG-1").await;
    assert_eq!(problems(again), [("code".into(), Problem::WrongCode)], "codes are counted apart");
    assert_eq!(
        problems(galleries.set_password(&mirna, first, "ana").await),
        [("password".into(), Problem::GalleryPasswordTooShort)]
    );
}

#[tokio::test]
async fn who_comes_is_asked_once() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let id = open_gallery(&backend, &mirna, "Ana & Luka").await;
    let (token, ana, choices) = (backend.link_token(id).await, backend.visitor(), backend.choices());
    ask(&backend, &mirna, id, true, true).await;
    let early = choices.arrive(&ana, &token, KEY, "ana@example.com").await;
    assert_eq!(refusal(early), Some(Refusal::Locked), "the code comes first");
    backend.unlock(&ana, id).await;
    assert_eq!(wants(&backend, &ana, id).await, Some(GateStep::Email));
    assert_eq!(problems(choices.arrive(&ana, &token, KEY, "ana").await), [("email".into(), Problem::NotAnEmail)]);
    choices.arrive(&ana, &token, KEY, " Ana@Example.com ").await.expect("told");
    assert_eq!(wants(&backend, &ana, id).await, None);
    let guests = choices.guests(&mirna, id).await.expect("guests");
    assert_eq!(
        guests.iter().map(|guest| (guest.number, guest.email.as_str(), guest.confirmed)).collect::<Vec<_>>(),
        [(1, "ana@example.com", false)]
    );

    // A new code asks for the code, not for the address again.
    let form = GallerySettings { access_code: "luka 2026".into(), ..settings(&backend, &mirna, id).await };
    backend.galleries().edit(&mirna, id, &form).await.expect("a new code");
    assert_eq!(wants(&backend, &ana, id).await, Some(GateStep::Code));
    backend.unlock(&ana, id).await;
    assert_eq!(wants(&backend, &ana, id).await, None);
    let stranger = backend.visitor();
    backend.unlock(&stranger, id).await;
    assert_eq!(wants(&backend, &stranger, id).await, Some(GateStep::Email));
    assert_eq!(refusal(choices.guests(&stranger, id).await), Some(Refusal::SignIn));
}

#[tokio::test]
async fn what_was_said_at_the_first_heart_is_not_asked_again() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let id = open_gallery(&backend, &mirna, "Ana & Luka").await;
    let (token, ana) = (backend.link_token(id).await, backend.visitor());
    backend.unlock(&ana, id).await;
    let rules = crate::choices::Rules { asks: domain::Asks::Email, ..Default::default() };
    backend.choices().edit(&mirna, id, rules).await.expect("asked");
    backend.choices().introduce(&ana, &token, KEY, "ana@example.com").await.expect("said");
    ask(&backend, &mirna, id, true, true).await;
    assert_eq!(wants(&backend, &ana, id).await, None);
}

#[tokio::test]
async fn a_gallery_that_was_just_made_is_set_up_at_once_or_not_at_all() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let id = open_gallery(&backend, &mirna, "Ana & Luka").await;
    let galleries = backend.galleries();
    let wrong = SetUp { code: false, password: "ana".into(), expires_on: "2026-09-11".into() };
    let told = problems(galleries.set_up(&mirna, id, &wrong).await);
    let expected =
        [("password".to_owned(), Problem::GalleryPasswordTooShort), ("expires_on".to_owned(), Problem::DateInPast)];
    assert_eq!(told, expected);
    assert_eq!(wants(&backend, &Viewer::default(), id).await, Some(GateStep::Code), "nothing of it is set");
    let right = SetUp { code: false, password: "mrkva-2026".into(), expires_on: "2026-09-20".into() };
    galleries.set_up(&mirna, id, &right).await.expect("set up");
    assert_eq!(wants(&backend, &Viewer::default(), id).await, Some(GateStep::Password));
    let last_day = galleries.get(&mirna, id).await.expect("a gallery").expires_on;
    assert_eq!(last_day.map(|day| day.to_string()).as_deref(), Some("2026-09-20"));
    let none = SetUp { code: true, ..SetUp::default() };
    galleries.set_up(&mirna, id, &none).await.expect("set up");
    assert_eq!(wants(&backend, &Viewer::default(), id).await, Some(GateStep::Code));
}

#[tokio::test]
async fn a_link_alone_leads_in_where_nothing_is_asked() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let id = open_gallery(&backend, &mirna, "Ana & Luka").await;
    let token = backend.link_token(id).await;
    let visit = async |viewer: &Viewer| match backend.galleries().visit(viewer, &token).await.expect("a visit").door {
        Door::Open(open) => Some(open.by_link),
        _ => None,
    };
    assert_eq!(visit(&mirna).await, Some(false), "a member is in, and the link alone is not enough");
    ask(&backend, &mirna, id, false, false).await;
    assert_eq!(visit(&Viewer::default()).await, Some(true));
    backend.galleries().unpublish(&mirna, id).await.expect("a draft");
    assert_eq!((visit(&Viewer::default()).await, visit(&mirna).await), (None, Some(false)));
}

#[tokio::test]
async fn what_a_colleague_asks_meanwhile_is_not_written_over() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let id = open_gallery(&backend, &mirna, "Ana & Luka").await;
    let galleries = backend.galleries();
    let loaded = galleries.gate(&mirna, id).await.expect("a gate").version();
    ask(&backend, &mirna, id, true, true).await;
    let late = NewGate { client_email: "ana@example.com".into(), loaded, ..NewGate::default() };
    assert!(matches!(galleries.set_gate(&mirna, id, &late).await, Err(Error::Conflict)));
    let gate = galleries.gate(&mirna, id).await.expect("a gate");
    assert_eq!((gate.gate.code, gate.gate.email, gate.client_email.is_none()), (true, true, true));
    let loaded = gate.version();
    let now = galleries.set_gate(&mirna, id, &NewGate { loaded, ..late }).await.expect("over what is there");
    assert_eq!(now, galleries.gate(&mirna, id).await.expect("a gate").version());
}

#[tokio::test]
async fn an_address_at_the_gate_is_no_answer_to_another_question() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let id = open_gallery(&backend, &mirna, "Ana & Luka").await;
    ask(&backend, &mirna, id, false, true).await;
    let token = backend.link_token(id).await;
    for (asks, key, known) in [(Asks::Name, "ana-ana-ana-ana-1", false), (Asks::Email, "eva-eva-eva-eva-1", true)] {
        let rules = crate::choices::Rules { asks, ..Default::default() };
        backend.choices().edit(&mirna, id, rules).await.expect("asked");
        let visitor = backend.visitor();
        backend.choices().arrive(&visitor, &token, key, "gost@example.com").await.expect("in");
        assert_eq!(backend.choices().look(&visitor, &token, key).await.expect("lists").known, known, "{asks:?}");
    }
    let mut tx = backend.db.system().await.expect("a transaction");
    let mails = "SELECT count(*) FROM mails WHERE recipient = 'gost@example.com'";
    let mails: i64 = sqlx::query_scalar(mails).fetch_one(&mut *tx).await.expect("counted");
    assert_eq!(mails, 1, "a link goes where an address is asked for at the first heart, too");
}
