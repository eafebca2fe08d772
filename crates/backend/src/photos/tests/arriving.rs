//! What comes in, once and whole, whoever sends it and however often.

use super::*;

#[tokio::test]
async fn a_photograph_is_stored_developed_and_handed_out() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let stored = upload(&backend, &mirna, gallery, "DSC_1.jpg", &picture(1)).await.expect("stored");
    assert_eq!((stored.outcome, staged(&backend)), (Outcome::Created, 0));

    let waiting = &backend.photos().list(&mirna, gallery, false, None).await.expect("listed").photos[0];
    assert_eq!((waiting.state, waiting.width), (PhotoState::Processing, None));
    backend.run_jobs().await;
    let ready = &backend.photos().list(&mirna, gallery, false, None).await.expect("listed").photos[0];
    assert_eq!((ready.state, ready.width, ready.height), (PhotoState::Ready, Some(120), Some(80)));
    assert_eq!(ready.taken_at.map(|at| at.to_string()).as_deref(), Some("2026-05-16 10:00:00"));
    assert!(ready.placeholder.starts_with("data:image/"));

    let epoch = backend.galleries().get(&mirna, gallery).await.expect("the gallery").epoch;
    for kind in RenditionKind::ALL {
        let serve = async |wanted| backend.photos().serve(&mirna, (gallery, epoch, stored.photo), kind, wanted).await;
        let served = serve(Wanted::default()).await.expect("bytes");
        assert!(matches!(served.content, Content::Whole(object) if object.size > 100));
        let again = serve(Wanted { known: Some(&served.etag), ..Wanted::default() }).await;
        assert!(matches!(again.expect("an answer").content, Content::Known), "what one has is not sent again");
    }
}

#[tokio::test]
async fn the_stored_original_is_what_was_sent() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let bytes = picture(2);
    upload(&backend, &mirna, gallery, "a.jpg", &bytes).await.expect("stored");
    let studio = mirna.membership.as_ref().expect("a member").studio;
    let mut tx = backend.db.studio(studio).await.expect("a transaction");
    let key: String = sqlx::query_scalar("SELECT storage_key FROM photos").fetch_one(&mut *tx).await.expect("a row");
    let original = backend.files.read(&PhotoKeys::new(studio, key).original()).await.expect("read");
    assert_eq!(original.as_deref(), Some(&bytes[..]));
}

#[tokio::test]
async fn the_same_bytes_are_one_photograph() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let first = upload(&backend, &mirna, gallery, "a.jpg", &picture(1)).await.expect("stored");
    let again = upload(&backend, &mirna, gallery, "b.jpg", &picture(1)).await.expect("here");
    assert_eq!((again.photo, again.outcome), (first.photo, Outcome::AlreadyHere));
    let other = backend.gallery(&mirna, "Another").await;
    let elsewhere = upload(&backend, &mirna, other, "a.jpg", &picture(1)).await.expect("stored");
    assert_eq!(elsewhere.outcome, Outcome::Created, "another gallery has its own");
    assert_eq!(objects(&backend), 2);
}

#[tokio::test]
async fn sixteen_at_once_with_the_same_bytes_are_one() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let bytes = picture(1);
    let uploads = (0..16).map(|_| upload(&backend, &mirna, gallery, "a.jpg", &bytes));
    let stored: Vec<Stored> =
        futures::future::join_all(uploads).await.into_iter().map(|one| one.expect("stored")).collect();
    assert_eq!(stored.iter().filter(|one| one.outcome == Outcome::Created).count(), 1);
    assert!(stored.iter().all(|one| one.photo == stored[0].photo));
    assert_eq!((objects(&backend), staged(&backend)), (1, 0), "the losers' files are gone");
}

