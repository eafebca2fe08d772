//! The PIN, and how many photographs one may take.

use std::sync::Arc;

use super::*;
use crate::limits::PIN_BY_SOURCE;

fn said<T>(answer: Result<T>) -> Vec<(String, Problem)> {
    match answer {
        Err(Error::Invalid(problems)) => problems.into_iter().map(|found| (found.field, found.problem)).collect(),
        _ => Vec::new(),
    }
}

async fn pin(w: &Wedding) -> String {
    let settings = w.backend.downloads().settings(&w.mirna, w.gallery).await.expect("settings");
    settings.pin.expect("a PIN").as_str().to_owned()
}

#[tokio::test]
async fn a_pin_is_asked_once_and_again_after_a_reset() {
    let w = wedding(1).await;
    let downloads = w.backend.downloads();
    let planned = w.planned(DownloadWhat::All, DownloadSize::Web).await;
    assert!(matches!(downloads.reset_pin(&w.mirna, w.gallery).await, Err(Error::Refused(Refusal::NotFound))));
    w.allow(DownloadPolicy { pin: true, ..FREE }).await;
    assert!(matches!(w.refused(&w.guest, &planned).await, Error::Refused(Refusal::Locked)));
    let refused = w.plan(&w.guest, &DownloadWhat::All, DownloadSize::Web).await;
    assert_eq!(said(refused), [("pin".into(), Problem::Required)]);
    assert!(w.plan(&w.mirna, &DownloadWhat::All, DownloadSize::Web).await.is_ok(), "members are asked for none");

    let old = pin(&w).await;
    w.allow(DownloadPolicy { pin: true, ..FREE }).await;
    assert_eq!(pin(&w).await, old, "saving the settings draws no other");
    downloads.give_pin(&w.guest, &w.token, &old).await.expect("the PIN");
    let planned = w.planned(DownloadWhat::All, DownloadSize::Web).await;
    let other = w.backend.visitor();
    w.backend.unlock(&other, w.gallery).await;
    assert_eq!(said(w.plan(&other, &DownloadWhat::All, DownloadSize::Web).await).len(), 1, "another browser gave none");

    let new = downloads.reset_pin(&w.mirna, w.gallery).await.expect("another PIN");
    assert_ne!(new.as_str(), old);
    assert!(matches!(w.refused(&w.guest, &planned).await, Error::Refused(Refusal::Locked)));
    assert_eq!(said(downloads.give_pin(&w.guest, &w.token, &old).await), [("pin".into(), Problem::WrongPin)]);
    downloads.give_pin(&w.guest, &w.token, new.as_str()).await.expect("the new PIN");
    assert_eq!(w.fetch(&planned, None).await.len() as u64, planned.parts[0].bytes);
    let editor = Viewer {
        membership: w.mirna.membership.clone().map(|m| domain::Membership { role: Role::Viewer, ..m }),
        ..w.mirna.clone()
    };
    assert!(matches!(downloads.reset_pin(&editor, w.gallery).await, Err(Error::Refused(Refusal::Forbidden))));
}

