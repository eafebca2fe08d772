//! Buckets, on a real S3 server.

use super::*;
use crate::files::{
    Key,
    tests::{proxy::Fault, stores::TestBucket},
};

/// A studio, and the bucket that it may take from.
async fn start(files: &[(&str, &[u8])]) -> (Studio, TestBucket) {
    let (mut studio, bucket) = (Studio::start().await, TestBucket::start().await);
    for (key, bytes) in files {
        let key = Key::parse(key).expect("a key");
        bucket.files.put(&key, Bytes::copy_from_slice(bytes)).await.expect("stored");
    }
    studio.take_from(Place::Bucket(bucket.bucket.clone()));
    (studio, bucket)
}

#[tokio::test]
async fn what_lies_below_a_prefix_is_in_the_gallery() {
    let pictures = [1, 2, 3, 4].map(picture);
    let [a, b, c, d] = &pictures;
    let files: [(&str, &[u8]); 8] = [
        ("2026/Ana/a.jpg", a),
        ("2026/Ana/Dance/b.jpg", b),
        ("2026/Ana/Dance/again.jpg", a),
        ("2026/Ana/Setnja po rivi/c.jpg", c),
        ("2026/Ana/notes.txt", b"not a picture"),
        // As a console makes a folder.
        ("2026/Ana/16.05.2026", b""),
        ("2026/Ana/.cache/d.jpg", d),
        ("2026/Anastazija/d.jpg", d),
    ];
    let (studio, _bucket) = start(&files).await;
    let import = studio.take_in("2026/Ana", Unpack::Sets).await;
    assert_eq!(counts(&import), (ImportState::Done, 3, 1, 1), "{import:?}");
    assert_eq!(refusals(&import), [("notes.txt", Refused::Unsupported)]);
    let photos = studio.photos().await;
    assert!(photos.contains(&("b.jpg".into(), "Dance".into())), "{photos:?}");
    assert!(photos.contains(&("c.jpg".into(), "Setnja po rivi".into())), "{photos:?}");
    assert_eq!((photos.len(), import.total, studio.staged()), (3, 5, 0));
}

#[tokio::test]
async fn it_goes_on_after_the_last_name() {
    let pictures = [1, 2, 3].map(picture);
    let [a, b, c] = &pictures;
    let (studio, _bucket) = start(&[("a.jpg", a), ("b/b.jpg", b), ("c.jpg", c)]).await;
    let id = studio.pick("", Unpack::Flat).await;
    // As if it had been killed after two.
    studio.execute("UPDATE imports SET next = 2, total = 3, after_name = 'b/b.jpg'").await;
    studio.backend.run_jobs().await;
    let import = studio.find(id).await;
    assert_eq!(counts(&import), (ImportState::Done, 1, 0, 0), "{import:?}");
    assert_eq!((studio.names().await, import.done), (vec!["c.jpg".to_owned()], 3));
}

#[tokio::test]
async fn what_does_not_come_whole_is_no_photograph() {
    let pictures = [1, 2, 3].map(picture);
    let [a, b, c] = &pictures;
    let (studio, bucket) = start(&[("a.jpg", a), ("b.jpg", b), ("c.jpg", c)]).await;
    // One is cut short each time, another breaks off once.
    bucket.proxy.fail("GET", "b.jpg", 1_000, Fault::AnswerShort);
    bucket.proxy.fail("GET", "c.jpg", 1, Fault::AnswerReset);
    let import = studio.take_in("", Unpack::Flat).await;
    assert_eq!(counts(&import), (ImportState::Done, 2, 0, 1), "{import:?}");
    assert_eq!(refusals(&import), [("b.jpg", Refused::Unread)]);
    assert_eq!((studio.names().await, studio.staged()), (vec!["a.jpg".to_owned(), "c.jpg".to_owned()], 0));
}

#[tokio::test]
async fn a_large_object_is_not_fetched() {
    let (studio, bucket) = start(&[("a.jpg", &picture(1))]).await;
    // Put behind the store's back: nobody need send so much.
    let large = std::fs::File::create(bucket.path(&Key::from("large.jpg"))).expect("made");
    large.set_len(domain::MAX_PHOTO_BYTES + 1).expect("large");
    let import = studio.take_in("", Unpack::Flat).await;
    assert_eq!(counts(&import), (ImportState::Done, 1, 0, 1), "{import:?}");
    assert_eq!(refusals(&import), [("large.jpg", Refused::TooLarge)]);
    assert_eq!(bucket.proxy.seen("GET", "large.jpg"), 0);
}

#[tokio::test]
async fn one_that_is_frozen_is_left_and_a_bucket_that_lets_nobody_in_is_waited_for() {
    let pictures = [1, 2].map(picture);
    let [a, b] = &pictures;
    let (studio, bucket) = start(&[("a.jpg", a), ("b.jpg", b)]).await;
    let id = studio.pick("", Unpack::Flat).await;
    bucket.proxy.fail("GET", "b.jpg", 1, Fault::Answer("403 Forbidden", "AccessDenied"));
    let waits = studio.backend.imports().take_folder(studio.id, id).await;
    assert!(matches!(waits, Err(crate::Error::Unavailable(_))), "{waits:?}");
    bucket.proxy.fail("GET", "b.jpg", 1, Fault::Answer("403 Forbidden", "InvalidObjectState"));
    studio.backend.run_jobs().await;
    let import = studio.find(id).await;
    assert_eq!(counts(&import), (ImportState::Done, 1, 0, 1), "{import:?}");
    assert_eq!(refusals(&import), [("b.jpg", Refused::Unread)]);
}