#[tokio::test]
async fn one_name_for_many_pictures_mixes_nothing_up() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let pictures: Vec<Vec<u8>> = (0..8).map(picture).collect();
    let uploads = pictures.iter().map(|bytes| upload(&backend, &mirna, gallery, "IMG_1.jpg", bytes));
    futures::future::join_all(uploads).await.into_iter().for_each(|stored| {
        stored.expect("stored");
    });
    let studio = mirna.membership.as_ref().expect("a member").studio;
    let mut tx = backend.db.studio(studio).await.expect("a transaction");
    let rows: Vec<(String, Vec<u8>)> =
        sqlx::query_as("SELECT storage_key, sha256 FROM photos").fetch_all(&mut *tx).await.expect("rows");
    assert_eq!(rows.len(), 8);
    for (key, hash) in rows {
        let original = backend.files.read(&PhotoKeys::new(studio, key).original()).await.expect("read").expect("there");
        assert_eq!(hash, crate::sha256(original));
    }
}

#[tokio::test]
async fn what_is_no_photograph_is_refused_and_leaves_nothing() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let refused = upload(&backend, &mirna, gallery, "a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>").await;
    assert!(matches!(refused, Err(Error::File(Refused::Unsupported { .. }))), "{refused:?}");
    let cut = &picture(1)[..30];
    let refused = upload(&backend, &mirna, gallery, "a.jpg", cut).await;
    assert!(matches!(refused, Err(Error::File(_))), "{refused:?}");
    assert_eq!((objects(&backend), staged(&backend)), (0, 0));
}

#[tokio::test]
async fn a_file_too_large_is_refused_as_soon_as_it_is() {
    let backend = TestBackend::start().await;
    let mut incoming = backend.photos().receive().await.expect("room");
    let chunk = Bytes::from(vec![0; 1024 * 1024]);
    for _ in 0..50 {
        incoming.write(chunk.clone()).await.expect("exactly 50 MB are taken");
    }
    assert!(matches!(incoming.write(Bytes::from_static(b"x")).await, Err(Error::TooLarge)));
    drop(incoming);
    assert_eq!(staged(&backend), 0);
}

#[tokio::test]
async fn a_damaged_photograph_says_why_and_holds_up_nobody() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let whole = draw(Scene::Forest, 3, 600, 400, "2026:05:16 10:00:00");
    let cut = &whole[..whole.len() / 2];
    upload(&backend, &mirna, gallery, "cut.jpg", cut).await.expect("its header is fine");
    upload(&backend, &mirna, gallery, "whole.jpg", &whole).await.expect("stored");
    backend.run_jobs().await;
    let photos = backend.photos().list(&mirna, gallery, false, None).await.expect("listed").photos;
    let state = |name: &str| {
        photos.iter().find(|photo| photo.file_name == name).map(|photo| (photo.state, photo.failure.clone()))
    };
    assert_eq!(state("cut.jpg"), Some((PhotoState::Failed, Some("damaged".into()))));
    assert_eq!(state("whole.jpg"), Some((PhotoState::Ready, None)));
}

#[tokio::test]
async fn a_photograph_that_brings_its_decoder_down_can_be_tried_again() {
    let mut backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let photo = upload(&backend, &mirna, gallery, "a.jpg", &picture(1)).await.expect("stored").photo;
    let crashing = backend.folder().join("crashing");
    std::fs::write(&crashing, "#!/bin/sh\nkill -SEGV $$\n").expect("written");
    std::fs::set_permissions(&crashing, PermissionsExt::from_mode(0o700)).expect("made a program");
    backend.develop_in(Darkroom::with_children(crashing));
    let state = async |backend: &TestBackend| {
        let photos = backend.photos().list(&mirna, gallery, false, None).await.expect("listed").photos;
        (photos[0].state, photos[0].failure.clone())
    };
    backend.run_jobs().await;
    assert_eq!(state(&backend).await, (PhotoState::Failed, Some("exhausted".into())));
    backend.develop_in(Darkroom::in_process());
    backend.photos().retry(&mirna, gallery, photo).await.expect("tried again");
    backend.run_jobs().await;
    assert_eq!(state(&backend).await, (PhotoState::Ready, None));
}

