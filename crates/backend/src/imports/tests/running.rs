//! Who may, what a kill leaves, and how an import ends before its time.

use std::time::{Duration, SystemTime};

use domain::{ImportFailure, Refusal, TokenScope};

use super::*;
use crate::{Backend, Error, testing::MORNING};

fn two() -> Vec<u8> {
    zip(&[("a.jpg", &picture(1)), ("b.jpg", &picture(2))])
}

#[tokio::test]
async fn a_killed_import_goes_on_without_doubling() {
    let studio = Studio::start().await;
    let id = studio.send(two(), Unpack::Flat).await;
    let path = studio.backend.imports().path(id);
    // As if the server had been killed before it called the file so.
    std::fs::rename(&path, studio.backend.uploads().part(domain::UploadId(id.0))).ok();
    studio.backend.run_jobs().await;
    assert_eq!(counts(&studio.find(id).await), (ImportState::Done, 2, 0, 0));
    for (next, here) in [(1, 1), (0, 3)] {
        // As if it had been killed after so many, one of them not noted.
        std::fs::write(&path, two()).expect("written");
        studio.execute(&format!("UPDATE imports SET state = 'running', ended_at = NULL, next = {next}")).await;
        studio.backend.imports().run(studio.id, id).await.expect("run");
        let import = studio.find(id).await;
        assert_eq!(counts(&import), (ImportState::Done, 2, here, 0), "from {next}");
        assert_eq!(studio.names().await, ["a.jpg", "b.jpg"]);
        assert_eq!(studio.staged(), 0);
    }
    // Over is over.
    studio.backend.imports().run(studio.id, id).await.expect("nothing to do");
    assert_eq!(counts(&studio.find(id).await), (ImportState::Done, 2, 3, 0));
}

#[tokio::test]
async fn two_do_not_take_the_same_archive_apart() {
    let studio = Studio::start().await;
    let id = studio.send(two(), Unpack::Flat).await;
    let path = studio.backend.imports().path(id);
    std::fs::rename(studio.backend.uploads().part(domain::UploadId(id.0)), &path).ok();
    let held = super::super::archive::hold(&path).expect("held").expect("there");
    let busy = studio.backend.imports().run(studio.id, id).await;
    assert!(matches!(busy, Err(Error::Unavailable(_))), "{busy:?}");
    drop(held);
    studio.backend.imports().run(studio.id, id).await.expect("run");
    assert_eq!(counts(&studio.find(id).await), (ImportState::Done, 2, 0, 0));
}

#[tokio::test]
async fn who_missed_the_answer_hears_it_again() {
    let studio = Studio::start().await;
    let id = studio.send(two(), Unpack::Flat).await;
    let uploads = studio.backend.uploads();
    let again = uploads.find(&studio.mirna, studio.gallery, domain::UploadId(id.0)).await.expect("known");
    assert_eq!((again.import, again.received), (Some(id), again.bytes));
    let upload = domain::UploadId(id.0);
    let appending =
        uploads.append(&studio.mirna, studio.gallery, upload, again.bytes).await.expect("nothing is missing");
    assert_eq!(appending.finish(None).await.expect("over").import, Some(id));
    studio.backend.run_jobs().await;
    let again = uploads.find(&studio.mirna, studio.gallery, domain::UploadId(id.0)).await.expect("known");
    assert_eq!((again.import, again.received), (Some(id), again.bytes));
    uploads.cancel(&studio.mirna, studio.gallery, domain::UploadId(id.0)).await.expect("forgotten");
    assert_eq!(counts(&studio.find(id).await), (ImportState::Done, 2, 0, 0), "the import stays");
}

#[tokio::test]
async fn a_stopped_import_takes_no_more() {
    let studio = Studio::start().await;
    let id = studio.send(two(), Unpack::Flat).await;
    let imports = studio.backend.imports();
    imports.dismiss(&studio.mirna, studio.gallery, id).await.expect("nothing to dismiss yet");
    imports.cancel(&studio.mirna, studio.gallery, id).await.expect("stopped");
    studio.backend.run_jobs().await;
    assert_eq!(counts(&studio.find(id).await), (ImportState::Cancelled, 0, 0, 0));
    assert_eq!((studio.names().await.len(), studio.staged()), (0, 0));
    imports.dismiss(&studio.mirna, studio.gallery, id).await.expect("dismissed");
    assert!(imports.list(&studio.mirna).await.expect("listed").is_empty());
}

