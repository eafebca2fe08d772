//! Moving between a folder and a bucket.

use std::collections::BTreeMap;

use super::{bytes, proxy::Fault, stores::Stores};
use crate::files::*;

async fn unknown(_: &Key) -> Result<Option<[u8; 32]>> {
    Ok(None)
}

/// Everything in a store.
async fn contents(files: &Files) -> BTreeMap<String, Bytes> {
    let listed: Vec<Listed> = files.list(&Key::default()).try_collect().await.expect("listed");
    let mut contents = BTreeMap::new();
    for Listed { key, .. } in listed {
        contents.insert(key.to_string(), files.read(&key).await.expect("read").expect("there"));
    }
    contents
}

/// So many objects, the first of several parts.
async fn fill(files: &Files, count: usize) -> BTreeMap<String, Bytes> {
    for i in 0..count {
        let length = if i == 0 { PART + 1 } else { 1000 + i };
        files.put(&Key::from(format!("originals/{}/{i}", i % 3)), bytes(length)).await.expect("stored");
    }
    contents(files).await
}

#[tokio::test]
async fn there_and_back_nothing_is_lost_and_nothing_is_left() {
    let stores = Stores::start().await;
    let (folder, bucket) = (&stores.folder, &stores.bucket.files);
    let all = fill(folder, 7).await;
    let whole = Moved { objects: 7, bytes: all.values().map(|bytes| bytes.len() as u64).sum(), ..Moved::default() };
    let mut told = Vec::new();
    let moved =
        folder.move_to(bucket, false, unknown, |moved, error| told.push((moved.objects, error.is_some()))).await;
    assert_eq!(moved.expect("listed"), whole);
    assert_eq!(told, (1..=7).map(|so_far| (so_far, false)).collect::<Vec<_>>());
    assert!(contents(bucket).await == all && contents(folder).await.is_empty());

    assert_eq!(bucket.move_to(folder, true, unknown, |_, _| {}).await.expect("listed"), whole);
    assert!(contents(bucket).await == all && contents(folder).await == all, "they stay where they are to be kept");

    // Nothing is sent that is there.
    assert_eq!(folder.move_to(bucket, true, unknown, |_, _| {}).await.expect("listed"), whole);
    assert_eq!(stores.bucket.proxy.seen("PUT", "originals/1/"), 2);
    assert_eq!(bucket.move_to(folder, false, unknown, |_, _| {}).await.expect("listed"), whole);
    assert!(contents(folder).await == all && contents(bucket).await.is_empty());
}

#[tokio::test]
async fn what_was_interrupted_goes_on() {
    let stores = Stores::start().await;
    let (folder, bucket) = (&stores.folder, &stores.bucket.files);
    let all = fill(folder, 30).await;
    // After some objects the bucket is away.
    stores.bucket.proxy.fail_after(
        "PUT",
        "originals/",
        8,
        1000,
        Fault::Answer("500 Internal Server Error", "InternalError"),
    );
    let mut reasons = 0;
    let first = folder.move_to(bucket, false, unknown, |_, error| reasons += u64::from(error.is_some())).await;
    let first = first.expect("listed");
    assert!(first.given_up && first.objects > 0 && first.objects < 20, "{first:?}");
    assert!(first.failed >= 10 && first.failed == reasons, "{first:?}");
    stores.bucket.proxy.heal();
    let (here, there) = (contents(folder).await, contents(bucket).await);
    assert_eq!((here.len() + there.len(), there.len() as u64), (30, first.objects), "each is in one of the two");
    assert_eq!(stores.bucket.unfinished(), 0);

    let second = folder.move_to(bucket, false, unknown, |_, _| {}).await.expect("listed");
    assert_eq!((second.objects, second.failed, second.given_up), (30 - first.objects, 0, false));
    assert!(contents(bucket).await == all && contents(folder).await.is_empty());
}

#[tokio::test]
async fn what_was_copied_and_not_yet_deleted_is_not_sent_again() {
    let stores = Stores::start().await;
    let (folder, bucket) = (&stores.folder, &stores.bucket.files);
    let all = fill(folder, 4).await;
    let key = Key::from("originals/1/1");
    bucket.put(&key, all["originals/1/1"].clone()).await.expect("stored");
    // One of the same length that is not the same, and one of another.
    bucket.put(&Key::from("originals/2/2"), bytes(1003).slice(1..)).await.expect("stored");
    bucket.put(&Key::from("originals/0/3"), bytes(5)).await.expect("stored");
    let moved = folder.move_to(bucket, false, unknown, |_, _| {}).await.expect("listed");
    assert_eq!((moved.objects, moved.failed), (4, 0));
    assert_eq!(stores.bucket.proxy.seen("PUT", "originals/1/1"), 1);
    assert!(contents(bucket).await == all && contents(folder).await.is_empty());
}

#[tokio::test]
async fn a_damaged_copy_is_not_accepted() {
    let stores = Stores::start().await;
    let (folder, bucket) = (&stores.folder, &stores.bucket.files);
    let all = fill(folder, 4).await;
    stores.bucket.proxy.fail("GET", "originals/2/2", 1, Fault::AnswerFlipped);
    let mut failed = Vec::new();
    let tell = |_: &Moved, error: Option<(&Key, &Error)>| failed.extend(error.map(|(key, _)| key.to_string()));
    let moved = folder.move_to(bucket, false, unknown, tell).await.expect("listed");
    assert_eq!((moved.objects, moved.failed, moved.given_up), (3, 1, false));
    assert_eq!(failed, ["originals/2/2"]);
    let here = contents(folder).await;
    assert!(here.len() == 1 && here["originals/2/2"] == all["originals/2/2"], "the source is kept");
    assert_eq!(bucket.size(&Key::from("originals/2/2")).await.expect("an answer"), None, "the copy is not");

    let moved = folder.move_to(bucket, false, unknown, |_, _| {}).await.expect("listed");
    assert_eq!((moved.objects, moved.failed), (1, 0));
    assert!(contents(bucket).await == all && contents(folder).await.is_empty());
}
