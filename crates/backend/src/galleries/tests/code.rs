//! Giving the code: what it opens, and how often one may guess.

use std::sync::Arc;

use chrono::TimeDelta;
use domain::{Refusal, Role, Viewer, problem::Problem};

use super::{door, open_gallery, problems, refusal, settings};
use crate::{
    error::Error,
    galleries::GallerySettings,
    limits::{CODE_BY_GALLERY, CODE_BY_SOURCE},
    testing::TestBackend,
};

#[tokio::test]
async fn a_code_opens_only_its_own_gallery() {
    let backend = TestBackend::start().await;
    let (mirna, petra) = (backend.studio("Mirna", Role::Owner).await, backend.studio("Petra", Role::Owner).await);
    let (first, second) = (open_gallery(&backend, &mirna, "Ana").await, open_gallery(&backend, &mirna, "Eva").await);
    let theirs = open_gallery(&backend, &petra, "Iva").await;
    let code = backend.access_code(first).await;
    let form = GallerySettings { access_code: code.to_string(), ..settings(&backend, &petra, theirs).await };
    backend.galleries().edit(&petra, theirs, &form).await.expect("the same code in another studio");

    let ana = backend.visitor();
    let typed = format!(" {} ", code.to_string().to_lowercase());
    backend.galleries().unlock(&ana, &backend.link_token(first).await, &typed).await.expect("as people type");
    assert_eq!(door(&backend, &ana, first).await.expect("a door"), "open");
    assert_eq!(door(&backend, &ana, second).await.expect("a door"), "locked");
    assert_eq!(door(&backend, &ana, theirs).await.expect("a door"), "locked");
    assert_eq!(door(&backend, &backend.visitor(), first).await.expect("a door"), "locked", "another browser");
    let refused = backend.galleries().unlock(&ana, &backend.link_token(second).await, code.as_str()).await;
    assert_eq!(problems(refused), [("code".into(), Problem::WrongCode)]);
}

#[tokio::test]
async fn a_new_code_shuts_out_at_once() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let id = open_gallery(&backend, &mirna, "Ana & Luka").await;
    let (ana, token) = (backend.visitor(), backend.link_token(id).await);
    backend.unlock(&ana, id).await;
    let before = backend.galleries().get(&mirna, id).await.expect("a gallery");
    let form = GallerySettings { access_code: "luka 2026".into(), ..settings(&backend, &mirna, id).await };
    backend.galleries().edit(&mirna, id, &form).await.expect("a new code");
    assert_eq!(refusal(backend.galleries().photos(&ana, &token, None, 60).await), Some(Refusal::Locked));
    assert_eq!(backend.galleries().get(&mirna, id).await.expect("a gallery").epoch, before.epoch + 1);
    let log = super::everything(&backend).await;
    assert!(log.contains("new_code") && log.matches("LUKA2026").count() == 1, "the code stands in its row only");
    let old = backend.galleries().unlock(&ana, &token, before.access_code.as_str()).await;
    assert_eq!(problems(old), [("code".into(), Problem::WrongCode)]);
    backend.galleries().unlock(&ana, &token, "LUKA-2026").await.expect("the new code");
    assert_eq!(door(&backend, &ana, id).await.expect("a door"), "open");
}

#[tokio::test]
async fn a_code_is_taken_only_where_it_opens_something() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let id = open_gallery(&backend, &mirna, "Ana & Luka").await;
    let (token, code, ana) = (backend.link_token(id).await, backend.access_code(id).await, backend.visitor());
    let galleries = backend.galleries();
    for unreadable in ["", "abc", "ana;--luka", &"x".repeat(1000)] {
        let told = problems(galleries.unlock(&ana, &token, unreadable).await);
        assert_eq!(told, [("code".into(), Problem::WrongCode)], "{unreadable}");
    }
    let cookieless = Viewer { visitor: None, ..ana.clone() };
    assert!(matches!(galleries.unlock(&cookieless, &token, code.as_str()).await, Err(Error::Internal(_))));
    let nowhere = galleries.unlock(&ana, "AAAAAAAAAAAAAAAAAAAAAA", code.as_str()).await;
    assert_eq!(refusal(nowhere), Some(Refusal::NotFound));
    galleries.archive(&mirna, id).await.expect("archived");
    assert_eq!(refusal(galleries.unlock(&ana, &token, code.as_str()).await), Some(Refusal::Ended));
    galleries.unarchive(&mirna, id).await.expect("draft");
    assert_eq!(refusal(galleries.unlock(&ana, &token, code.as_str()).await), Some(Refusal::NotPublished));
    galleries.trash(&mirna, id).await.expect("trashed");
    assert_eq!(refusal(galleries.unlock(&ana, &token, code.as_str()).await), Some(Refusal::NotFound));
}

