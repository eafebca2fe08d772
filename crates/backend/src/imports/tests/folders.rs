//! Folders of the server.

use std::{
    fs::{self, File},
    os::unix::fs::symlink,
    path::PathBuf,
};

use domain::{ImportFailure, ImportKind, Refusal, TokenScope};
use nix::{sys::stat::Mode, unistd::mkfifo};

use super::*;
use crate::Error;

/// A studio, and the folder that it may take from.
struct Cards {
    studio: Studio,
    folder: PathBuf,
}

impl Cards {
    async fn start() -> Self {
        let mut studio = Studio::start().await;
        let folder = studio.backend.folder().join("cards");
        fs::create_dir(&folder).expect("a folder");
        studio.take_from(Place::Folder(folder.clone()));
        Self { studio, folder }
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, bytes).expect("written");
    }

    /// Photographs of these names.
    fn fill(&self, names: &[&str]) {
        for (seed, name) in names.iter().enumerate() {
            self.put(name, &picture(seed as u64));
        }
    }
}

#[tokio::test]
async fn what_is_in_a_folder_is_in_the_gallery() {
    let cards = Cards::start().await;
    let first = picture(1);
    cards.put("Day/a.jpg", &first);
    cards.put("Day/Dance/b.jpg", &picture(2));
    cards.put("Day/again.jpg", &first);
    cards.put("Day/notes.txt", b"not a picture");
    cards.put("Day/more.zip", b"PK");
    for litter in ["Day/.c.jpg", "Day/.cache/c.jpg", "Day/__MACOSX/c.jpg", "Day/Thumbs.db", "Night/c.jpg"] {
        cards.put(litter, &picture(3));
    }
    let large = File::create(cards.folder.join("Day/large.jpg")).expect("made");
    large.set_len(domain::MAX_PHOTO_BYTES + 1).expect("large");
    // What leads elsewhere, and what would wait for ever.
    let elsewhere = cards.studio.backend.folder().join("elsewhere");
    fs::create_dir(&elsewhere).expect("made");
    fs::write(elsewhere.join("d.jpg"), picture(4)).expect("written");
    symlink(&elsewhere, cards.folder.join("Day/out")).expect("a link");
    symlink(elsewhere.join("d.jpg"), cards.folder.join("Day/d.jpg")).expect("a link");
    symlink(cards.folder.join("Day"), cards.folder.join("Day/circle")).expect("a link");
    mkfifo(&cards.folder.join("Day/pipe.jpg"), Mode::S_IRWXU).expect("a pipe");

    let import = cards.studio.take_in("Day", Unpack::Flat).await;
    assert_eq!(counts(&import), (ImportState::Done, 2, 1, 3), "{import:?}");
    let expected =
        [("large.jpg", Refused::TooLarge), ("more.zip", Refused::Nested), ("notes.txt", Refused::Unsupported)];
    assert_eq!(refusals(&import), expected);
    assert_eq!(cards.studio.names().await, ["a.jpg", "b.jpg"]);
    assert_eq!((import.kind, import.name.as_str(), import.done, import.total), (ImportKind::Folder, "cards/Day", 6, 6));
    assert_eq!(cards.studio.staged(), 0);
}

#[tokio::test]
async fn folders_become_sets() {
    let cards = Cards::start().await;
    // The last as Macintoshes write it.
    cards.fill(&["a.jpg", "Dance/b.jpg", "Dance/late/c.jpg", "Šetnja/d.jpg", "S\u{30c}etnja/e.jpg"]);
    let import = cards.studio.take_in("", Unpack::Sets).await;
    assert_eq!(counts(&import), (ImportState::Done, 5, 0, 0), "{import:?}");
    let expected = [("a.jpg", ""), ("b.jpg", "Dance"), ("c.jpg", "Dance"), ("d.jpg", "Šetnja"), ("e.jpg", "Šetnja")];
    assert_eq!(cards.studio.photos().await, expected.map(|(name, set)| (name.to_owned(), set.to_owned())));
    assert_eq!(import.name, "cards");
}

