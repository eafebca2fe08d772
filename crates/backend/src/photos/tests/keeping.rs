//! What stays, what goes, and what is found missing.

use super::*;

#[tokio::test]
async fn the_trash_gives_back_and_forgets_after_thirty_days() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let kept = upload(&backend, &mirna, gallery, "a.jpg", &picture(1)).await.expect("stored").photo;
    let gone = upload(&backend, &mirna, gallery, "b.jpg", &picture(2)).await.expect("stored").photo;
    backend.run_jobs().await;
    backend.photos().trash(&mirna, gallery, &[kept, gone]).await.expect("trashed");
    assert!(backend.photos().list(&mirna, gallery, false, None).await.expect("listed").photos.is_empty());
    backend.photos().restore(&mirna, gallery, &[kept]).await.expect("restored");
    backend.clock.advance(TRASH);
    backend.photos().sweep(backend.clock.now()).await.expect("swept");
    backend.run_jobs().await;
    let left = backend.photos().list(&mirna, gallery, false, None).await.expect("listed").photos;
    assert_eq!(left.iter().map(|photo| photo.id).collect::<Vec<_>>(), [kept]);
    assert!(backend.photos().list(&mirna, gallery, true, None).await.expect("listed").photos.is_empty());
    assert_eq!(objects(&backend), 6, "original and five sizes of the one that is left");
}

#[tokio::test]
async fn bytes_that_the_store_lost_come_back_with_the_next_upload() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let photo = upload(&backend, &mirna, gallery, "a.jpg", &picture(1)).await.expect("stored").photo;
    backend.run_jobs().await;
    let keys = keys_of(&backend, &mirna, photo).await;
    let state = async || backend.photos().list(&mirna, gallery, false, None).await.expect("listed").photos[0].state;
    for key in keys.all() {
        backend.files.delete(&key).await.expect("deleted");
    }
    let again = upload(&backend, &mirna, gallery, "a.jpg", &picture(1)).await.expect("stored anew");
    assert_eq!(again, Stored { photo, outcome: Outcome::AlreadyHere });
    backend.run_jobs().await;
    assert_eq!((state().await, verify(&backend, None).await.1), (PhotoState::Ready, vec![]));

    // One whose original was damaged has failed; the right bytes heal it.
    backend.files.put(&keys.original(), Bytes::from_static(b"not what came")).await.expect("damaged");
    backend.photos().fail(studio_of(&mirna), photo, "failed").await.expect("no longer waits");
    let mut owner = connect_as(&backend.database_url, "NONE").await;
    sqlx::query("UPDATE photos SET state = 'failed', failure = 'failed'").execute(&mut owner).await.expect("failed");
    upload(&backend, &mirna, gallery, "a.jpg", &picture(1)).await.expect("stored anew");
    backend.run_jobs().await;
    assert_eq!((state().await, verify(&backend, None).await.1), (PhotoState::Ready, vec![]));
}

#[tokio::test]
async fn the_sweep_takes_what_no_photograph_has_and_nothing_else() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let photo = upload(&backend, &mirna, gallery, "a.jpg", &picture(1)).await.expect("stored").photo;
    backend.run_jobs().await;
    let keys = keys_of(&backend, &mirna, photo).await;
    let kept: Vec<Key> = std::iter::once(keys.original()).chain(keys.renditions()).collect();
    let put = async |key: &Key| backend.files.put(key, Bytes::from_static(b"x")).await.expect("stored");

    let orphan = PhotoKeys::new(studio_of(&mirna), "0a").all();
    let stranger = PhotoKeys::new(domain::StudioId(uuid::Uuid::from_u128(7)), "0b").original();
    let unnamed = Key::from(format!("originals/{}/0c/what", studio_of(&mirna)));
    for key in orphan.iter().chain([&stranger, &unnamed]) {
        put(key).await;
    }
    let part = backend.folder().join("files").join(format!("{}#1", kept[0]));
    std::fs::write(&part, b"half of it").expect("written");
    let_time_pass(&backend, TimeDelta::minutes(61));
    let under_way = PhotoKeys::new(studio_of(&mirna), "0d").original();
    put(&under_way).await;
    let fresh = backend.folder().join("files").join(under_way.to_string());
    let open = std::fs::File::open(fresh).expect("a file");
    open.set_modified((backend.clock.now() - TimeDelta::minutes(59)).into()).expect("touched");

    backend.photos().sweep_store(backend.clock.now()).await.expect("swept");
    let there = async |key: &Key| backend.files.size(key).await.expect("an answer").is_some();
    for key in kept.iter().chain([&stranger, &unnamed, &under_way]) {
        assert!(there(key).await, "{key} is gone");
    }
    for key in &orphan {
        assert!(!there(key).await, "{key} is still there");
    }
    assert!(!part.exists());
    let mut told = vec![(Trouble::Orphaned, stranger.to_string()), (Trouble::Orphaned, unnamed.to_string())];
    told.sort();
    assert_eq!(verify(&backend, None).await.1, told);
}

#[tokio::test]
async fn verify_tells_what_is_missing_damaged_and_lost() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let mut keys = Vec::new();
    for seed in 0..4 {
        let photo = upload(&backend, &mirna, gallery, "a.jpg", &picture(seed)).await.expect("stored").photo;
        keys.push(keys_of(&backend, &mirna, photo).await);
    }
    backend.run_jobs().await;
    assert_eq!(verify(&backend, None).await, (Verified { photographs: 4, read: 4, findings: 0 }, vec![]));
    assert_eq!(verify(&backend, Some(1)).await.0, Verified { photographs: 4, read: 1, findings: 0 });

    let thumb = keys[0].rendition(RenditionKind::Thumb);
    backend.files.delete(&keys[0].original()).await.expect("deleted");
    backend.files.delete(&thumb).await.expect("deleted");
    // Of the right length, with one bit turned: only reading finds it.
    let mut bytes = picture(1);
    *bytes.last_mut().expect("bytes") ^= 1;
    backend.files.put(&keys[1].original(), bytes.into()).await.expect("damaged");
    backend.files.put(&keys[2].original(), Bytes::from_static(b"short")).await.expect("damaged");
    let mut owner = connect_as(&backend.database_url, "NONE").await;
    sqlx::query("UPDATE photos SET state = 'processing' WHERE storage_key = $1")
        .bind(keys[3].secret())
        .execute(&mut owner)
        .await
        .expect("waits");
    let mut told = vec![
        (Trouble::Missing, keys[0].original().to_string()),
        (Trouble::Missing, thumb.to_string()),
        (Trouble::Damaged, keys[1].original().to_string()),
        (Trouble::Damaged, keys[2].original().to_string()),
        (Trouble::Lost, String::new()),
    ];
    told.sort();
    assert_eq!(verify(&backend, None).await, (Verified { photographs: 4, read: 4, findings: 5 }, told));

    // The same files sent again heal what was found, the turned bit too.
    for seed in 0..3 {
        upload(&backend, &mirna, gallery, "a.jpg", &picture(seed)).await.expect("stored anew");
    }
    backend.run_jobs().await;
    assert_eq!(verify(&backend, None).await.1, vec![(Trouble::Lost, String::new())]);
    // Nothing is harmed any more: they are recognised, and stay as they are.
    backend.files.delete(&thumb).await.expect("deleted");
    upload(&backend, &mirna, gallery, "a.jpg", &picture(0)).await.expect("recognised");
    backend.run_jobs().await;
    assert!(verify(&backend, None).await.1.contains(&(Trouble::Missing, thumb.to_string())));
}
