//! What a bucket does when the network or the store does not do as it should.

use std::{path::PathBuf, time::Duration};

use tempfile::TempDir;

use super::{
    bytes,
    proxy::Fault,
    read,
    stores::{RETRIES, TestBucket},
};
use crate::files::*;

/// Silence that is noticed soon, and is none on a busy machine: the objects of these tests are small.
const SOON: Duration = Duration::from_secs(2);

fn key() -> Key {
    Key::from("originals/x/y")
}

/// A file of two parts and a bit, and the folder it lies in.
fn large() -> (TempDir, PathBuf, Bytes) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("large");
    let bytes = bytes(2 * PART + 12_345);
    std::fs::write(&path, &bytes).expect("written");
    (folder, path, bytes)
}

#[tokio::test]
async fn a_wrong_key_is_refused() {
    let bucket = TestBucket::start().await;
    bucket.files.put(&key(), Bytes::from_static(b"x")).await.expect("stored");
    let stranger = bucket.but(|bucket| bucket.secret_access_key = "hunter3".into());
    assert!(matches!(stranger.read(&key()).await, Err(Error::Unavailable(_))));
    assert!(matches!(stranger.put(&key(), Bytes::from_static(b"y")).await, Err(Error::Unavailable(_))));
    assert!(matches!(stranger.ping().await, Err(Error::Unavailable(_))));
    assert_eq!(bucket.files.read(&key()).await.expect("read").as_deref(), Some(&b"x"[..]));
    // Asking again would not help.
    assert_eq!(bucket.proxy.seen("PUT", "originals/x/y"), 2);
}

#[tokio::test]
async fn what_passes_is_waited_out() {
    let bucket = TestBucket::that_may_stall(SOON).await;
    let small = bytes(10_000);
    for fault in [
        Fault::Answer("500 Internal Server Error", "InternalError"),
        Fault::Answer("503 Slow Down", "SlowDown"),
        Fault::Reset,
        Fault::Silence,
        Fault::AnswerLost,
    ] {
        for method in ["PUT", "HEAD", "GET"] {
            bucket.proxy.fail(method, "", 1, fault);
        }
        bucket.files.put(&key(), small.clone()).await.unwrap_or_else(|error| panic!("{fault:?}: {error}"));
        let size = bucket.files.size(&key()).await.unwrap_or_else(|error| panic!("{fault:?}: {error}"));
        let there = bucket.files.read(&key()).await.unwrap_or_else(|error| panic!("{fault:?}: {error}"));
        assert!(size == Some(10_000) && there.as_ref() == Some(&small), "{fault:?}");
        bucket.files.delete(&key()).await.expect("deleted");
    }
    for method in ["PUT", "HEAD", "GET"] {
        assert_eq!(bucket.proxy.seen(method, ""), 10, "each once more");
    }
}

#[tokio::test]
async fn what_does_not_pass_is_told() {
    let bucket = TestBucket::start().await;
    bucket.files.put(&key(), bytes(10)).await.expect("stored");
    bucket.proxy.fail("GET", "", 1000, Fault::Answer("503 Slow Down", "SlowDown"));
    assert!(matches!(bucket.files.read(&key()).await, Err(Error::Unavailable(_))));
    assert_eq!(bucket.proxy.seen("GET", ""), 1 + RETRIES);
    let listed: Result<Vec<Listed>> = bucket.files.list(&Key::default()).try_collect().await;
    assert!(matches!(listed, Err(Error::Unavailable(_))));

    let nobody = bucket.but(|bucket| bucket.endpoint = Some("http://127.0.0.1:1".into()));
    assert!(matches!(nobody.size(&key()).await, Err(Error::Unavailable(_))));
}

#[tokio::test]
async fn a_bucket_without_room_says_so() {
    let bucket = TestBucket::start().await;
    for (status, code) in [
        ("507 Insufficient Storage", "XMinioStorageFull"),
        ("403 Forbidden", "QuotaExceeded"),
        ("400 Bad Request", "XMinioAdminBucketQuotaExceeded"),
    ] {
        bucket.proxy.fail("PUT", "", 1 + RETRIES, Fault::Answer(status, code));
        assert!(matches!(bucket.files.put(&key(), bytes(10)).await, Err(Error::StorageFull)), "{code}");
        bucket.proxy.heal();
    }
    bucket.proxy.fail("PUT", "", 1, Fault::Answer("403 Forbidden", "AccessDenied"));
    assert!(matches!(bucket.files.put(&key(), bytes(10)).await, Err(Error::Unavailable(_))));
}

#[tokio::test]
async fn a_put_whose_answer_is_lost_is_there_once() {
    let bucket = TestBucket::start().await;
    bucket.proxy.fail("PUT", "", 1, Fault::AnswerLost);
    bucket.files.put(&key(), bytes(10_000)).await.expect("stored");
    assert_eq!(bucket.proxy.seen("PUT", ""), 2);
    let listed: Vec<Listed> = bucket.files.list(&Key::default()).try_collect().await.expect("listed");
    assert_eq!(listed.len(), 1);
    assert_eq!(bucket.files.read(&key()).await.expect("read"), Some(bytes(10_000)));
}

