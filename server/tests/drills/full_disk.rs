//! A disk without room: said with 507, nothing half done, and all goes on by itself when there is room again.

use std::{
    fs::File,
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use futures::future::join_all;

use super::{
    picture::{Picture, comments},
    process::Running,
    sending::Sending,
    studio::Studio,
};

/// The disk, in bytes.
const SIZE: usize = 32 << 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_said_and_got_over() {
    let studio = Studio::start().await;
    let Some(disk) = Disk::mount(&studio.place.data) else {
        eprintln!("skipped: a small disk takes the rights of root");
        return;
    };
    let mut running = Running::start(&studio.place, &[]).await;
    let server = running.address;
    let mut first = Sending::whole("first.jpg", Picture::new(1, (300, 200), &comments(1000)));
    first.insist(&studio, server).await;
    studio.developed(1).await;

    // First there is no room for such a file; then there is, and none for its copy in the store.
    for (seed, room) in [(2, 3 << 20), (3, 7 << 20)] {
        disk.fill(room);
        let count = studio.rows().await.len();
        let large = || Picture::new(seed, (300, 200), &comments(5 << 20));
        let (mut whole, mut pieces) = (Sending::whole("a.jpg", large()), Sending::pieces("b.jpg", large()));
        for (sending, kept) in [(&mut whole, 0), (&mut pieces, 1)] {
            let answer = sending.send(&studio, server).await.expect("an answer");
            assert_eq!((answer.status, answer.header("content-type")), (507, Some("application/problem+json")));
            assert_eq!(answer.json()["code"], "storage_full");
            assert_eq!(studio.rows().await.len(), count, "nothing half done");
            assert_eq!(studio.staged(), kept, "what can be gone on with is kept, and nothing else");
        }
        disk.clear();
        pieces.insist(&studio, server).await;
        whole.insist(&studio, server).await;
        assert_eq!(whole.photo, pieces.photo, "the same bytes");
        assert!(studio.developed(count + 1).await.iter().all(|row| row.state == "ready"));
    }

    // Photographs come just before there is no room for their sizes.
    let mut waiting: Vec<_> =
        (10..13).map(|seed| Sending::whole("c.jpg", Picture::new(seed, (2400, 1600), &comments(4)))).collect();
    let length: u64 = waiting.iter().map(|sending| sending.picture.length).sum();
    disk.fill(2 * length as usize + 256 * 1024);
    join_all(waiting.iter_mut().map(|sending| sending.insist(&studio, server))).await;
    disk.fill(0);
    // Several times as long as it takes to try in vain as often as a photograph is tried.
    tokio::time::sleep(Duration::from_secs(25)).await;
    let rows = studio.rows().await;
    assert!(rows.iter().all(|row| row.state != "failed"), "{rows:?}");
    assert!(rows.iter().any(|row| row.state == "processing"), "{rows:?}");
    assert!(studio.jobs().await.iter().all(|(attempts, dead)| *attempts <= 1 && !dead));
    disk.clear();
    let began = Instant::now();
    let rows = studio.developed(6).await;
    assert!(rows.iter().all(|row| row.state == "ready"), "{rows:?}");
    assert!(began.elapsed() < Duration::from_secs(60), "{:?}", began.elapsed());
    assert!(running.ended().is_none(), "it is the same server");
    drop(running);
    studio.is_well(6).await;
}

/// A small disk. Dropped, it is gone.
struct Disk(PathBuf);

impl Disk {
    fn mount(at: &Path) -> Option<Self> {
        let mut command = Command::new("mount");
        command.args(["-t", "tmpfs", "-o", &format!("size={SIZE},mode=0755"), "tmpfs"]).arg(at);
        let mounted = command.output().is_ok_and(|output| output.status.success());
        mounted.then(|| Self(at.to_owned()))
    }

    /// Leaves `room` bytes.
    fn fill(&self, room: usize) {
        let mut file = File::options().create(true).append(true).open(self.filler()).expect("a file");
        let block = [0; 64 * 1024];
        loop {
            match file.write(&block) {
                Ok(written) if written > 0 => {}
                Err(error) if error.kind() == ErrorKind::StorageFull => break,
                other => panic!("{other:?}"),
            }
        }
        let length = file.metadata().expect("its length").len();
        file.set_len(length.saturating_sub(room as u64)).expect("shorter");
    }

    fn clear(&self) {
        std::fs::remove_file(self.filler()).expect("cleared");
    }

    fn filler(&self) -> PathBuf {
        self.0.join("filler")
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}
