//! What holds of every store.

use super::*;

mod faults;
mod moving;
pub(crate) mod proxy;
pub(crate) mod stores;

use stores::Stores;

/// Bytes that are different everywhere.
fn bytes(length: usize) -> Bytes {
    (0..length).map(|i| (i % 251) as u8).collect::<Vec<_>>().into()
}

/// All that a read gives, or its error.
async fn read(object: Object) -> std::result::Result<Vec<u8>, object_store::Error> {
    object.stream.try_fold(Vec::new(), async |whole, piece| Ok([whole, piece.to_vec()].concat())).await
}

#[tokio::test]
async fn a_file_comes_back_as_it_went_in() {
    let stores = Stores::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let source = folder.path().join("source");
    let key = Key::from("originals/x/y");
    for files in stores.each() {
        // In one piece, in several, and where the last would be empty.
        for length in [0, 12_345, 2 * PART + 12_345, PART] {
            let bytes = bytes(length);
            std::fs::write(&source, &bytes).expect("written");
            files.put_file(&key, &source).await.expect("stored");
            assert!(files.read(&key).await.expect("read").as_ref() == Some(&bytes), "{length} bytes in {files:?}");
            assert_eq!(files.size(&key).await.expect("an answer"), Some(length as u64));
            assert_eq!(files.sha256(&key).await.expect("read"), Some(crate::sha256(&bytes)));
        }
        files.delete(&key).await.expect("deleted");
        files.delete(&key).await.expect("deleting what is gone is fine");
        assert!(files.read(&key).await.expect("read").is_none());
        assert!(files.get(&key, None).await.expect("an answer").is_none());
        assert_eq!(files.size(&key).await.expect("an answer"), None);
    }
    assert_eq!(stores.bucket.unfinished(), 0);
}

#[tokio::test]
async fn a_copy_is_the_same_under_another_name() {
    let stores = Stores::start().await;
    let [from, to] = ["originals/x/y", "cold/x/y"].map(Key::from);
    for files in stores.each() {
        let whole = bytes(PART + 12_345);
        files.put(&from, whole.clone()).await.expect("stored");
        files.put(&to, Bytes::from_static(b"half of it")).await.expect("stored");
        assert!(files.copy(&from, &to).await.expect("copied"), "{files:?}");
        assert!(files.read(&to).await.expect("read").as_ref() == Some(&whole), "{files:?}");
        let first = files.first([from.clone(), to.clone()]).await.expect("an answer");
        assert_eq!(first, Some((from.clone(), whole.len() as u64)));
        files.delete(&from).await.expect("deleted");
        let first = files.first([from.clone(), to.clone()]).await.expect("an answer");
        assert_eq!(first, Some((to.clone(), whole.len() as u64)), "the copy does not go with the first");
        // What is stored under one name later is not seen under the other.
        assert!(files.copy(&to, &from).await.expect("copied"));
        files.put(&from, Bytes::from_static(b"other bytes")).await.expect("stored");
        assert_eq!(files.size(&to).await.expect("an answer"), Some(whole.len() as u64));
        for key in [&from, &to] {
            files.delete(key).await.expect("deleted");
        }
        assert!(!files.copy(&from, &to).await.expect("an answer"), "there is nothing to copy");
        assert_eq!(files.first([from.clone(), to.clone()]).await.expect("an answer"), None);
    }
}

#[tokio::test]
async fn a_range_is_a_part_of_the_whole() {
    let stores = Stores::start().await;
    let key = Key::from("x");
    for files in stores.each() {
        files.put(&key, Bytes::from_static(b"0123456789")).await.expect("stored");
        for (wanted, range, bytes) in [
            (GetRange::Bounded(2..5), 2..5, "234"),
            (GetRange::Bounded(7..99), 7..10, "789"),
            (GetRange::Offset(6), 6..10, "6789"),
            (GetRange::Suffix(1), 9..10, "9"),
        ] {
            let object = files.get(&key, Some(wanted)).await.expect("an answer").expect("there");
            assert_eq!((object.size, object.range.clone()), (10, range));
            assert_eq!(read(object).await.expect("read"), bytes.as_bytes());
        }
    }
}

#[tokio::test]
async fn a_list_is_of_what_lies_below() {
    let stores = Stores::start().await;
    for files in stores.each() {
        for key in ["originals/a/1", "originals/a/2", "originals/ab/3", "renditions/a/4"] {
            files.put(&Key::from(key), Bytes::from_static(b"four")).await.expect("stored");
        }
        let below = async |prefix: &str| {
            let listed: Vec<Listed> = files.list(&Key::from(prefix)).try_collect().await.expect("listed");
            assert!(listed.iter().all(|object| object.size == 4));
            let mut keys: Vec<String> = listed.into_iter().map(|object| object.key.to_string()).collect();
            keys.sort();
            keys
        };
        assert_eq!(below("originals/a").await, ["originals/a/1", "originals/a/2"]);
        assert_eq!(below("").await.len(), 4);
        assert_eq!(below("nothing").await.len(), 0);
    }
}

#[tokio::test]
async fn a_store_that_is_well_says_so_and_a_bucket_is_written_to_once() {
    let stores = Stores::start().await;
    for files in stores.each() {
        files.ping().await.expect("well");
        files.ping().await.expect("well");
    }
    assert_eq!(stores.bucket.proxy.seen("PUT", "health/ping"), 1);
}

#[tokio::test]
async fn names_begin_as_the_bucket_wants_and_keys_do_not_show_it() {
    let stores = Stores::start().await;
    let files = &stores.bucket.files;
    let key = Key::from("originals/a/1");
    files.put(&key, Bytes::from_static(b"x")).await.expect("stored");
    assert!(stores.bucket.path(&key).exists());
    let bare = stores.bucket.but(|bucket| bucket.prefix = Key::default());
    assert_eq!(bare.size(&Key::from("studio/lumora/originals/a/1")).await.expect("an answer"), Some(1));
    assert_eq!(bare.size(&key).await.expect("an answer"), None);
}
