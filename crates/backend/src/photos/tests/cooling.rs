//! Originals that nobody needs, on their way to the cold shelf and back, also when somebody is killed in between.

use domain::FileName;

use super::*;
use crate::{
    Backend,
    jobs::Job,
    photos::{Arrival, Arrived, CoolOriginals},
};

const MONTH: TimeDelta = TimeDelta::days(30);

/// A studio with one photograph that is ready.
struct Kept {
    backend: TestBackend,
    mirna: Viewer,
    gallery: GalleryId,
    photo: PhotoId,
    keys: PhotoKeys,
}

impl Kept {
    async fn start() -> Self {
        let backend = TestBackend::start().await;
        let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
        let gallery = backend.gallery(&mirna, "Ana & Luka").await;
        let photo = upload(&backend, &mirna, gallery, "a.jpg", &picture(1)).await.expect("stored").photo;
        backend.run_jobs().await;
        let keys = keys_of(&backend, &mirna, photo).await;
        Self { backend, mirna, gallery, photo, keys }
    }

    /// What is moved when a month has passed.
    async fn cool(&self) -> u64 {
        self.backend.clock.advance(MONTH);
        self.backend.photos().cool(self.backend.clock.now() - MONTH).await.expect("cooled")
    }

    /// The shelves the original is on.
    async fn shelves(&self) -> Vec<Shelf> {
        let mut shelves = Vec::new();
        for shelf in [Shelf::Warm, Shelf::Cold] {
            if self.backend.files.size(&self.keys.original_on(shelf)).await.expect("an answer").is_some() {
                shelves.push(shelf);
            }
        }
        shelves
    }

    async fn sweep(&self) {
        self.backend.photos().sweep_store(self.backend.clock.now()).await.expect("swept");
    }

    async fn troubles(&self) -> Vec<(Trouble, String)> {
        verify(&self.backend, None).await.1
    }

    /// Has the sizes made anew.
    async fn need(&self) {
        self.set("state = 'failed', failure = 'damaged'").await;
        self.backend.photos().retry(&self.mirna, self.gallery, self.photo).await.expect("tried again");
        self.backend.run_jobs().await;
        let photos = self.backend.photos().list(&self.mirna, self.gallery, false, None).await.expect("listed").photos;
        assert_eq!(photos[0].state, PhotoState::Ready);
    }

    async fn set(&self, what: &str) {
        let mut owner = connect_as(&self.backend.database_url, "NONE").await;
        let set = sqlx::AssertSqlSafe(format!("UPDATE photos SET {what}"));
        sqlx::query(set).execute(&mut owner).await.expect("set");
    }

    /// The first so many steps of a move by hand, as one does them who is killed then.
    async fn begin_move(&self, to: Shelf, steps: usize) {
        let (from, target) = (self.keys.original_on(to.other()), self.keys.original_on(to));
        assert!(self.backend.files.copy(&from, &target).await.expect("copied"));
        if steps > 1 {
            let mut tx = self.backend.db.studio(self.keys.studio()).await.expect("a transaction");
            queries::set_shelf(&mut tx, &self.keys, to, self.backend.clock.now()).await.expect("said");
            tx.commit().await.expect("committed");
        }
    }
}

#[tokio::test]
async fn what_nobody_needs_gets_cold_and_comes_back_when_it_is_needed() {
    let kept = Kept::start().await;
    let now = kept.backend.clock.now();
    assert_eq!(kept.backend.photos().cool(now - MONTH).await.expect("looked"), 0, "it has just come");
    assert_eq!((kept.cool().await, kept.shelves().await), (1, vec![Shelf::Cold]));
    assert_eq!(kept.troubles().await, vec![], "it is read where it is");
    assert_eq!((kept.cool().await, kept.shelves().await), (0, vec![Shelf::Cold]), "once is enough");
    kept.sweep().await;
    assert_eq!(objects(&kept.backend), 6);

    kept.need().await;
    assert_eq!((kept.shelves().await, kept.troubles().await), (vec![Shelf::Warm], vec![]));
    let now = kept.backend.clock.now();
    assert_eq!(kept.backend.photos().cool(now - MONTH).await.expect("looked"), 0, "it has just been needed");
    assert_eq!((kept.cool().await, kept.shelves().await), (1, vec![Shelf::Cold]));
}

#[tokio::test]
async fn the_clock_cools_after_as_long_as_was_set_or_never() {
    let kept = Kept::start().await;
    kept.backend.clock.advance(TimeDelta::days(10));
    for (cold_after, shelf) in
        [(None, Shelf::Warm), (Some(MONTH), Shelf::Warm), (Some(TimeDelta::days(7)), Shelf::Cold)]
    {
        let backend = Backend { cold_after, ..(*kept.backend).clone() };
        CoolOriginals {}.run(&backend).await.expect("done");
        assert_eq!(kept.shelves().await, [shelf], "{cold_after:?}");
    }
}

