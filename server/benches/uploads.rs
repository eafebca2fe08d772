//! Uploads to the program as a process of its own, by a sender on the same machine: how fast, how much memory, how soon they
//! are seen, and what the neighbours notice. `make bench` runs it and it writes its part of docs/benchmarks.md.

#[expect(dead_code, reason = "the tests use the rest of it")]
#[path = "../tests/support/mod.rs"]
mod support;

#[path = "../tests/drills/line.rs"]
mod line;
#[expect(dead_code, reason = "the drills use the rest of it")]
#[path = "../tests/drills/picture.rs"]
mod picture;
#[expect(dead_code, reason = "the drills use the rest of it")]
#[path = "../tests/drills/process.rs"]
mod process;
#[expect(dead_code, reason = "the drills use the rest of it")]
#[path = "../tests/drills/sending.rs"]
mod sending;
#[expect(dead_code, reason = "the drills use the rest of it")]
#[path = "../tests/drills/studio.rs"]
mod studio;

#[path = "../../crates/backend/benches/shared/page.rs"]
mod page;

use std::{
    env, fs,
    future::Future,
    path::PathBuf,
    pin::pin,
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use backend::sha256;
use bytes::Bytes;
use futures::{
    future::{Either, join_all, select},
    stream::{self, StreamExt},
};

use picture::{Picture, comments};
use process::Running;
use sending::Sending;
use studio::Studio;

/// Uploads at once.
const CROWDS: [usize; 3] = [1, 20, 200];
/// Photographs that wait when one of another studio comes.
const WAITING: usize = 200;
/// Uploads of the neighbour, with and without what is hostile.
const SMALL: usize = 200;

#[tokio::main(worker_threads = 2)]
async fn main() {
    let Some(photo) = setting("LUMORA_BENCH_PHOTO").and_then(|path| fs::read(path).ok()).map(Bytes::from) else {
        eprintln!("uploads: LUMORA_BENCH_PHOTO names no photograph; not measured");
        return;
    };
    let mut table =
        "| at once | MB | seconds | MB/s | memory grew by, MB | all to be seen after, s |\n|---|---|---|---|---|---|\n"
            .to_owned();
    for crowd in CROWDS {
        table += &uploads(&photo, crowd).await;
        eprintln!("{table}");
    }
    table += &format!("\n{}\n", visible(&photo).await);
    table += &format!("\n{}\n", neighbours().await);
    eprintln!("{table}");
    page::write("uploads", &table);
}

/// The photograph with a number in a comment: other bytes, the same picture.
fn numbered(photo: &Bytes) -> Picture {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let mut comment = vec![0xff, 0xfe, 0, 10];
    comment.extend(NEXT.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    let pieces = [photo.slice(..2), comment.into(), photo.slice(2..)];
    let length = pieces.iter().map(|piece| piece.len() as u64).sum();
    Picture { sha256: sha256(pieces.concat()), length, pieces }
}

/// A studio, and the server with a first photograph behind it.
async fn ready() -> (Studio, Running) {
    let studio = Studio::start().await;
    let running = Running::start(&studio.place, &[]).await;
    let first = Picture::new(100, (300, 200), &comments(1000));
    Sending::whole("first.jpg", first).insist(&studio, running.address).await;
    studio.developed(1).await;
    (studio, running)
}

/// A row of the table.
async fn uploads(photo: &Bytes, crowd: usize) -> String {
    let (studio, running) = ready().await;
    let mut sendings: Vec<_> =
        (0..crowd).map(|number| Sending::pieces(&format!("{number}.jpg"), numbered(photo))).collect();
    let bytes: u64 = sendings.iter().map(|sending| sending.picture.length).sum();
    let (before, began) = (running.memory("VmRSS:"), Instant::now());
    join_all(sendings.iter_mut().map(|sending| sending.insist(&studio, running.address))).await;
    let seconds = began.elapsed().as_secs_f64();
    studio.developed(crowd + 1).await;
    let seen = began.elapsed().as_secs_f64();
    let grown = running.memory("VmHWM:").saturating_sub(before) as f64 / 1e6;
    let megabytes = bytes as f64 / 1e6;
    format!("| {crowd} | {megabytes:.0} | {seconds:.1} | {:.0} | {grown:.0} | {seen:.1} |\n", megabytes / seconds)
}

/// From the end of an upload until its sizes are there, while many photographs of another studio wait.
async fn visible(photo: &Bytes) -> String {
    let (studio, running) = ready().await;
    let names = stream::iter(0..WAITING);
    let sent = names.for_each_concurrent(8, |number| {
        let (studio, address) = (&studio, running.address);
        async move { Sending::pieces(&format!("{number}.jpg"), numbered(photo)).insist(studio, address).await }
    });
    sent.await;
    let waiting = studio.rows().await.iter().filter(|row| row.state == "processing").count();
    let neighbour = studio.neighbour("Studio Ana").await;
    let mut times = Vec::new();
    for number in 0..5 {
        Sending::pieces(&format!("{number}.jpg"), numbered(photo)).insist(&neighbour, running.address).await;
        let began = Instant::now();
        neighbour.developed(number + 1).await;
        times.push(began.elapsed().as_secs_f64());
    }
    let still = studio.rows().await.iter().filter(|row| row.state == "processing").count();
    times.sort_by(f64::total_cmp);
    let slowest = times.last().copied().unwrap_or(f64::NAN);
    format!(
        "Five uploads of another studio, one after the other, while {waiting} to {still} photographs waited: to be seen {:.1} s \
         after the last byte in the median, {slowest:.1} s at the most.",
        times[times.len() / 2]
    )
}

/// What uploading takes next to one who sends nothing but hostile files.
async fn neighbours() -> String {
    let (studio, running) = ready().await;
    let hostile = hostile();
    assert!(!hostile.is_empty(), "LUMORA_TEST_DATA has the hostile files");
    let neighbour = studio.neighbour("Studio Ana").await;
    let alone = small(&neighbour, &running, 0).await;
    neighbour.developed(SMALL).await;
    let refused = AtomicU64::new(0);
    let attack = stream::iter(hostile.iter().cycle()).for_each_concurrent(2, |file| {
        let (studio, running, refused) = (&studio, &running, &refused);
        async move {
            let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let bytes = Bytes::from(fs::read(file).unwrap_or_default());
            let picture = Picture {
                sha256: sha256(&bytes),
                length: bytes.len() as u64,
                pieces: [bytes, Bytes::new(), Bytes::new()],
            };
            Sending::whole(&name, picture).send(studio, running.address).await;
            refused.fetch_add(1, Ordering::Relaxed);
            // No flood: what is asked is what one file does.
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    let beside = until(small(&neighbour, &running, SMALL), attack).await;
    let p95 = |times: &[f64]| times[times.len() * 95 / 100];
    format!(
        "{SMALL} small uploads, one after the other: p95 {:.0} ms alone, {:.0} ms while another studio sent {} hostile files.",
        p95(&alone),
        p95(&beside),
        refused.load(Ordering::Relaxed)
    )
}

/// `main`, and `beside` for as long as it takes.
async fn until<T>(main: impl Future<Output = T>, beside: impl Future<Output = ()>) -> T {
    match select(pin!(main), pin!(beside)).await {
        Either::Left((done, _)) => done,
        Either::Right(((), main)) => main.await,
    }
}

/// Milliseconds of each upload, from the fastest to the slowest.
async fn small(studio: &Studio, running: &Running, from: usize) -> Vec<f64> {
    let mut times = Vec::new();
    for number in from..from + SMALL {
        let picture = Picture::new(number as u64, (300, 200), &comments(1000));
        let mut sending = Sending::whole(&format!("{number}.jpg"), picture);
        let began = Instant::now();
        sending.insist(studio, running.address).await;
        times.push(began.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    times
}

fn hostile() -> Vec<PathBuf> {
    let folder = setting("LUMORA_TEST_DATA").unwrap_or_default().join("images/hostile");
    let mut files = Vec::new();
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.path().is_dir() { folders.push(entry.path()) } else { files.push(entry.path()) }
        }
    }
    files.sort();
    files
}

#[expect(clippy::disallowed_methods, reason = "a benchmark has no other configuration")]
fn setting(name: &str) -> Option<PathBuf> {
    env::var_os(name).map(PathBuf::from)
}
