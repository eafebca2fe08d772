//! What a visitor takes along: nothing, however it was come by.

use domain::{DownloadPolicy, DownloadSize, DownloadWhat};

use super::*;

const FREE: DownloadPolicy =
    DownloadPolicy { web: true, high: true, original: true, all: true, pin: false, quota: None, place: true };

#[tokio::test]
async fn nothing_is_taken_while_proofing_not_even_what_was_planned_before() {
    let w = proof(2).await;
    let (downloads, token) = (w.backend.downloads(), w.backend.link_token(w.gallery).await);
    downloads.set_policy(&w.mirna, w.gallery, FREE).await.expect("allowed");
    let whats = [
        DownloadWhat::All,
        DownloadWhat::Photo { photo: w.photos[0] },
        DownloadWhat::Some { photos: w.photos.clone() },
    ];
    let mut planned = Vec::new();
    for size in DownloadSize::ALL {
        for what in &whats {
            planned.push(downloads.plan(&w.guest, &token, what, size).await.expect("planned"));
        }
    }
    let fetch = async |secret: &str, wanted| downloads.serve(&w.guest, secret, 1, wanted).await;
    assert!(fetch(&planned[0].secret, Wanted::default()).await.is_ok());
    w.turn(true).await;
    let put_back = "UPDATE downloads SET access_epoch = g.access_epoch FROM galleries g WHERE g.id = gallery_id";
    for rightly_addressed in [false, true] {
        for planned in &planned {
            let part = crate::files::GetRange::Bounded(0..1);
            for wanted in [
                Wanted::default(),
                Wanted { range: Some(part.clone()), ..Wanted::default() },
                Wanted { known: Some("*"), ..Wanted::default() },
            ] {
                assert!(not_found(&fetch(&planned.secret, wanted).await), "{rightly_addressed}");
            }
        }
        // Also if the epoch were none of the reasons.
        let mut tx = w.backend.db.system().await.expect("a transaction");
        sqlx::query(put_back).execute(&mut *tx).await.expect("put back");
        tx.commit().await.expect("committed");
    }
    for what in &whats {
        assert!(not_found(&downloads.offer(&w.guest, &token, what).await));
        for size in DownloadSize::ALL {
            assert!(not_found(&downloads.plan(&w.guest, &token, what, size).await), "{what:?} {size:?}");
        }
    }
    // What the studio allows is as it was, and holds again afterwards.
    assert_eq!(downloads.settings(&w.mirna, w.gallery).await.expect("settings").policy, FREE);
    w.turn(false).await;
    let again = downloads.plan(&w.guest, &token, &whats[0], DownloadSize::Original).await.expect("planned");
    assert!(fetch(&again.secret, Wanted::default()).await.is_ok());
}

#[tokio::test]
async fn the_page_offers_nothing_either() {
    let w = proof(1).await;
    let token = w.backend.link_token(w.gallery).await;
    w.backend.downloads().set_policy(&w.mirna, w.gallery, FREE).await.expect("allowed");
    for on in [true, false] {
        w.turn(on).await;
        let visit = w.backend.galleries().visit(&w.guest, &token).await.expect("a visit");
        let crate::galleries::Door::Open(open) = visit.door else { panic!("open") };
        assert_eq!((open.proofing, open.downloads.any()), (on, !on));
    }
}