#[tokio::test]
async fn who_is_killed_between_two_steps_loses_nothing() {
    let kept = Kept::start().await;
    kept.backend.clock.advance(MONTH);
    for to in [Shelf::Cold, Shelf::Warm] {
        for steps in [1, 2] {
            kept.begin_move(to, steps).await;
            assert_eq!(kept.shelves().await.len(), 2);
            let_time_pass(&kept.backend, TimeDelta::hours(2));
            // The row names the one that stays.
            let (stays, left) = if steps == 1 { (to.other(), to) } else { (to, to.other()) };
            let told = vec![(Trouble::Orphaned, kept.keys.original_on(left).to_string())];
            assert_eq!(kept.troubles().await, told, "to {to:?}, after {steps}");
            kept.sweep().await;
            assert_eq!(
                (kept.shelves().await, kept.troubles().await),
                (vec![stays], vec![]),
                "to {to:?}, after {steps}"
            );
            // Or the move is made again before any sweep.
            if steps == 1 {
                kept.begin_move(to, 1).await;
                let before = kept.backend.clock.now();
                match to {
                    Shelf::Cold => assert_eq!(kept.backend.photos().cool(before).await.expect("cooled"), 1),
                    Shelf::Warm => kept.backend.photos().bring_back(&kept.keys).await.expect("brought back"),
                }
                assert_eq!((kept.shelves().await, kept.troubles().await), (vec![to], vec![]), "to {to:?}, again");
                // And back to where this round began.
                kept.begin_move(to.other(), 2).await;
                let left = kept.keys.original_on(to);
                assert!(kept.backend.photos().let_go(&kept.keys, &left).await.expect("deleted"));
            }
        }
    }
    let original = kept.backend.files.read(&kept.keys.original()).await.expect("read").expect("there");
    assert_eq!(original, picture(1));
}

#[tokio::test]
async fn a_sweep_waits_for_a_move_and_takes_what_it_leaves() {
    let kept = Kept::start().await;
    let mut tx = kept.backend.db.studio(kept.keys.studio()).await.expect("a transaction");
    queries::hold_original(&mut tx, &kept.keys).await.expect("an answer").expect("held");
    kept.begin_move(Shelf::Cold, 1).await;
    let_time_pass(&kept.backend, TimeDelta::hours(2));
    // It finds a copy that is nobody's yet.
    let (backend, now) = ((*kept.backend).clone(), kept.backend.clock.now());
    let sweeping = tokio::spawn(async move { backend.photos().sweep_store(now).await });
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert_eq!(kept.shelves().await, [Shelf::Warm, Shelf::Cold]);
    queries::set_shelf(&mut tx, &kept.keys, Shelf::Cold, now).await.expect("said");
    tx.commit().await.expect("committed");
    sweeping.await.expect("no panic").expect("swept");
    assert!(kept.shelves().await.contains(&Shelf::Cold));
    kept.sweep().await;
    assert_eq!((kept.shelves().await, kept.troubles().await), (vec![Shelf::Cold], vec![]));
}

#[tokio::test]
async fn the_last_copy_stays_whatever_the_row_says() {
    let kept = Kept::start().await;
    kept.set("cold_since = '2026-09-12T09:00Z'").await;
    let_time_pass(&kept.backend, TimeDelta::hours(2));
    kept.sweep().await;
    assert_eq!((kept.shelves().await, kept.troubles().await), (vec![Shelf::Warm], vec![]));
    // One that is not what the row says is no copy.
    kept.backend.files.put(&kept.keys.original_on(Shelf::Cold), Bytes::from_static(b"short")).await.expect("stored");
    kept.sweep().await;
    assert_eq!(kept.shelves().await, [Shelf::Warm, Shelf::Cold]);
    kept.need().await;
    assert_eq!((kept.shelves().await, kept.troubles().await), (vec![Shelf::Warm], vec![]));
}

#[tokio::test]
async fn tables_from_before_a_move_find_their_originals() {
    let kept = Kept::start().await;
    assert_eq!(kept.cool().await, 1);
    kept.set("cold_since = NULL").await;
    kept.sweep().await;
    assert_eq!((kept.shelves().await, kept.troubles().await), (vec![Shelf::Cold], vec![]));
    kept.need().await;
}

