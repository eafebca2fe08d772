//! Archives of those who mean no good.

use super::*;

#[tokio::test]
async fn nothing_leaves_its_place() {
    let studio = Studio::start().await;
    let bytes = [1, 2, 3, 4, 5].map(picture);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.add_symlink("link.jpg", "/etc/passwd", stored()).expect("a link");
    let names = ["../up.jpg", "/tmp/absolute.jpg", "a/../../up.jpg", "..\\up.jpg"];
    for (name, bytes) in names.into_iter().zip(&bytes) {
        archive.start_file(name, stored()).expect("a file");
        archive.write_all(bytes).expect("written");
    }
    archive.start_file("good.jpg", stored()).expect("a file");
    archive.write_all(&bytes[4]).expect("written");
    let archive = archive.finish().expect("an archive").into_inner();
    let import = studio.import(archive, Unpack::Sets).await;
    assert_eq!(counts(&import), (ImportState::Done, 1, 0, 5), "{import:?}");
    assert_eq!(refusals(&import)[0], ("link.jpg", Refused::Link));
    assert!(refusals(&import)[1..].iter().all(|(_, why)| *why == Refused::Path), "{import:?}");
    assert_eq!(studio.names().await, ["good.jpg"]);
    let around: Vec<_> = std::fs::read_dir(studio.backend.folder()).expect("a folder").flatten().collect();
    assert_eq!(around.len(), 2, "the store and the staging folder: {around:?}");
}

#[tokio::test]
async fn what_would_grow_without_measure_is_not_unpacked() {
    let studio = Studio::start().await;
    let deflated = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let (zeros, lie) = (vec![0; 30_000_000], vec![0; 900_001]);
    let archive = zipped(&[("bomb.jpg", &zeros), ("lie.jpg", &lie)], deflated);
    // Says that it has a thousand bytes.
    let archive = with(archive, &900_001_u32.to_le_bytes(), &1_000_u32.to_le_bytes());
    let import = studio.import(archive, Unpack::Flat).await;
    assert_eq!(refusals(&import), [("bomb.jpg", Refused::Bomb), ("lie.jpg", Refused::Bomb)]);
    assert_eq!(counts(&import), (ImportState::Done, 0, 0, 2));
}

#[tokio::test]
async fn what_is_packed_into_more_than_it_is_is_not_read() {
    let studio = Studio::start().await;
    let picture = picture(1);
    // Blocks of nothing, and in the end a whole photograph.
    let mut blocks = [0, 0, 0, 0xff, 0xff].repeat(20_000);
    let size = u16::try_from(picture.len()).expect("one block");
    blocks.push(1);
    blocks.extend_from_slice(&size.to_le_bytes());
    blocks.extend_from_slice(&(!size).to_le_bytes());
    blocks.extend_from_slice(&picture);
    let mut archive = zip(&[("slow.jpg", &blocks), ("huge.jpg", &blocks)]);
    for (name, packed) in [(b"slow.jpg", blocks.len() as u32), (b"huge.jpg", 4_000_000_000)] {
        let entry = archive.windows(name.len()).rposition(|window| window == name).expect("in the directory") - 46;
        archive[entry + 10] = 8;
        archive[entry + 16..entry + 20].copy_from_slice(&crc32fast::hash(&picture).to_le_bytes());
        archive[entry + 20..entry + 24].copy_from_slice(&packed.to_le_bytes());
        archive[entry + 24..entry + 28].copy_from_slice(&u32::from(size).to_le_bytes());
    }
    let import = studio.import(archive, Unpack::Flat).await;
    assert_eq!(refusals(&import), [("slow.jpg", Refused::Damaged), ("huge.jpg", Refused::Bomb)]);
    assert_eq!(counts(&import), (ImportState::Done, 0, 0, 2));
}

#[tokio::test]
async fn what_is_too_large_locked_nested_or_broken_is_refused_with_its_reason() {
    let studio = Studio::start().await;
    let (large, good) = (vec![7; domain::MAX_PHOTO_BYTES as usize + 1], picture(1));
    let locked = picture(2);
    let archive = zip(&[
        ("large.jpg", &large),
        ("more.zip", b"PK"),
        ("broken.jpg", b"broken-broken-broken"),
        ("locked.jpg", &locked),
        ("good.jpg", &good),
    ]);
    let mut archive = with(archive, b"broken-broken-broken", b"broken-broken-brokem");
    // The sign of encryption, in the file's own header and in the directory.
    let places = |archive: &[u8]| -> Vec<usize> {
        (0..archive.len() - 10).filter(|at| archive[*at..].starts_with(b"locked.jpg")).collect()
    };
    let [header, entry] = places(&archive)[..] else { panic!("two places") };
    archive[header - 30 + 6] |= 1;
    archive[entry - 46 + 8] |= 1;
    let import = studio.import(archive, Unpack::Flat).await;
    let expected = [
        ("large.jpg", Refused::TooLarge),
        ("more.zip", Refused::Nested),
        ("broken.jpg", Refused::Damaged),
        ("locked.jpg", Refused::Encrypted),
    ];
    assert_eq!(refusals(&import), expected);
    assert_eq!(studio.names().await, ["good.jpg"]);
}

#[tokio::test]
async fn a_path_that_is_there_twice_is_two_photographs() {
    let studio = Studio::start().await;
    let archive = zip(&[("aa.jpg", &picture(1)), ("ab.jpg", &picture(2)), ("c/aa.jpg", &picture(3))]);
    let import = studio.import(with(archive, b"ab.jpg", b"aa.jpg"), Unpack::Flat).await;
    assert_eq!(counts(&import), (ImportState::Done, 3, 0, 0), "{import:?}");
    assert_eq!(studio.names().await, ["aa.jpg"; 3]);
}

#[tokio::test]
async fn a_directory_that_boasts_takes_no_memory() {
    let studio = Studio::start().await;
    // The end of an archive with large numbers: a thousand million entries, or a directory of a thousand gigabytes.
    for (entries, size) in [(1_u64 << 30, 46_u64), (1, 1 << 40)] {
        let mut archive = b"PK\x03\x04".to_vec();
        let at = archive.len() as u64;
        archive.extend_from_slice(b"PK\x06\x06");
        archive.extend_from_slice(&44_u64.to_le_bytes());
        archive.extend_from_slice(&[0; 12]);
        for number in [entries, entries, size, 0] {
            archive.extend_from_slice(&number.to_le_bytes());
        }
        archive.extend_from_slice(b"PK\x06\x07\0\0\0\0");
        archive.extend_from_slice(&at.to_le_bytes());
        archive.extend_from_slice(b"\x01\0\0\0PK\x05\x06\0\0\0\0");
        archive.extend_from_slice(&[0xff; 12]);
        archive.extend_from_slice(&[0; 2]);
        let import = studio.import(archive, Unpack::Flat).await;
        assert_eq!((import.state, import.failure), (ImportState::Failed, Some(domain::ImportFailure::TooMany)));
    }
}

#[tokio::test]
async fn what_is_no_archive_or_half_of_one_fails() {
    let studio = Studio::start().await;
    let whole = zip(&[("a.jpg", &picture(1)), ("b.jpg", &picture(2))]);
    for bytes in [whole[..whole.len() / 2].to_vec(), vec![b'x'; 70_000], b"PK\x03\x04".to_vec()] {
        let import = studio.import(bytes, Unpack::Flat).await;
        assert_eq!(
            (import.state, import.failure),
            (ImportState::Failed, Some(domain::ImportFailure::Damaged)),
            "{import:?}"
        );
    }
    assert_eq!((studio.names().await.len(), studio.staged()), (0, 0));
}
