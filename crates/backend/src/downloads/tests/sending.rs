//! The bytes: all of them, parts of them, and none that are not as planned.

use std::process::Command;

use object_store::memory::InMemory;

use super::*;

#[tokio::test]
async fn what_comes_is_a_whole_archive_however_it_is_fetched() {
    let w = wedding(3).await;
    let planned = w.planned(DownloadWhat::All, DownloadSize::High).await;
    let whole = w.fetch(&planned, None).await;
    assert_eq!((planned.parts.len(), whole.len() as u64), (1, planned.parts[0].bytes));
    assert_eq!(w.outcomes().await, [Outcome::Finished]);
    for (at, photo) in w.photos.iter().enumerate() {
        let key = w.keys(*photo).await.rendition(RenditionKind::Full);
        let bytes = w.backend.files.read(&key).await.expect("read").expect("there");
        assert!(whole.windows(bytes.len()).any(|window| window == &bytes[..]), "photograph {at} is in it as it is");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.zip");
    std::fs::write(&path, &whole).expect("written");
    if let Ok(told) = Command::new("python3").args(["-m", "zipfile", "-t"]).arg(&path).output() {
        let told = String::from_utf8_lossy(&told.stdout).into_owned();
        assert!(told.contains("Done testing") && !told.contains("corrupt"), "{told}");
        let listed = Command::new("python3").args(["-m", "zipfile", "-l"]).arg(&path).output().expect("python3");
        let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
        assert!(
            ["DSC_1.jpg ", "DSC_1 (2).jpg ", "DSC_1 (3).jpg "].iter().all(|name| listed.contains(name)),
            "{listed}"
        );
    }
    // Another plan of the same, in two requests, nothing known beforehand: as it is with photographs of before.
    let mut tx = w.backend.db.system().await.expect("a transaction");
    sqlx::query("DELETE FROM photo_files").execute(&mut *tx).await.expect("forgotten");
    tx.commit().await.expect("committed");
    let again = w.planned(DownloadWhat::All, DownloadSize::High).await;
    for cut in [1, 30, 700, whole.len() as u64 / 2, whole.len() as u64 - 30, whole.len() as u64 - 1] {
        let second = w.fetch(&again, Some(GetRange::Offset(cut))).await;
        let first = w.fetch(&again, Some(GetRange::Bounded(0..cut))).await;
        assert!([first, second].concat() == whole, "cut at {cut}");
    }
    assert!(w.fetch(&again, Some(GetRange::Suffix(22))).await.starts_with(b"PK\x05\x06"));
}

#[tokio::test]
async fn one_photograph_is_a_file_by_its_name() {
    let w = wedding(1).await;
    let planned = w.planned(DownloadWhat::Photo { photo: w.photos[0] }, DownloadSize::Web).await;
    let sent = w.backend.downloads().serve(&w.guest, &planned.secret, 1, Wanted::default()).await.expect("sent");
    assert_eq!((&*sent.name, sent.media_type), ("DSC_1.jpg", "image/jpeg"));
    let key = w.keys(w.photos[0]).await.rendition(RenditionKind::Preview);
    let bytes = w.backend.files.read(&key).await.expect("read").expect("there");
    assert!(w.fetch(&planned, None).await == bytes);
    assert!(w.fetch(&planned, Some(GetRange::Offset(100))).await == bytes[100..]);
}

#[tokio::test]
async fn what_is_not_as_planned_breaks_off() {
    let w = wedding(3).await;
    let key = w.keys(w.photos[1]).await.rendition(RenditionKind::Preview);
    let there = w.backend.files.read(&key).await.expect("read").expect("there");
    let mut other = there.to_vec();
    other[there.len() / 2] ^= 1;
    for now in [None, Some(there.slice(1..)), Some(other.into())] {
        let planned = w.planned(DownloadWhat::All, DownloadSize::Web).await;
        match now {
            None => w.backend.files.delete(&key).await.expect("deleted"),
            Some(bytes) => w.backend.files.put(&key, bytes).await.expect("put"),
        }
        assert!(fetch(&w.backend, &w.guest, &planned, None).await.is_err());
        assert_eq!(w.outcomes().await[0], Outcome::Broken);
        w.backend.files.put(&key, there.clone()).await.expect("put back");
        assert_eq!(w.fetch(&planned, None).await.len() as u64, planned.parts[0].bytes, "and goes on when it is mended");
        assert_eq!(w.outcomes().await[0], Outcome::Finished);
        w.backend.clock.advance(TimeDelta::seconds(1));
    }
}

#[tokio::test]
async fn originals_tell_no_place_unless_the_studio_says_so() {
    let Some(images) = crate::media::testing::images() else { return };
    let w = wedding(1).await;
    let original = std::fs::read(images.join("photos/metadata-extractor/HTC_Desire.jpg")).expect("a file");
    let photo = upload(&w.backend, &w.mirna, w.gallery, "htc.jpg", &original).await;
    w.backend.run_jobs().await;
    w.allow(FREE).await;
    let planned = w.planned(DownloadWhat::Photo { photo }, DownloadSize::Original).await;
    let hushed = w.fetch(&planned, None).await;
    assert_eq!(hushed.len(), original.len());
    let parts = [
        w.fetch(&planned, Some(GetRange::Bounded(0..900))).await,
        w.fetch(&planned, Some(GetRange::Offset(900))).await,
    ];
    assert!(parts.concat() == hushed);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.jpg");
    std::fs::write(&path, &hushed).expect("written");
    match Command::new("exiftool").args(["-gps:all", "-gpsposition", "-serialnumber"]).arg(&path).output() {
        Ok(told) => assert_eq!(String::from_utf8_lossy(&told.stdout), ""),
        Err(_) => eprintln!("skipped: exiftool is not installed"),
    }
    w.allow(DownloadPolicy { place: true, ..FREE }).await;
    let told = w.planned(DownloadWhat::Photo { photo }, DownloadSize::Original).await;
    assert!(w.fetch(&told, None).await == original, "byte for byte");
    assert!(w.fetch(&planned, None).await == hushed, "what was planned before is sent as it was planned");
    w.allow(FREE).await;
    assert!(matches!(w.refused(&w.guest, &told).await, Error::Refused(Refusal::NotFound)), "and not afterwards");
    let archive = w.planned(DownloadWhat::All, DownloadSize::Original).await;
    assert!(w.fetch(&archive, None).await.windows(hushed.len()).any(|window| window == hushed));
}

/// The most memory this process ever had, in bytes.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux tells");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a line");
    line.trim().trim_end_matches(" kB").trim().parse::<u64>().expect("a number") * 1024
}