#[tokio::test]
async fn what_is_missing_or_damaged_is_not_moved_and_holds_up_nothing() {
    let kept = Kept::start().await;
    let other = upload(&kept.backend, &kept.mirna, kept.gallery, "b.jpg", &picture(2)).await.expect("stored").photo;
    kept.backend.run_jobs().await;
    let other = keys_of(&kept.backend, &kept.mirna, other).await;
    kept.backend.files.put(&kept.keys.original(), Bytes::from_static(b"short")).await.expect("damaged");
    assert_eq!((kept.cool().await, kept.shelves().await), (1, vec![Shelf::Warm]));
    assert!(kept.backend.files.size(&other.original_on(Shelf::Cold)).await.expect("an answer").is_some());
    kept.backend.files.delete(&kept.keys.original()).await.expect("lost");
    assert_eq!((kept.cool().await, kept.shelves().await), (0, vec![]));
    let now = kept.backend.clock.now();
    let mut tx = kept.backend.db.system().await.expect("a transaction");
    let due = queries::to_cool(&mut tx, now - TimeDelta::days(1), 1).await.expect("an answer");
    assert!(due.is_empty(), "it is not the first in line in the next hour");
}

#[tokio::test]
async fn the_same_bytes_find_a_cold_original_and_heal_a_lost_one() {
    let kept = Kept::start().await;
    kept.cool().await;
    let again = Stored { photo: kept.photo, outcome: Outcome::AlreadyHere };
    let send = async || upload(&kept.backend, &kept.mirna, kept.gallery, "a.jpg", &picture(1)).await.expect("stored");
    assert_eq!((send().await, kept.shelves().await), (again, vec![Shelf::Cold]));

    kept.backend.files.delete(&kept.keys.original_on(Shelf::Cold)).await.expect("lost");
    assert_eq!((send().await, kept.shelves().await), (again, vec![Shelf::Cold]));
    kept.backend.run_jobs().await;
    assert_eq!((kept.shelves().await, kept.troubles().await), (vec![Shelf::Warm], vec![]));
}

#[tokio::test]
async fn another_file_in_its_place_begins_warm() {
    let kept = Kept::start().await;
    kept.cool().await;
    let mut incoming = kept.backend.photos().receive().await.expect("room");
    incoming.write(picture(2).into()).await.expect("written");
    let staged = incoming.finish().await.expect("here");
    let arrival = Arrival {
        name: FileName::tame("b.jpg"),
        path: staged.0.clone(),
        arrived: Arrived::look(&staged.0).await.expect("a picture"),
        storage_key: "0e".into(),
        upload: None,
        replaces: Some(kept.photo),
        set: None,
    };
    kept.backend.photos().take_in(&kept.mirna, kept.gallery, &arrival).await.expect("stored");
    kept.backend.run_jobs().await;
    assert_eq!((kept.shelves().await, kept.troubles().await), (vec![], vec![]), "the former is gone from both shelves");
    let now = kept.backend.clock.now();
    assert_eq!(kept.backend.photos().cool(now - MONTH).await.expect("looked"), 0, "it has just come");
    assert_eq!(kept.cool().await, 1);
}

#[tokio::test]
async fn a_cold_photograph_goes_for_good_and_one_in_the_trash_stays_where_it_is() {
    let kept = Kept::start().await;
    kept.cool().await;
    let warm = upload(&kept.backend, &kept.mirna, kept.gallery, "b.jpg", &picture(2)).await.expect("stored").photo;
    kept.backend.run_jobs().await;
    kept.backend.photos().trash(&kept.mirna, kept.gallery, &[kept.photo, warm]).await.expect("trashed");
    assert_eq!(kept.cool().await, 0);
    kept.backend.photos().sweep(kept.backend.clock.now()).await.expect("swept");
    kept.backend.run_jobs().await;
    assert_eq!(objects(&kept.backend), 0);
}

#[tokio::test]
async fn studios_take_turns_in_getting_cold() {
    let backend = TestBackend::start().await;
    let (mirna, petra) =
        (backend.studio("Atelier Mirna", Role::Editor).await, backend.studio("Petra", Role::Editor).await);
    let wedding = backend.gallery(&mirna, "Ana & Luka").await;
    for number in 0..5 {
        backend.photo(&mirna, wedding, &format!("{number}.jpg")).await;
    }
    backend.clock.advance(TimeDelta::days(1));
    let portrait = backend.gallery(&petra, "Iva").await;
    backend.photo(&petra, portrait, "a.jpg").await;
    let mut tx = backend.db.system().await.expect("a transaction");
    let due = queries::to_cool(&mut tx, backend.clock.now(), 3).await.expect("an answer");
    let of_petra = due.iter().filter(|keys| keys.studio() == studio_of(&petra)).count();
    assert_eq!((due.len(), of_petra), (3, 1), "one photograph does not wait for five that are older");
}