#[tokio::test]
async fn another_studio_and_those_who_only_look_have_no_say() {
    let studio = Studio::start().await;
    let id = studio.send(two(), Unpack::Flat).await;
    let imports = studio.backend.imports();
    let petra = studio.backend.studio("Foto Petra", Role::Owner).await;
    assert!(imports.list(&petra).await.expect("her own").is_empty());
    let refused = imports.cancel(&petra, studio.gallery, id).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::NotFound))), "{refused:?}");
    let refused = studio.send_as(&petra, two(), Unpack::Flat).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::NotFound))), "{refused:?}");
    let looker = studio.backend.member(studio.id, "Atelier Mirna", Role::Viewer).await;
    for refused in [
        imports.list(&looker).await.map(drop),
        imports.cancel(&looker, studio.gallery, id).await,
        imports.dismiss(&looker, studio.gallery, id).await,
        studio.send_as(&looker, two(), Unpack::Flat).await.map(drop),
    ] {
        assert!(matches!(refused, Err(Error::Refused(Refusal::Forbidden))), "{refused:?}");
    }
    let script = Viewer { scope: Some(TokenScope::Upload), ..studio.mirna.clone() };
    let refused = studio.send_as(&script, two(), Unpack::Flat).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::Forbidden))), "{refused:?}");
}

#[tokio::test]
async fn who_may_no_longer_takes_nothing_more() {
    let studio = Studio::start().await;
    let id = studio.send(two(), Unpack::Flat).await;
    studio.execute("UPDATE memberships SET role = 'viewer'").await;
    studio.backend.run_jobs().await;
    studio.execute("UPDATE memberships SET role = 'editor'").await;
    let import = studio.find(id).await;
    assert_eq!((import.state, import.failure), (ImportState::Failed, Some(ImportFailure::Forbidden)));
    assert_eq!((studio.names().await.len(), studio.staged()), (0, 0));
}

#[tokio::test]
async fn what_is_too_much_is_refused_before_it_comes() {
    let studio = Studio::start().await;
    let announce = async |backend: &Backend, bytes: u64| {
        let new = NewUpload { name: "a.zip".into(), bytes, unpack: Some(Unpack::Flat), ..NewUpload::default() };
        backend.uploads().begin(&studio.mirna, studio.gallery, &new).await
    };
    let most = studio.backend.archives;
    let refused = announce(&studio.backend, most + 1).await;
    assert!(matches!(refused, Err(Error::ArchiveTooLarge { .. })), "{refused:?}");
    let generous = Backend { archives: u64::MAX, ..(*studio.backend).clone() };
    let refused = announce(&generous, 1 << 60).await;
    assert!(matches!(refused, Err(Error::StorageFull)), "{refused:?}");
    // The disk is asked anew for what is missing.
    let upload = announce(&studio.backend, 1_000).await.expect("announced");
    studio.execute("UPDATE uploads SET bytes = 1::bigint << 60").await;
    let refused = studio.backend.uploads().append(&studio.mirna, studio.gallery, upload.id, 0).await.map(drop);
    assert!(matches!(refused, Err(Error::StorageFull)), "{refused:?}");
}

#[tokio::test]
async fn an_archive_that_nobody_waits_for_is_removed() {
    let studio = Studio::start().await;
    let id = studio.send(two(), Unpack::Flat).await;
    let path = studio.backend.imports().path(id);
    std::fs::rename(studio.backend.uploads().part(domain::UploadId(id.0)), &path).ok();
    let other = studio.backend.imports().path(ImportId(studio.gallery.0));
    std::fs::write(&other, b"left behind").expect("written");
    let long_ago = SystemTime::from(MORNING) - Duration::from_secs(7_200);
    for path in [&path, &other] {
        std::fs::File::options().write(true).open(path).expect("there").set_modified(long_ago).expect("set");
    }
    studio.backend.imports().sweep(MORNING).await.expect("swept");
    assert!(path.exists() && !other.exists());
}