#[tokio::test]
async fn ten_wrong_pins_and_then_not_even_the_right_one() {
    let w = wedding(1).await;
    let downloads = w.backend.downloads();
    w.allow(DownloadPolicy { pin: true, ..FREE }).await;
    let right = pin(&w).await;
    let wrong = if right == "0000" { "0001" } else { "0000" };
    for _ in 0..PIN_BY_SOURCE.attempts {
        assert_eq!(said(downloads.give_pin(&w.guest, &w.token, wrong).await).len(), 1);
    }
    assert!(matches!(downloads.give_pin(&w.guest, &w.token, &right).await, Err(Error::TooMany { retry_after: 900 })));
    let stranger = downloads.give_pin(&w.backend.visitor(), &w.token, &right).await;
    assert!(matches!(stranger, Err(Error::Refused(Refusal::Locked))), "the code comes first");
    w.backend.clock.advance(TimeDelta::minutes(15));
    downloads.give_pin(&w.guest, &w.token, &right).await.expect("after a while");

    let eva = w.backend.gallery(&w.mirna, "Eva").await;
    w.backend.photo(&w.mirna, eva, "x.jpg").await;
    w.backend.publish(&w.mirna, eva).await;
    w.backend.unlock(&w.guest, eva).await;
    downloads.set_policy(&w.mirna, eva, DownloadPolicy { pin: true, ..FREE }).await.expect("allowed");
    let what = DownloadWhat::All;
    let refused = downloads.plan(&w.guest, &w.backend.link_token(eva).await, &what, DownloadSize::Original).await;
    assert_eq!(said(refused), [("pin".into(), Problem::Required)], "a PIN is of one gallery");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_at_once_take_the_last_place_once() {
    let w = Arc::new(wedding(9).await);
    w.allow(DownloadPolicy { quota: Some(3), ..FREE }).await;
    let two = DownloadWhat::Some { photos: w.photos[..2].to_vec() };
    w.planned(two.clone(), DownloadSize::Web).await;
    w.planned(two, DownloadSize::High).await;
    let offer = w.backend.downloads().offer(&w.guest, &w.token, &DownloadWhat::All).await.expect("an offer");
    assert_eq!(offer.quota, Some((2, 3)), "each counts once");
    let tries = (0..64).map(|n| {
        let w = Arc::clone(&w);
        tokio::spawn(async move {
            let photo = w.photos[2 + n % 7];
            w.plan(&w.guest, &DownloadWhat::Photo { photo }, DownloadSize::Web).await.map(|_| photo)
        })
    });
    let mut taken = std::collections::BTreeSet::new();
    for answer in futures::future::join_all(tries).await {
        match answer.expect("no panic") {
            Ok(photo) => drop(taken.insert(photo)),
            Err(Error::Invalid(problems)) => assert_eq!(problems[0].problem, Problem::QuotaUsed),
            Err(Error::Unavailable(_)) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!(taken.len(), 1);
    let offer = w.backend.downloads().offer(&w.guest, &w.token, &DownloadWhat::All).await.expect("an offer");
    assert_eq!(offer.quota, Some((3, 3)));
    assert!(w.plan(&w.mirna, &DownloadWhat::All, DownloadSize::Web).await.is_ok(), "the studio has no limit");
    let other = w.backend.visitor();
    w.backend.unlock(&other, w.gallery).await;
    let all = w.plan(&other, &DownloadWhat::All, DownloadSize::Web).await;
    assert_eq!(said(all), [(String::new(), Problem::QuotaUsed)]);
    let offer = w.backend.downloads().offer(&other, &w.token, &DownloadWhat::All).await.expect("an offer");
    assert_eq!(offer.quota, Some((0, 3)), "what was refused is not counted");
    for quota in [0, 100_001] {
        let policy = DownloadPolicy { quota: Some(quota), ..FREE };
        let refused = w.backend.downloads().set_policy(&w.mirna, w.gallery, policy).await;
        assert_eq!(said(refused), [("quota".into(), Problem::NotAQuota)]);
    }
}

#[tokio::test]
async fn a_policy_is_not_written_over_what_a_colleague_changed() {
    let w = wedding(0).await;
    let downloads = w.backend.downloads();
    let loaded = downloads.settings(&w.mirna, w.gallery).await.expect("the policy").version;
    let next = downloads.set_policy_since(&w.mirna, w.gallery, FREE, &loaded).await.expect("the first to save");
    let mine = DownloadPolicy { web: true, ..DownloadPolicy::default() };
    let late = downloads.set_policy_since(&w.mirna, w.gallery, mine, &loaded).await;
    assert!(matches!(late, Err(Error::Conflict)), "{late:?}");
    let stored = downloads.settings(&w.mirna, w.gallery).await.expect("the policy");
    assert_eq!((stored.policy, &stored.version), (FREE, &next));
    downloads.set_policy_since(&w.mirna, w.gallery, mine, &next).await.expect("loaded anew");
}