#[tokio::test]
async fn two_gigabytes_take_no_more_memory_than_a_photograph() {
    const PHOTOS: usize = 40;
    const BYTES: usize = 50 * 1024 * 1024;
    let w = wedding(0).await;
    let mut backend = (*w.backend).clone();
    backend.files = Files::over(InMemory::new());
    // All are the same bytes, once in memory.
    let bytes = Bytes::from((0..BYTES).map(|at| (at % 251) as u8).collect::<Vec<_>>());
    for at in 0..PHOTOS {
        let photo = w.backend.photo(&w.mirna, w.gallery, &format!("{at}.jpg")).await;
        let key = w.keys(photo).await.rendition(RenditionKind::Full);
        backend.files.put(&key, bytes.clone()).await.expect("stored");
    }
    let planned = backend.downloads().plan(&w.mirna, &w.token, &DownloadWhat::All, DownloadSize::High).await;
    let planned = planned.expect("planned");
    assert!(planned.parts[0].bytes > 2_000_000_000);
    let before = peak();
    let sent = backend.downloads().serve(&w.mirna, &planned.secret, 1, Wanted::default()).await.expect("sent");
    let Content::Whole(object) = sent.content else { panic!("the whole") };
    let came = object.stream.try_fold(0, async |came, piece| Ok(came + piece.len() as u64)).await.expect("all of it");
    assert_eq!(came, planned.parts[0].bytes);
    let grown = peak() - before;
    assert!(grown < 160 * 1024 * 1024, "{grown} bytes more");
}