#[tokio::test]
async fn uploading_what_lies_in_the_trash_takes_it_out() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let photo = upload(&backend, &mirna, gallery, "a.jpg", &picture(1)).await.expect("stored").photo;
    backend.photos().trash(&mirna, gallery, &[photo]).await.expect("trashed");
    let again = upload(&backend, &mirna, gallery, "a.jpg", &picture(1)).await.expect("restored");
    assert_eq!(again, Stored { photo, outcome: Outcome::AlreadyHere });
    assert_eq!(backend.photos().list(&mirna, gallery, false, None).await.expect("listed").photos.len(), 1);
}

#[tokio::test]
async fn only_editors_of_the_studio_add_and_delete() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let petra = backend.studio("Studio Petra", Role::Owner).await;
    let studio = mirna.membership.as_ref().expect("a member").studio;
    let looker = backend.member(studio, "Atelier Mirna", Role::Viewer).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let photo = upload(&backend, &mirna, gallery, "a.jpg", &picture(1)).await.expect("stored").photo;
    for (viewer, refusal) in
        [(Viewer::default(), Refusal::SignIn), (petra, Refusal::NotFound), (looker, Refusal::Forbidden)]
    {
        let refused = |error: &Error| matches!(error, Error::Refused(found) if *found == refusal);
        assert!(backend.photos().may_upload(&viewer, gallery).await.is_err_and(|e| refused(&e)));
        assert!(upload(&backend, &viewer, gallery, "b.jpg", &picture(2)).await.is_err_and(|e| refused(&e)));
        assert!(backend.photos().trash(&viewer, gallery, &[photo]).await.is_err_and(|e| refused(&e)));
        assert!(backend.photos().retry(&viewer, gallery, photo).await.is_err_and(|e| refused(&e)));
    }
    assert_eq!((objects(&backend), staged(&backend)), (1, 0), "nothing of the refused is left");
    assert_eq!(backend.photos().list(&mirna, gallery, false, None).await.expect("listed").photos.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_upload_goes_on_without_the_one_who_sent_it() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    // Cut off at many moments: whatever was begun is whole or absent, and no object is without its row.
    for seed in 0..40 {
        let patience = std::time::Duration::from_micros(500 * seed);
        let bytes = picture(seed);
        drop(tokio::time::timeout(patience, upload(&backend, &mirna, gallery, "a.jpg", &bytes)).await);
    }
    let mut waited = 0;
    loop {
        let rows = backend.photos().list(&mirna, gallery, false, None).await.expect("listed").photos.len();
        if rows == objects(&backend) && staged(&backend) == 0 {
            break;
        }
        waited += 1;
        assert!(waited < 100, "{rows} photographs, {} objects, {} staged", objects(&backend), staged(&backend));
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn an_upload_of_the_same_bytes_keeps_no_heart_waiting() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let bytes = picture(1);
    let photo = upload(&backend, &mirna, gallery, "a.jpg", &bytes).await.expect("stored").photo;
    backend.run_jobs().await;
    backend.galleries().publish(&mirna, gallery).await.expect("published");
    let token = backend.link_token(gallery).await;
    let studio = mirna.membership.as_ref().expect("a member").studio;
    let mut uploading = backend.db.studio(studio).await.expect("a transaction");
    queries::by_hash(&mut uploading, gallery, crate::sha256(&bytes)).await.expect("an answer").expect("here already");
    let hearts = (0..8).map(|visitor| {
        let (backend, mirna, token) = (&backend, &mirna, &token);
        async move { backend.favorites().set(mirna, token, &format!("visitor-number-{visitor:02}"), photo, true).await }
    });
    let hearts = tokio::time::timeout(std::time::Duration::from_secs(5), futures::future::join_all(hearts));
    for heart in hearts.await.expect("nobody waits for the upload") {
        heart.expect("a heart");
    }
}
