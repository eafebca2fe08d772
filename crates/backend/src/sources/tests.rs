//! What is seen of a source before anything is taken.

use std::{fs, os::unix::fs::symlink, path::PathBuf};

use bytes::Bytes;
use domain::{Refusal, Role, Viewer};
use futures::TryStreamExt;

use super::*;
use crate::{
    files::{Key, tests::stores::TestBucket},
    limits::{BUCKET, FOLDERS_LISTED},
    testing::TestBackend,
};

/// A studio that may take from the source `cards`.
async fn studio(place: Place) -> (TestBackend, Viewer) {
    let mut backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let id = mirna.membership.as_ref().expect("a member").studio;
    backend.take_from(&[settings(place, Studios::These(vec![id]))]);
    (backend, mirna)
}

fn settings(place: Place, studios: Studios) -> SourceSettings {
    SourceSettings { name: "cards".parse().expect("a name"), place, studios }
}

/// A folder with these files in it, all of the same bytes.
fn folder(files: &[&str]) -> (tempfile::TempDir, PathBuf) {
    let root = tempfile::tempdir().expect("a folder");
    let cards = root.path().join("cards");
    for file in files {
        let path = cards.join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, b"x").expect("written");
    }
    (root, cards)
}

fn names(level: &Level) -> Vec<(&str, Option<u64>)> {
    level.folders.iter().map(|folder| (folder.name.as_str(), folder.photographs)).collect()
}

#[tokio::test]
async fn a_folder_shows_its_folders_and_counts() {
    let files = ["a.jpg", "b.JPEG", "c.cr3", ".d.jpg", "2026/Ana/a.jpg", "2026/x.txt", "Šibenik/b.png", ".cache/c.jpg"];
    let (root, cards) = folder(&files);
    symlink(root.path(), cards.join("out")).expect("a link");
    let (backend, mirna) = studio(Place::Folder(cards)).await;
    let sources = backend.sources();
    let level = sources.browse(&mirna, "cards", "", "").await.expect("there");
    assert_eq!(names(&level), [("2026", Some(0)), ("Šibenik", Some(1))]);
    assert_eq!((level.photographs, level.next), (Some(2), None));
    let level = sources.browse(&mirna, "cards", "2026", "").await.expect("there");
    assert_eq!((names(&level), level.photographs), (vec![("Ana", Some(1))], Some(0)));
    // What is not there, what is no folder, and what leads out.
    let endless = "x".repeat(300);
    for folder in ["2027", "a.jpg", "out", "out/cards", endless.as_str()] {
        let refused = sources.browse(&mirna, "cards", folder, "").await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NotFound))), "{folder}: {refused:?}");
    }
    for folder in ["..", "2026/..", "/etc", "a\0", "..\\x", "2026\\x", ".cache"] {
        let refused = sources.browse(&mirna, "cards", folder, "").await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{folder}: {refused:?}");
    }
    assert!(matches!(sources.browse(&mirna, "cards", "", "../x").await, Err(Error::Invalid(_))));
}

#[tokio::test]
async fn only_those_it_is_meant_for_see_a_source() {
    let (_root, cards) = folder(&["a.jpg"]);
    let (mut backend, mirna) = studio(Place::Folder(cards.clone())).await;
    let id = mirna.membership.as_ref().expect("a member").studio;
    let petra = backend.studio("Foto Petra", Role::Owner).await;
    let looker = backend.member(id, "Atelier Mirna", Role::Viewer).await;
    let list = |backend: &TestBackend, viewer: &Viewer| backend.sources().list(viewer).map(|sources| sources.len());
    assert_eq!(list(&backend, &mirna).expect("hers"), 1);
    assert_eq!(list(&backend, &petra).expect("hers"), 0);
    assert!(matches!(list(&backend, &looker), Err(Error::Refused(Refusal::Forbidden))));
    for (viewer, source) in [(&petra, "cards"), (&mirna, "nas"), (&mirna, "")] {
        let refused = backend.sources().browse(viewer, source, "", "").await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NotFound))), "{source}: {refused:?}");
    }
    let refused = backend.sources().browse(&looker, "cards", "", "").await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::Forbidden))), "{refused:?}");
    backend.take_from(&[settings(Place::Folder(cards.clone()), Studios::These(Vec::new()))]);
    assert_eq!(list(&backend, &mirna).expect("none"), 0);
    backend.take_from(&[settings(Place::Folder(cards), Studios::All)]);
    assert_eq!(list(&backend, &petra).expect("for all"), 1);
}

