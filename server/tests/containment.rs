//! Photographs developed in processes of this very program: what hostile files cost, and whom.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use backend::{
    demo::pictures::{Scene, draw},
    media::{Darkroom, Refused},
    testing::TestBackend,
};
use bytes::Bytes;
use domain::{PhotoState, Role};
use nix::sys::resource::{UsageWho, getrusage};
use tokio::sync::Mutex;

const PROGRAM: &str = env!("CARGO_BIN_EXE_lumora");

/// Held by each test: they look at the processes that this one started.
static ALONE: Mutex<()> = Mutex::const_new(());

/// The folder of test pictures, or a word that the test is skipped.
#[expect(clippy::disallowed_methods, reason = "tests have no configuration")]
fn images() -> Option<PathBuf> {
    let data = std::env::var_os("LUMORA_TEST_DATA").map(|data| PathBuf::from(data).join("images"));
    if data.is_none() {
        eprintln!("skipped: LUMORA_TEST_DATA is not set");
    }
    data
}

fn files_under(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of test data") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { files.extend(files_under(&path)) } else { files.push(path) }
    }
    files
}

/// The most memory that any process took that this one waited for, in MB.
fn largest_child() -> i64 {
    getrusage(UsageWho::RUSAGE_CHILDREN).expect("a figure").max_rss() / 1000
}

#[tokio::test]
async fn hostile_files_are_refused_or_developed_within_300_mb() {
    let _alone = ALONE.lock().await;
    let Some(images) = images() else { return };
    let darkroom = Darkroom::with_children(PROGRAM);
    for path in files_under(&images.join("hostile")) {
        let outcome = darkroom.develop(fs::read(&path).expect("a file").into(), "Atelier Mirna").await;
        assert!(!matches!(outcome, Err(Refused::Failed { .. })), "{}: {outcome:?}", path.display());
        assert!(largest_child() < 300, "{} took {} MB", path.display(), largest_child());
    }
}

#[tokio::test]
async fn sound_files_stay_within_their_estimates() {
    let _alone = ALONE.lock().await;
    let Some(images) = images() else { return };
    let darkroom = Darkroom::with_children(PROGRAM);
    let mut tried = 0;
    for folder in ["photos", "conformance"] {
        for path in files_under(&images.join(folder)) {
            let bytes = fs::read(&path).expect("a file");
            if bytes.len() > 900_000 {
                let outcome = darkroom.develop(bytes.into(), "Atelier Mirna").await;
                assert!(!matches!(outcome, Err(Refused::Exhausted { .. })), "{}: {outcome:?}", path.display());
                tried += 1;
            }
        }
    }
    assert!(tried > 5);
}

#[tokio::test]
async fn one_that_is_killed_costs_one_photograph() {
    let _alone = ALONE.lock().await;
    let darkroom = Darkroom::with_children(PROGRAM);
    let picture = |seed| Bytes::from(draw(Scene::Forest, seed, 2400, 1600, "2026:05:16 10:00:00"));
    let (one, other) = (picture(1), picture(2));
    let (one, other, ()) = tokio::join!(darkroom.develop(one, ""), darkroom.develop(other, ""), async {
        let children = loop {
            let children = children();
            if children.len() == 2 {
                break children;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        };
        assert!(Command::new("kill").args(["-KILL", &children[0]]).status().expect("kill").success());
    });
    let lost = [&one, &other].into_iter().filter(|outcome| matches!(outcome, Err(Refused::Failed { .. }))).count();
    assert_eq!((lost, one.is_ok() || other.is_ok()), (1, true));
}

/// The processes that this one started and that develop.
fn children() -> Vec<String> {
    let tasks = fs::read_dir("/proc/self/task").expect("our threads").flatten();
    let lines = tasks.filter_map(|task| fs::read_to_string(task.path().join("children")).ok());
    let all: Vec<String> =
        lines.flat_map(|line| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect();
    let develops =
        |pid: &String| fs::read(format!("/proc/{pid}/cmdline")).is_ok_and(|line| line.ends_with(b"develop-child\0"));
    all.into_iter().filter(develops).collect()
}

#[tokio::test]
async fn what_one_studio_uploads_harms_no_other() {
    let _alone = ALONE.lock().await;
    let mut backend = TestBackend::start().await;
    backend.develop_in(Darkroom::with_children(PROGRAM));
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let petra = backend.studio("Studio Petra", Role::Editor).await;
    let whole = draw(Scene::Sea, 3, 600, 400, "2026:05:16 10:00:00");
    let mut galleries = Vec::new();
    for (viewer, bytes) in [(&mirna, &whole[..whole.len() / 2]), (&petra, &whole)] {
        let gallery = backend.gallery(viewer, "Ana & Luka").await;
        let mut incoming = backend.photos().receive().await.expect("room");
        incoming.write(Bytes::copy_from_slice(bytes)).await.expect("written");
        backend.photos().store(viewer, gallery, "a.jpg", incoming).await.expect("stored");
        galleries.push(gallery);
    }
    backend.run_jobs().await;
    for (viewer, gallery, state) in
        [(&mirna, galleries[0], PhotoState::Failed), (&petra, galleries[1], PhotoState::Ready)]
    {
        let photos = backend.photos().list(viewer, gallery, false, None).await.expect("listed").photos;
        assert_eq!(photos[0].state, state);
    }
}