#[tokio::test]
async fn a_killed_import_goes_on_without_doubling() {
    let cards = Cards::start().await;
    cards.fill(&["B/a.jpg", "B/b.jpg", "B.jpg", "C/D/c.jpg", "d.jpg"]);
    let id = cards.studio.pick("", Unpack::Flat).await;
    cards.studio.backend.run_jobs().await;
    assert_eq!(counts(&cards.studio.find(id).await), (ImportState::Done, 5, 0, 0));
    // In the order of names: B.jpg, B/a.jpg, B/b.jpg, C/D/c.jpg, d.jpg. What came meanwhile shifts nothing.
    cards.put("A.jpg", &picture(10));
    cards.put("B/aa.jpg", &picture(11));
    cards.put("C/D/d.jpg", &picture(12));
    // As if it had been killed after the third, the others not noted.
    let killed = "UPDATE imports SET state = 'running', ended_at = NULL, next = 3, added = 3, after_name = 'B/b.jpg'";
    cards.studio.execute(killed).await;
    cards.studio.backend.imports().take_folder(cards.studio.id, id).await.expect("taken in");
    let import = cards.studio.find(id).await;
    assert_eq!(counts(&import), (ImportState::Done, 4, 2, 0), "{import:?}");
    assert_eq!((import.done, import.total), (6, 6));
    let names = cards.studio.names().await;
    assert!(names.contains(&"d.jpg".to_owned()) && !names.contains(&"A.jpg".to_owned()), "{names:?}");
    assert_eq!(names.len(), 6, "none is there twice: {names:?}");
    // Over is over.
    cards.studio.backend.imports().take_folder(cards.studio.id, id).await.expect("nothing to do");
    assert_eq!(counts(&cards.studio.find(id).await), (ImportState::Done, 4, 2, 0));
}

#[tokio::test]
async fn another_studio_and_those_who_only_look_have_no_say() {
    let cards = Cards::start().await;
    cards.fill(&["a.jpg"]);
    let backend = &cards.studio.backend;
    let petra = backend.studio("Foto Petra", Role::Owner).await;
    let hers = backend.gallery(&petra, "Iva & Marko").await;
    let new = NewFolder { source: "cards".into(), ..NewFolder::default() };
    let unknown = NewFolder { source: "nas".into(), ..NewFolder::default() };
    for refused in [
        cards.studio.pick_as(&petra, "", Unpack::Flat).await,
        backend.imports().begin_folder(&petra, hers, &new).await,
        backend.imports().begin_folder(&cards.studio.mirna, cards.studio.gallery, &unknown).await,
    ] {
        assert!(matches!(refused, Err(Error::Refused(Refusal::NotFound))), "{refused:?}");
    }
    let looker = backend.member(cards.studio.id, "Atelier Mirna", Role::Viewer).await;
    let script = Viewer { scope: Some(TokenScope::Upload), ..cards.studio.mirna.clone() };
    for viewer in [&looker, &script] {
        let refused = cards.studio.pick_as(viewer, "", Unpack::Flat).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::Forbidden))), "{refused:?}");
    }
    assert!(backend.imports().list(&cards.studio.mirna).await.expect("listed").is_empty());
}

#[tokio::test]
async fn a_path_that_leads_elsewhere_is_no_folder() {
    let cards = Cards::start().await;
    for folder in ["..", "../cards", "Day/../..", "/etc", "Day/", "a\0b", "..\\cards", "Day\\x", ".ssh"] {
        let refused = cards.studio.pick_as(&cards.studio.mirna, folder, Unpack::Flat).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{folder}: {refused:?}");
    }
}