#[tokio::test]
async fn ten_wrong_codes_and_then_not_even_the_right_one() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let id = open_gallery(&backend, &mirna, "Ana & Luka").await;
    let other = open_gallery(&backend, &mirna, "Eva").await;
    let (token, code, ana) = (backend.link_token(id).await, backend.access_code(id).await, backend.visitor());
    let galleries = backend.galleries();
    for _ in 0..CODE_BY_SOURCE.attempts {
        assert_eq!(problems(galleries.unlock(&ana, &token, "WRONG-1").await).len(), 1);
    }
    let refused = galleries.unlock(&ana, &token, code.as_str()).await;
    assert!(matches!(refused, Err(Error::TooMany { retry_after: 900 })), "{refused:?}");
    let fresh = Viewer { source: ana.source.clone(), ..backend.visitor() };
    assert!(galleries.unlock(&fresh, &token, code.as_str()).await.is_err(), "a new cookie is no new source");
    backend.unlock(&ana, other).await;
    let elsewhere = Viewer { source: "198.51.100.99".into(), ..backend.visitor() };
    backend.unlock(&elsewhere, id).await;
    backend.clock.advance(TimeDelta::minutes(15));
    backend.unlock(&ana, id).await;
    for _ in 1..CODE_BY_SOURCE.attempts {
        assert_eq!(problems(galleries.unlock(&ana, &token, "WRONG-1").await).len(), 1);
    }
    backend.unlock(&ana, id).await;
    assert_eq!(problems(galleries.unlock(&ana, &token, "WRONG-1").await).len(), 1, "the right code begins anew");
}

#[tokio::test]
async fn a_crowd_of_guests_is_no_attack_and_a_crowd_of_guessers_is() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let id = open_gallery(&backend, &mirna, "Ana & Luka").await;
    let token = backend.link_token(id).await;
    let from = |n: i32| Viewer { source: format!("2001:db8::{n:x}"), ..backend.visitor() };
    for n in 0..CODE_BY_GALLERY.attempts + 20 {
        backend.unlock(&from(n), id).await;
    }
    for n in 0..CODE_BY_GALLERY.attempts {
        assert_eq!(problems(backend.galleries().unlock(&from(n), &token, "WRONG-1").await).len(), 1);
    }
    let refused = backend.galleries().unlock(&from(9999), &token, "WRONG-1").await;
    assert!(matches!(refused, Err(Error::TooMany { .. })), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_guesses_at_once_are_ten() {
    let backend = Arc::new(TestBackend::start().await);
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let id = open_gallery(&backend, &mirna, "Ana & Luka").await;
    let token = backend.link_token(id).await;
    let guesses = (0..64).map(|n| {
        let (backend, token) = (backend.clone(), token.clone());
        tokio::spawn(
            async move { backend.galleries().unlock(&backend.visitor(), &token, &format!("GUESS{n:02}")).await },
        )
    });
    let (mut judged, mut refused) = (0, 0);
    for answer in futures::future::join_all(guesses).await {
        match answer.expect("no panic") {
            Err(Error::Invalid(_)) => judged += 1,
            Err(Error::TooMany { .. }) => refused += 1,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((judged, refused), (CODE_BY_SOURCE.attempts, 64 - CODE_BY_SOURCE.attempts));
}