#[tokio::test]
async fn a_part_may_be_sent_again() {
    let (bucket, (_folder, path, bytes)) = (TestBucket::start().await, large());
    bucket.proxy.fail("PUT", "partNumber=1", 1, Fault::Reset);
    bucket.proxy.fail("PUT", "partNumber=2", 1, Fault::AnswerLost);
    bucket.proxy.fail("PUT", "partNumber=3", 1, Fault::Answer("503 Slow Down", "SlowDown"));
    bucket.files.put_file(&key(), &path).await.expect("stored");
    assert_eq!(bucket.proxy.seen("PUT", "partNumber"), 6);
    assert!(bucket.files.read(&key()).await.expect("read").as_ref() == Some(&bytes));
    assert_eq!(bucket.unfinished(), 0);
}

#[tokio::test]
async fn a_large_put_whose_end_is_lost_is_there_once() {
    let (bucket, (_folder, path, bytes)) = (TestBucket::start().await, large());
    // It succeeded, nobody heard of it, and the server has forgotten it when it is asked again.
    bucket.proxy.fail("POST", "uploadId", 1, Fault::AnswerLost);
    bucket.files.put_file(&key(), &path).await.expect("stored");
    assert_eq!(bucket.proxy.seen("POST", "uploads="), 2);
    let listed: Vec<Listed> = bucket.files.list(&Key::default()).try_collect().await.expect("listed");
    assert_eq!(listed.len(), 1);
    assert!(bucket.files.read(&key()).await.expect("read").as_ref() == Some(&bytes));
    assert_eq!(bucket.unfinished(), 0);
}

#[tokio::test]
async fn a_large_put_that_fails_leaves_no_parts_and_no_object() {
    let (bucket, (_folder, path, _)) = (TestBucket::start().await, large());
    let broken = Fault::Answer("500 Internal Server Error", "InternalError");
    bucket.proxy.fail("PUT", "partNumber=2", 1000, broken);
    assert!(matches!(bucket.files.put_file(&key(), &path).await, Err(Error::Unavailable(_))));
    assert_eq!((bucket.proxy.seen("DELETE", "uploadId"), bucket.unfinished()), (1, 0));

    bucket.proxy.heal();
    bucket.proxy.fail("POST", "uploadId", 1000, broken);
    assert!(matches!(bucket.files.put_file(&key(), &path).await, Err(Error::Unavailable(_))));
    assert_eq!(bucket.unfinished(), 0);
    bucket.proxy.heal();
    assert_eq!(bucket.files.size(&key()).await.expect("an answer"), None);

    // What was full is no less full for it.
    bucket.proxy.fail("PUT", "partNumber=3", 1, Fault::Answer("403 Forbidden", "QuotaExceeded"));
    assert!(matches!(bucket.files.put_file(&key(), &path).await, Err(Error::StorageFull)));
    assert_eq!(bucket.unfinished(), 0);
}

#[tokio::test]
async fn a_read_goes_on_where_it_broke_off() {
    let bucket = TestBucket::that_may_stall(SOON).await;
    let whole = bytes(1_000_000);
    bucket.files.put(&key(), whole.clone()).await.expect("stored");
    for fault in [Fault::AnswerReset, Fault::AnswerCut, Fault::AnswerStalled] {
        bucket.proxy.fail("GET", "", 1, fault);
        let there = bucket.files.read(&key()).await.unwrap_or_else(|error| panic!("{fault:?}: {error}"));
        assert!(there.as_ref() == Some(&whole), "{fault:?}");

        bucket.proxy.fail("GET", "", 1, fault);
        let range = Some(GetRange::Bounded(100..500_000));
        let object = bucket.files.get(&key(), range).await.expect("an answer").expect("there");
        let part = read(object).await.unwrap_or_else(|error| panic!("{fault:?}: {error}"));
        assert!(part == whole[100..500_000], "{fault:?}");

        bucket.proxy.fail("GET", "", 1, fault);
        assert_eq!(bucket.files.sha256(&key()).await.expect("read"), Some(crate::sha256(&whole)), "{fault:?}");
    }
}

#[tokio::test]
async fn a_read_that_stays_short_is_an_error() {
    let bucket = TestBucket::start().await;
    bucket.files.put(&key(), bytes(1_000_000)).await.expect("stored");
    let part = || Some(GetRange::Bounded(100..500_000));
    bucket.proxy.fail("GET", "", 1000, Fault::AnswerCut);
    assert!(matches!(bucket.files.read(&key()).await, Err(Error::Unavailable(_))));
    assert!(matches!(bucket.files.sha256(&key()).await, Err(Error::Unavailable(_))));
    for range in [None, part()] {
        let object = bucket.files.get(&key(), range).await.expect("an answer").expect("there");
        read(object).await.expect_err("less than was promised");
    }

    // A store that sends less of a range than it says, and ends in good order.
    bucket.proxy.heal();
    bucket.proxy.fail("GET", "", 1, Fault::AnswerShort);
    let object = bucket.files.get(&key(), part()).await.expect("an answer").expect("there");
    let error = read(object).await.expect_err("less than was promised");
    assert!(error.to_string().contains("249950 bytes came instead of 499900"), "{error}");
}