#[tokio::test]
async fn what_is_under_way_is_not_begun_again() {
    let cards = Cards::start().await;
    cards.fill(&["a.jpg"]);
    let id = cards.studio.pick("", Unpack::Flat).await;
    assert_eq!(cards.studio.pick("", Unpack::Flat).await, id);
    let otherwise = cards.studio.pick_as(&cards.studio.mirna, "", Unpack::Sets).await;
    assert!(matches!(otherwise, Err(Error::Conflict)), "{otherwise:?}");
    let set =
        cards.studio.backend.sets().create(&cards.studio.mirna, cards.studio.gallery, "Dance").await.expect("a set");
    let new = NewFolder { source: "cards".into(), set: Some(set), ..NewFolder::default() };
    let elsewhere = cards.studio.backend.imports().begin_folder(&cards.studio.mirna, cards.studio.gallery, &new).await;
    assert!(matches!(elsewhere, Err(Error::Conflict)), "{elsewhere:?}");
    cards.studio.backend.run_jobs().await;
    let again = cards.studio.take_in("", Unpack::Flat).await;
    assert_eq!(counts(&again), (ImportState::Done, 0, 1, 0));
    assert_ne!(again.id, id);
}

#[tokio::test]
async fn a_stopped_import_takes_no_more() {
    let cards = Cards::start().await;
    cards.fill(&["a.jpg"]);
    let id = cards.studio.pick("", Unpack::Flat).await;
    let imports = cards.studio.backend.imports();
    imports.cancel(&cards.studio.mirna, cards.studio.gallery, id).await.expect("stopped");
    cards.studio.backend.run_jobs().await;
    assert_eq!(counts(&cards.studio.find(id).await), (ImportState::Cancelled, 0, 0, 0));
    // Who still counts it hears of that too.
    let mut tx = cards.studio.backend.db.studio(cards.studio.id).await.expect("a transaction");
    assert!(!super::super::queries::set_total(&mut tx, id, 1).await.expect("asked"));
    drop(tx);
    imports.dismiss(&cards.studio.mirna, cards.studio.gallery, id).await.expect("dismissed");
    assert!(imports.list(&cards.studio.mirna).await.expect("listed").is_empty());
}

#[tokio::test]
async fn who_may_no_longer_takes_nothing_more() {
    let cards = Cards::start().await;
    cards.fill(&["a.jpg"]);
    let id = cards.studio.pick("", Unpack::Flat).await;
    cards.studio.execute("UPDATE memberships SET role = 'viewer'").await;
    cards.studio.backend.run_jobs().await;
    cards.studio.execute("UPDATE memberships SET role = 'editor'").await;
    let import = cards.studio.find(id).await;
    assert_eq!((import.state, import.failure), (ImportState::Failed, Some(ImportFailure::Forbidden)));
    assert_eq!((cards.studio.names().await.len(), cards.studio.staged()), (0, 0));
}

#[tokio::test]
async fn a_source_that_is_away_is_waited_for_and_one_that_is_gone_is_told() {
    let mut cards = Cards::start().await;
    cards.fill(&["a.jpg"]);
    let import = cards.studio.take_in("Day", Unpack::Flat).await;
    assert_eq!((import.state, import.failure), (ImportState::Failed, Some(ImportFailure::Gone)), "no such folder");

    let away = cards.folder.with_extension("away");
    fs::rename(&cards.folder, &away).expect("taken away");
    let id = cards.studio.pick("", Unpack::Flat).await;
    let waits = cards.studio.backend.imports().take_folder(cards.studio.id, id).await;
    assert!(matches!(waits, Err(Error::Unavailable(_))), "{waits:?}");
    fs::rename(&away, &cards.folder).expect("put back");
    cards.studio.backend.imports().take_folder(cards.studio.id, id).await.expect("taken in");
    assert_eq!(counts(&cards.studio.find(id).await), (ImportState::Done, 1, 0, 0));

    let id = cards.studio.pick("", Unpack::Flat).await;
    cards.studio.backend.take_from(&[]);
    cards.studio.backend.run_jobs().await;
    let import = cards.studio.find(id).await;
    assert_eq!((import.state, import.failure), (ImportState::Failed, Some(ImportFailure::Gone)), "no such source");
}
