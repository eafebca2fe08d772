//! Photographs from upload to grid, trash and back.

use std::os::unix::fs::PermissionsExt;

use bytes::Bytes;
use chrono::TimeDelta;
use domain::{GalleryId, PhotoId, PhotoState, Refusal, RenditionKind, Role, Viewer};

use super::{Content, Finding, Outcome, Stored, Trouble, Verified, Wanted, queries};
use crate::{
    demo::pictures::{Scene, draw},
    error::{Error, Result},
    files::{GetRange, Key, PhotoKeys},
    limits::TRASH,
    media::{Darkroom, Refused},
    testing::{TestBackend, connect_as},
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

fn studio_of(viewer: &Viewer) -> domain::StudioId {
    viewer.membership.as_ref().expect("a member").studio
}

async fn keys_of(backend: &TestBackend, viewer: &Viewer, photo: PhotoId) -> PhotoKeys {
    let studio = studio_of(viewer);
    let mut tx = backend.db.studio(studio).await.expect("a transaction");
    let key: String = sqlx::query_scalar("SELECT storage_key FROM photos WHERE id = $1")
        .bind(photo.0)
        .fetch_one(&mut *tx)
        .await
        .expect("a row");
    PhotoKeys::new(studio, key)
}

/// The store as it looks `age` after everything in it was written.
fn let_time_pass(backend: &TestBackend, age: TimeDelta) {
    fn touch(folder: &std::path::Path, at: std::time::SystemTime) {
        for path in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if path.is_dir() {
                touch(&path, at);
            } else {
                std::fs::File::open(path).expect("a file").set_modified(at).expect("touched");
            }
        }
    }
    touch(&backend.folder().join("files"), (backend.clock.now() - age).into());
}

async fn verify(backend: &TestBackend, sample: Option<u32>) -> (Verified, Vec<(Trouble, String)>) {
    let mut findings = Vec::new();
    let tell = |finding: Finding| findings.push((finding.trouble, finding.object));
    let verified = backend.photos().verify(sample, tell).await.expect("verified");
    findings.sort();
    (verified, findings)
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
    let served =
        async |viewer, kind| backend.photos().serve(viewer, (gallery, epoch, photo), kind, Wanted::default()).await;
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
    let thumb = async |epoch| {
        backend.photos().serve(&visitor, (gallery, epoch, photo), RenditionKind::Thumb, Wanted::default()).await
    };
    assert!(thumb(epoch).await.is_ok());
    backend.galleries().unpublish(&mirna, gallery).await.expect("unpublished");
    assert!(matches!(thumb(epoch).await, Err(Error::Refused(Refusal::NotPublished))));
    backend.galleries().publish(&mirna, gallery).await.expect("published");
    assert!(matches!(thumb(epoch).await, Err(Error::Refused(Refusal::Locked))), "the code is wanted again");
    backend.unlock(&visitor, gallery).await;
    assert!(matches!(thumb(epoch).await, Err(Error::Refused(Refusal::NotFound))), "the address is of an earlier epoch");
    assert!(thumb(epoch + 1).await.is_ok());
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
    let kept = keys_of(&backend, &mirna, photo).await.all();
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
}

#[tokio::test]
async fn a_photograph_waits_as_long_as_its_job_and_no_longer() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let mut photos = Vec::new();
    for seed in 0..4 {
        photos.push(upload(&backend, &mirna, gallery, "a.jpg", &picture(seed)).await.expect("stored").photo);
    }
    let mut owner = connect_as(&backend.database_url, "NONE").await;
    let jobs = "UPDATE graphile_worker._private_jobs SET attempts = $2, locked_by = $3,
                    locked_at = CASE WHEN $3::text IS NULL THEN NULL ELSE now() END
                WHERE payload->>'photo' = $1";
    // Waiting for its last attempt; at its last attempt; killed at its last attempt; without a job at all.
    for (photo, attempts, worker) in [(photos[0], 2, None), (photos[1], 3, Some("a worker")), (photos[2], 3, None)] {
        let set = sqlx::query(jobs).bind(photo.0.to_string()).bind(attempts).bind(worker);
        assert_eq!(set.execute(&mut owner).await.expect("set").rows_affected(), 1);
    }
    let gone = sqlx::query("DELETE FROM graphile_worker._private_jobs WHERE payload->>'photo' = $1");
    gone.bind(photos[3].0.to_string()).execute(&mut owner).await.expect("gone");

    backend.photos().fail_lost().await.expect("looked");
    let listed = backend.photos().list(&mirna, gallery, false, None).await.expect("listed").photos;
    for (photo, state) in
        photos.iter().zip([PhotoState::Processing, PhotoState::Processing, PhotoState::Failed, PhotoState::Failed])
    {
        assert_eq!(listed.iter().find(|found| found.id == *photo).map(|found| found.state), Some(state));
    }
}

