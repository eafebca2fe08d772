//! Photographs from upload to grid, trash and back.

use std::os::unix::fs::PermissionsExt;

use bytes::Bytes;
use domain::{GalleryId, PhotoState, Refusal, RenditionKind, Role, Viewer};

use super::{Outcome, Stored};
use crate::{
    demo::pictures::{Scene, draw},
    error::{Error, Result},
    files::PhotoKeys,
    limits::TRASH,
    media::{Darkroom, Refused},
    testing::TestBackend,
};

/// A small real JPEG, another one for each seed.
fn picture(seed: u64) -> Vec<u8> {
    draw(Scene::Sea, seed, 120, 80, "2026:05:16 10:00:00")
}

async fn upload(
    backend: &TestBackend,
    viewer: &Viewer,
    gallery: GalleryId,
    name: &str,
    bytes: &[u8],
) -> Result<Stored> {
    let mut incoming = backend.photos().receive().await?;
    for chunk in bytes.chunks(1000) {
        incoming.write(Bytes::copy_from_slice(chunk)).await?;
    }
    backend.photos().store(viewer, gallery, name, incoming).await
}

fn staged(backend: &TestBackend) -> usize {
    std::fs::read_dir(&backend.staging).expect("the staging folder").count()
}

fn objects(backend: &TestBackend) -> usize {
    fn count(folder: &std::path::Path) -> usize {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| if entry.path().is_dir() { count(&entry.path()) } else { 1 }).sum()
    }
    count(&backend.folder().join("files"))
}

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
        let served =
            backend.photos().serve(&mirna, (gallery, epoch, stored.photo), kind, None, None).await.expect("bytes");
        assert!(served.object.is_some_and(|object| object.size > 100));
        let again =
            backend.photos().serve(&mirna, (gallery, epoch, stored.photo), kind, None, Some(&served.etag)).await;
        assert!(again.expect("an answer").object.is_none(), "what one has is not sent again");
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
async fn the_marked_size_is_the_studios_own() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let photo = upload(&backend, &mirna, gallery, "a.jpg", &picture(1)).await.expect("stored").photo;
    backend.run_jobs().await;
    backend.galleries().publish(&mirna, gallery).await.expect("published");
    let visitor = backend.visitor();
    backend.unlock(&visitor, gallery).await;
    let epoch = backend.galleries().get(&mirna, gallery).await.expect("the gallery").epoch;
    let served = async |viewer, kind| backend.photos().serve(viewer, (gallery, epoch, photo), kind, None, None).await;
    assert!(served(&mirna, RenditionKind::Watermarked).await.is_ok());
    assert!(served(&visitor, RenditionKind::Full).await.is_ok());
    let refused = served(&visitor, RenditionKind::Watermarked).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::NotFound))));
}

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

#[tokio::test]
async fn old_addresses_die_with_the_epoch() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let photo = upload(&backend, &mirna, gallery, "a.jpg", &picture(1)).await.expect("stored").photo;
    backend.run_jobs().await;
    backend.galleries().publish(&mirna, gallery).await.expect("published");
    let visitor = backend.visitor();
    backend.unlock(&visitor, gallery).await;
    let epoch = backend.galleries().get(&mirna, gallery).await.expect("the gallery").epoch;
    let thumb =
        async |epoch| backend.photos().serve(&visitor, (gallery, epoch, photo), RenditionKind::Thumb, None, None).await;
    assert!(thumb(epoch).await.is_ok());
    backend.galleries().unpublish(&mirna, gallery).await.expect("unpublished");
    assert!(matches!(thumb(epoch).await, Err(Error::Refused(Refusal::NotPublished))));
    backend.galleries().publish(&mirna, gallery).await.expect("published");
    assert!(matches!(thumb(epoch).await, Err(Error::Refused(Refusal::Locked))), "the code is wanted again");
    backend.unlock(&visitor, gallery).await;
    assert!(matches!(thumb(epoch).await, Err(Error::Refused(Refusal::NotFound))), "the address is of an earlier epoch");
    assert!(thumb(epoch + 1).await.is_ok());
}
