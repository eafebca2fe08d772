//! Who may take what.

use super::*;

#[tokio::test]
async fn what_may_be_taken_is_offered_with_its_size() {
    let w = wedding(3).await;
    let all = w.backend.downloads().offer(&w.guest, &w.token, &DownloadWhat::All).await.expect("an offer");
    assert_eq!(all.sizes.iter().map(|(size, _)| *size).collect::<Vec<_>>(), [DownloadSize::Web, DownloadSize::High]);
    assert_eq!((all.photos, all.pin, all.quota), (3, false, None));
    let mut bytes = 0;
    for photo in &w.photos {
        let key = w.keys(*photo).await.rendition(RenditionKind::Preview);
        bytes += w.backend.files.size(&key).await.expect("an answer").expect("there");
    }
    assert_eq!(all.sizes[0].1, bytes);

    w.allow(DownloadPolicy { all: false, high: false, ..FREE }).await;
    let refused = w.backend.downloads().offer(&w.guest, &w.token, &DownloadWhat::All).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::NotFound))));
    let one = DownloadWhat::Photo { photo: w.photos[0] };
    let one = w.backend.downloads().offer(&w.guest, &w.token, &one).await.expect("an offer");
    assert_eq!(
        one.sizes.iter().map(|(size, _)| *size).collect::<Vec<_>>(),
        [DownloadSize::Web, DownloadSize::Original]
    );
}

#[tokio::test]
async fn a_gallery_of_before_gives_nothing() {
    let w = wedding(1).await;
    let mut tx = w.backend.db.system().await.expect("a transaction");
    sqlx::query(
        "INSERT INTO galleries (id, studio_id, title, status, link_token, access_code, created_at)
         SELECT $1, studio_id, 'Old', 'published', 'AAAAAAAAAAAAAAAAAAAAAA', 'OLDCODE1', created_at FROM galleries",
    )
    .bind(uuid::Uuid::from_u128(7))
    .execute(&mut *tx)
    .await
    .expect("as the version before makes one");
    tx.commit().await.expect("committed");
    let old = GalleryId(uuid::Uuid::from_u128(7));
    let policy = w.backend.downloads().settings(&w.mirna, old).await.expect("settings").policy;
    assert!(!policy.any() && !policy.place);
}

#[tokio::test]
async fn only_what_is_seen_and_allowed_is_planned() {
    let w = wedding(2).await;
    let elsewhere = w.backend.gallery(&w.mirna, "Eva").await;
    let foreign = w.backend.photo(&w.mirna, elsewhere, "x.jpg").await;
    let photo = DownloadWhat::Photo { photo: w.photos[0] };
    let some = DownloadWhat::Some { photos: vec![w.photos[0], foreign] };
    let none = DownloadWhat::Some { photos: Vec::new() };
    for (what, size) in [
        (&photo, DownloadSize::Original),
        (&DownloadWhat::Photo { photo: foreign }, DownloadSize::Web),
        (&some, DownloadSize::Web),
        (&none, DownloadSize::Web),
        (&DownloadWhat::Favourites { key: "ana-ana-ana-ana-1".into() }, DownloadSize::Web),
    ] {
        let refused = w.plan(&w.guest, what, size).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NotFound))), "{what:?}: {refused:?}");
    }
    let stranger = w.plan(&w.backend.visitor(), &photo, DownloadSize::Web).await;
    assert!(matches!(stranger, Err(Error::Refused(Refusal::Locked))));
    w.backend.favorites().set(&w.guest, &w.token, "ana-ana-ana-ana-1", w.photos[1], true).await.expect("a heart");
    let hearts = w.planned(DownloadWhat::Favourites { key: "ana-ana-ana-ana-1".into() }, DownloadSize::Web).await;
    assert_eq!(hearts.photos, 1);
    let twice = w.planned(DownloadWhat::Some { photos: vec![w.photos[0]; 3] }, DownloadSize::Web).await;
    assert_eq!((twice.photos, &*twice.parts[0].name), (1, "Ana & Luka _ 2026.zip"));
}

#[tokio::test]
async fn every_request_asks_again() {
    let w = wedding(2).await;
    let (downloads, galleries) = (w.backend.downloads(), w.backend.galleries());
    let not_found = |error: &Error| matches!(error, Error::Refused(Refusal::NotFound));
    let planned = w.planned(DownloadWhat::All, DownloadSize::Web).await;
    let part = async |part| downloads.serve(&w.guest, &planned.secret, part, Wanted::default()).await.is_ok();
    assert_eq!([part(0).await, part(1).await, part(2).await, part(-1).await], [false, true, false, false]);
    let other = w.backend.visitor();
    w.backend.unlock(&other, w.gallery).await;
    assert!(not_found(&w.refused(&other, &planned).await), "another visitor's");
    assert!(downloads.serve(&w.mirna, &planned.secret, 1, Wanted::default()).await.is_ok(), "the studio may look");
    let petra = w.backend.studio("Studio Petra", Role::Owner).await;
    assert!(matches!(w.refused(&petra, &planned).await, Error::Refused(Refusal::Locked)));
    assert!(not_found(&w.refused(&w.guest, &Planned { secret: "0".repeat(64), ..planned.clone() }).await));

    w.allow(DownloadPolicy { web: false, ..FREE }).await;
    assert!(not_found(&w.refused(&w.guest, &planned).await), "not allowed any more");
    w.allow(FREE).await;
    w.backend.photos().trash(&w.mirna, w.gallery, &w.photos[..1]).await.expect("trashed");
    assert!(matches!(w.refused(&w.guest, &planned).await, Error::Conflict), "one of them is gone");
    w.backend.photos().restore(&w.mirna, w.gallery, &w.photos[..1]).await.expect("restored");
    assert!(part(1).await);

    galleries.unpublish(&w.mirna, w.gallery).await.expect("unpublished");
    assert!(matches!(w.refused(&w.guest, &planned).await, Error::Refused(Refusal::NotPublished)));
    w.backend.publish(&w.mirna, w.gallery).await;
    assert!(matches!(w.refused(&w.guest, &planned).await, Error::Refused(Refusal::Locked)));
    w.backend.unlock(&w.guest, w.gallery).await;
    assert!(not_found(&w.refused(&w.guest, &planned).await), "of an earlier epoch");

    let planned = w.planned(DownloadWhat::All, DownloadSize::Web).await;
    w.backend.clock.advance(TimeDelta::hours(12));
    assert!(not_found(&w.refused(&w.guest, &planned).await), "too old");
    downloads.sweep(w.backend.clock.now()).await.expect("swept");
    assert_eq!(w.outcomes().await.len(), 2, "that there were downloads stays");
}