#[tokio::test]
async fn a_part_of_the_bytes() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let photo = upload(&backend, &mirna, gallery, "a.jpg", &picture(1)).await.expect("stored").photo;
    backend.run_jobs().await;
    let epoch = backend.galleries().get(&mirna, gallery).await.expect("the gallery").epoch;
    let serve = async |range: GetRange, same_as: Option<&str>| {
        let wanted = Wanted { range: Some(range), same_as, known: None };
        backend.photos().serve(&mirna, (gallery, epoch, photo), RenditionKind::Thumb, wanted).await.expect("an answer")
    };
    let served = serve(GetRange::Bounded(0..9), None).await;
    let Content::Part(part) = served.content else { panic!("a part") };
    let size = part.size;
    assert_eq!(part.range, 0..9);
    for (range, expected) in [
        (GetRange::Bounded(size - 1..size + 50), size - 1..size),
        (GetRange::Offset(5), 5..size),
        (GetRange::Suffix(size + 1), 0..size),
    ] {
        let Content::Part(part) = serve(range.clone(), None).await.content else { panic!("{range:?}") };
        assert_eq!(part.range, expected, "{range:?}");
    }
    for range in [GetRange::Bounded(size..size + 1), GetRange::Offset(size), GetRange::Suffix(0)] {
        let content = serve(range.clone(), None).await.content;
        assert!(matches!(content, Content::Beyond { size: told } if told == size), "{range:?}");
    }
    assert!(matches!(serve(GetRange::Offset(5), Some(&served.etag)).await.content, Content::Part(_)));
    for other in ["\"other\"", &format!("W/{}", served.etag), "Sat, 12 Sep 2026 10:00:00 GMT"] {
        assert!(matches!(serve(GetRange::Offset(size), Some(other)).await.content, Content::Whole(_)), "{other}");
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

/// The photographs whose jobs wait, in the order in which they will be done.
async fn line(backend: &TestBackend) -> Vec<PhotoId> {
    let mut owner = connect_as(&backend.database_url, "NONE").await;
    let line: Vec<uuid::Uuid> = sqlx::query_scalar(
        "SELECT (payload->>'photo')::uuid FROM graphile_worker._private_jobs WHERE is_available ORDER BY priority, run_at, id",
    )
    .fetch_all(&mut owner)
    .await
    .expect("the queue");
    line.into_iter().map(PhotoId).collect()
}

/// As if the first `count` of the line had been done.
async fn serve(backend: &TestBackend, count: usize) {
    let mut owner = connect_as(&backend.database_url, "NONE").await;
    for photo in line(backend).await.into_iter().take(count) {
        for done in [
            "DELETE FROM graphile_worker._private_jobs WHERE (payload->>'photo')::uuid = $1",
            "UPDATE photos SET state = 'failed', failure = 'damaged' WHERE id = $1",
        ] {
            sqlx::query(done).bind(photo.0).execute(&mut owner).await.expect("done");
        }
    }
}

#[tokio::test]
async fn studios_take_turns_and_so_do_their_galleries() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let petra = backend.studio("Studio Petra", Role::Editor).await;
    let (wedding, portrait) = (backend.gallery(&mirna, "Ana & Luka").await, backend.gallery(&mirna, "Eva").await);
    let other = backend.gallery(&petra, "Iva").await;
    let mut seed = 0;
    let mut send = async |viewer: &Viewer, gallery, count: usize| {
        let mut sent = Vec::new();
        for _ in 0..count {
            seed += 1;
            sent.push(upload(&backend, viewer, gallery, "a.jpg", &picture(seed)).await.expect("stored").photo);
        }
        sent
    };
    let place = |line: &[PhotoId], photo: &PhotoId| line.iter().position(|waits| waits == photo).expect("in line");

    let crowd = send(&mirna, wedding, 40).await;
    let few = send(&mirna, portrait, 3).await;
    let theirs = send(&petra, other, 3).await;
    let now = line(&backend).await;
    let turns = |photos: &[PhotoId]| photos.iter().map(|photo| place(&now, photo)).collect::<Vec<_>>();
    assert!(turns(&theirs).into_iter().max() < Some(8), "another studio does not wait for forty: {:?}", turns(&theirs));
    assert!(turns(&few).into_iter().max() < Some(12), "nor does another gallery: {:?}", turns(&few));
    assert!(turns(&crowd).is_sorted(), "one gallery's come in their order");

    // Those who come later get in between, and not all before those who have waited.
    serve(&backend, 26).await;
    let late = send(&petra, other, 10).await;
    let now = line(&backend).await;
    let places: Vec<_> = late.iter().map(|photo| place(&now, photo)).collect();
    assert!(places.iter().enumerate().all(|(turn, place)| (turn..=2 * turn + 2).contains(place)), "{places:?}");
    let before_the_last = places.last().expect("ten") - 9;
    assert!((8..=12).contains(&before_the_last), "as many of the others go before the tenth: {places:?}");
}