#[tokio::test]
async fn many_folders_are_told_some_at_a_time() {
    let names: Vec<String> = (0..FOLDERS_LISTED + 5).map(|at| format!("{at:04}/a.jpg")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (_root, cards) = folder(&names);
    let bucket = TestBucket::start().await;
    for name in names {
        bucket.files.put(&Key::from(name), Bytes::from_static(b"x")).await.expect("stored");
    }
    for place in [Place::Folder(cards), Place::Bucket(bucket.bucket.clone())] {
        let (backend, mirna) = studio(place).await;
        let first = backend.sources().browse(&mirna, "cards", "", "").await.expect("there");
        assert_eq!((first.folders.len(), first.next.as_deref()), (FOLDERS_LISTED, Some("0099/")));
        let rest = backend.sources().browse(&mirna, "cards", "", "0099/").await.expect("there");
        assert_eq!((rest.folders.len(), rest.folders[0].name.as_str(), rest.next), (5, "0100", None));
    }
}

#[tokio::test]
async fn a_bucket_shows_its_prefixes() {
    let bucket = TestBucket::start().await;
    for key in ["a.jpg", "b.txt", "2026/Ana/a.jpg", "2026/Iva/b.jpg", "2026/c.jpg", "Day 2/a.jpg", "Day/a.jpg"] {
        bucket.files.put(&Key::from(key), Bytes::from_static(b"x")).await.expect("stored");
    }
    let (backend, mirna) = studio(Place::Bucket(bucket.bucket.clone())).await;
    let level = backend.sources().browse(&mirna, "cards", "", "").await.expect("there");
    assert_eq!(names(&level), [("2026", None), ("Day 2", None), ("Day", None)]);
    assert_eq!((level.photographs, level.next), (Some(1), None));
    let level = backend.sources().browse(&mirna, "cards", "2026", "").await.expect("there");
    assert_eq!((names(&level), level.photographs), (vec![("Ana", None), ("Iva", None)], Some(1)));
    let none = backend.sources().browse(&mirna, "cards", "2027", "").await.expect("an answer");
    assert_eq!((none.folders.len(), none.photographs), (0, Some(0)));
}

fn source(cards: &std::path::Path, kept: &[PathBuf]) -> Source {
    Source::new(&settings(Place::Folder(cards.to_owned()), Studios::All), BUCKET, kept).expect("a source")
}

/// The paths that a walk tells of, from after one of them on.
async fn walked(cards: &std::path::Path, after: Option<&str>) -> Vec<String> {
    let feed = source(cards, &[]).feed(&SourceFolder::default(), after).await.expect("read").expect("there");
    let found: Vec<Found> = feed.try_collect().await.expect("walked");
    found.into_iter().map(|found| found.path).collect()
}

#[tokio::test]
async fn a_walk_goes_on_anywhere_in_the_order_of_names() {
    let files = ["a/b/c.jpg", "a/b.jpg", "a.jpg", "a/z.jpg", "a0.jpg", "b/.x/y.jpg", "b/y.jpg", "Šibenik/š.jpg"];
    let (_root, cards) = folder(&files);
    let all = walked(&cards, None).await;
    assert_eq!(all, ["a.jpg", "a/b.jpg", "a/b/c.jpg", "a/z.jpg", "a0.jpg", "b/y.jpg", "Šibenik/š.jpg"]);
    assert!(all.is_sorted());
    for (at, path) in all.iter().enumerate() {
        assert_eq!(walked(&cards, Some(path)).await, all[at + 1..], "after {path}");
    }
    assert_eq!(walked(&cards, Some("a/c")).await, all[3..], "after one that is gone");
}

#[tokio::test]
async fn a_folder_that_lets_nobody_in_is_told_once() {
    let (_root, cards) = folder(&["a/x.jpg", "b/y.jpg", "c/z.jpg"]);
    let feed = source(&cards, &[]).feed(&SourceFolder::default(), None).await.expect("read").expect("there");
    // Behind the back of who has read their names.
    fs::rename(cards.join("a"), cards.join("d")).expect("moved");
    symlink(cards.join("d"), cards.join("a")).expect("a link");
    fs::remove_dir_all(cards.join("c")).expect("taken away");
    let found: Vec<Found> = feed.try_collect().await.expect("walked");
    let found: Vec<(&str, bool)> = found.iter().map(|found| (found.path.as_str(), found.readable)).collect();
    assert_eq!(found, [("a/", false), ("b/y.jpg", true), ("c/", false)]);
    assert_eq!(walked(&cards, Some("a/")).await, ["b/y.jpg", "d/x.jpg"]);
}

#[tokio::test]
async fn what_comes_to_lie_where_things_are_kept_is_not_read() {
    let (root, cards) = folder(&["a.jpg"]);
    let (later, kept) = (root.path().join("later"), [fs::canonicalize(&cards).expect("there")]);
    let source = source(&later, &kept);
    for target in [cards.as_path(), root.path()] {
        symlink(target, &later).expect("a link");
        let refused = source.feed(&SourceFolder::default(), None).await.map(drop);
        assert!(matches!(refused, Err(Error::Unavailable(_))), "{refused:?}");
        fs::remove_file(&later).expect("gone");
    }
    fs::create_dir(&later).expect("made");
    assert!(source.feed(&SourceFolder::default(), None).await.expect("read").is_some());
}
