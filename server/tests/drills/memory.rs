//! Twenty of the largest files at once: they go to the disk, not into memory.

use domain::MAX_PHOTO_BYTES;
use futures::future::join_all;

use super::{
    picture::{Picture, comments},
    process::Running,
    sending::Sending,
    studio::Studio,
};

/// The most that the server may grow by, in bytes.
const GROWTH: u64 = 300_000_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_of_fifty_megabytes_take_little_memory() {
    let studio = Studio::start().await;
    let running = Running::start(&studio.place, &[]).await;
    let small = Picture::new(100, (300, 200), &comments(1000));
    Sending::whole("first.jpg", small).insist(&studio, running.address).await;
    studio.developed(1).await;
    let before = running.memory("VmRSS:");

    // One that is as large as may be; the others end a little sooner.
    let length = (0..20).map(|seed| Picture::new(seed, (300, 200), &comments(0)).length).max().unwrap_or_default();
    let comments = comments((MAX_PHOTO_BYTES - length) as usize);
    let mut sendings: Vec<_> = (0..20)
        .map(|seed| {
            let new = if seed % 2 == 0 { Sending::whole } else { Sending::pieces };
            new(&format!("{seed}.jpg"), Picture::new(seed, (300, 200), &comments))
        })
        .collect();
    let answers = join_all(sendings.iter_mut().map(|sending| sending.send(&studio, running.address))).await;
    let uploaded = running.memory("VmHWM:").saturating_sub(before);
    assert!(sendings.iter().all(|sending| sending.photo.is_some()), "{answers:?}");
    studio.developed(21).await;
    let developed = running.memory("VmHWM:").saturating_sub(before);
    let megabytes = |bytes: u64| bytes / 1_000_000;
    let (uploaded, developed) = (megabytes(uploaded), megabytes(developed));
    eprintln!("{} MB before; {uploaded} MB more for uploads, {developed} MB with developing", megabytes(before));
    assert!(developed < megabytes(GROWTH), "{developed} MB more");
    drop(running);
    studio.is_well(21).await;
}
