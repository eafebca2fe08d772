//! Hearts: whose they are, what they may lie on, and many at once.

use std::sync::Arc;

use domain::{GalleryId, PhotoId, Refusal, Role, Viewer, live::GalleryEvent, problem::Problem};

use crate::{
    error::{Error, Result},
    hex,
    limits::VISITORS_PER_GALLERY,
    sha256,
    testing::{Delivered, TestBackend},
};

const ANA: &str = "ana-ana-ana-ana-1";
const LUKA: &str = "luka_luka_luka_2";

/// A published gallery of Mirna's with photographs `a`, `b`, `c`, and a visitor who gave the code.
struct Wedding {
    backend: TestBackend,
    mirna: Viewer,
    gallery: GalleryId,
    token: String,
    photos: Vec<PhotoId>,
    guest: Viewer,
}

async fn wedding() -> Wedding {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let Delivered { gallery, token, photos, guest } = backend.delivered(&mirna, &["a", "b", "c"]).await;
    Wedding { backend, mirna, gallery, token, photos, guest }
}

impl Wedding {
    async fn set(&self, viewer: &Viewer, key: &str, photo: PhotoId, on: bool) -> Result<Vec<PhotoId>> {
        self.backend.favorites().set(viewer, &self.token, key, photo, on).await
    }

    async fn list(&self, key: &str) -> Vec<PhotoId> {
        self.backend.favorites().list(&self.guest, &self.token, key).await.expect("hearts")
    }

    /// How many visitors, hearts and messages there are.
    async fn counts(&self) -> (i64, i64, i64) {
        let mut tx = self.backend.db.system().await.expect("a transaction");
        sqlx::query_as(
            "SELECT (SELECT count(*) FROM visitors), (SELECT count(*) FROM favorites),
                    (SELECT count(*) FROM gallery_changes)",
        )
        .fetch_one(&mut *tx)
        .await
        .expect("counted")
    }
}

#[tokio::test]
async fn a_heart_is_set_once_and_the_answer_is_the_whole_list() {
    let w = wedding().await;
    let [a, b, _] = w.photos[..] else { panic!("three photographs") };
    assert_eq!(w.list(ANA).await, []);
    assert_eq!(w.set(&w.guest, ANA, b, true).await.expect("a heart"), [b]);
    w.backend.clock.advance(chrono::TimeDelta::seconds(1));
    assert_eq!(w.set(&w.guest, ANA, a, true).await.expect("a heart"), [b, a]);
    let before = w.counts().await;
    assert_eq!(w.set(&w.guest, ANA, a, true).await.expect("again"), [b, a]);
    assert_eq!(w.set(&w.guest, LUKA, a, false).await.expect("never was"), []);
    assert_eq!(w.counts().await, before, "nothing changed: no visitor, no heart, no message");
    assert_eq!(w.set(&w.guest, ANA, b, false).await.expect("taken away"), [a]);
    assert_eq!(w.set(&w.guest, ANA, b, false).await.expect("again"), [a]);
    assert_eq!(w.set(&w.guest, LUKA, b, true).await.expect("another browser"), [b]);
    assert_eq!((w.list(ANA).await, w.list(LUKA).await), (vec![a], vec![b]));

    let missed = w.backend.live().changes(&w.mirna, w.gallery, 1).await.expect("messages");
    assert_eq!(missed.changes.len(), 4);
    assert!(missed.changes.iter().all(|change| change.event == GalleryEvent::HeartsChanged));
    let choices = w.backend.choices().chosen(&w.mirna, w.gallery).await.expect("choices");
    let chosen: Vec<_> =
        choices.iter().map(|c| (c.number, c.photos.iter().map(|p| p.id).collect::<Vec<_>>())).collect();
    assert_eq!(chosen, [(1, vec![a]), (2, vec![b])]);
}

#[tokio::test]
async fn keys_have_one_form_and_are_kept_as_hashes_only() {
    let w = wedding().await;
    for bad in ["", "short", "fifteen-chars-x", &"x".repeat(65), "ana ana ana ana ana", "'; DROP TABLE photos"] {
        for answer in
            [w.set(&w.guest, bad, w.photos[0], true).await, w.backend.favorites().list(&w.guest, &w.token, bad).await]
        {
            let Err(Error::Invalid(problems)) = answer else { panic!("{bad} was taken") };
            assert_eq!((problems[0].field.as_str(), problems[0].problem), ("key", Problem::NotASessionKey));
        }
    }
    w.set(&w.guest, ANA, w.photos[0], true).await.expect("a heart");
    let mut tx = w.backend.db.system().await.expect("a transaction");
    let rows: String =
        sqlx::query_scalar("SELECT string_agg(v::text, '') FROM visitors v").fetch_one(&mut *tx).await.expect("read");
    assert!(rows.contains(&hex(&sha256(ANA))) && !rows.contains(&hex(ANA.as_bytes())) && !rows.contains(ANA), "{rows}");
}

#[tokio::test]
async fn hearts_lie_only_on_what_can_be_seen_here() {
    let w = wedding().await;
    let elsewhere = w.backend.gallery(&w.mirna, "Eva").await;
    let foreign = w.backend.photo(&w.mirna, elsewhere, "x").await;
    w.set(&w.guest, ANA, w.photos[1], true).await.expect("a heart");
    let mut tx = w.backend.db.system().await.expect("a transaction");
    sqlx::query("UPDATE photos SET trashed_at = created_at WHERE id = $1")
        .bind(w.photos[1].0)
        .execute(&mut *tx)
        .await
        .expect("trashed");
    sqlx::query("UPDATE photos SET state = 'processing' WHERE id = $1")
        .bind(w.photos[2].0)
        .execute(&mut *tx)
        .await
        .expect("not ready");
    tx.commit().await.expect("committed");
    assert_eq!(w.list(ANA).await, [], "the heart on what is in the trash is not told");
    let before = w.counts().await;
    for (photo, on) in [(foreign, true), (w.photos[1], true), (w.photos[2], true), (w.photos[1], false)] {
        let refused = w.set(&w.guest, ANA, photo, on).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NotFound))), "{refused:?}");
    }
    assert_eq!(w.counts().await, before);
    assert!(w.backend.choices().chosen(&w.mirna, w.gallery).await.expect("choices").is_empty());
    let detail = w.backend.galleries().get(&w.mirna, w.gallery).await.expect("a gallery");
    assert_eq!((detail.hearts, detail.visitors), (0, 1));
}

#[tokio::test]
async fn nobody_leaves_a_heart_at_a_closed_door() {
    let w = wedding().await;
    let petra = w.backend.studio("Studio Petra", Role::Owner).await;
    let galleries = w.backend.galleries();
    w.set(&w.mirna, ANA, w.photos[0], true).await.expect("a member may while clients may");
    let before = w.counts().await;
    for stranger in [&w.backend.visitor(), &petra] {
        let refused = w.set(stranger, LUKA, w.photos[0], true).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::Locked))), "{refused:?}");
    }
    galleries.unpublish(&w.mirna, w.gallery).await.expect("taken back");
    let changed = w.counts().await.2;
    for viewer in [&w.mirna, &w.guest, &petra] {
        let refused = w.set(viewer, LUKA, w.photos[0], true).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NotPublished))), "{refused:?}");
    }
    assert_eq!(w.backend.favorites().list(&w.mirna, &w.token, ANA).await.expect("a preview"), [w.photos[0]]);
    assert_eq!(w.counts().await, (before.0, before.1, changed));
}

#[tokio::test]
async fn a_gallery_takes_only_so_many_visitors() {
    let w = wedding().await;
    w.set(&w.guest, ANA, w.photos[0], true).await.expect("a heart");
    let mut tx = w.backend.db.system().await.expect("a transaction");
    let full = "UPDATE galleries SET visitor_seq = $1";
    sqlx::query(full).bind(VISITORS_PER_GALLERY - 1).execute(&mut *tx).await.expect("nearly full");
    tx.commit().await.expect("committed");
    w.set(&w.guest, LUKA, w.photos[0], true).await.expect("the last one");
    let refused = w.set(&w.guest, "one-visitor-too-many", w.photos[0], true).await;
    assert!(matches!(refused, Err(Error::TooMany { .. })), "{refused:?}");
    assert_eq!(w.set(&w.guest, ANA, w.photos[1], true).await.expect("known already").len(), 2);
}

/// Twenty-four visitors heart all three photographs at the same time, each twice: all have their list, and numbers 1 to 24.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_visitors_at_once() {
    let w = Arc::new(wedding().await);
    let hearts = (0..144).map(|n| {
        let w = w.clone();
        tokio::spawn(async move {
            let key = format!("visitor-number-{:02}", n % 24);
            w.set(&w.guest, &key, w.photos[(n / 24) % 3], true).await
        })
    });
    for answer in futures::future::join_all(hearts).await {
        answer.expect("no panic").expect("a heart");
    }
    let choices = w.backend.choices().chosen(&w.mirna, w.gallery).await.expect("choices");
    assert_eq!(choices.iter().map(|choice| choice.number).collect::<Vec<_>>(), (1..=24).collect::<Vec<_>>());
    assert!(choices.iter().all(|choice| choice.photos.iter().map(|p| p.id).eq(w.photos.iter().copied())));
    assert_eq!(w.counts().await, (24, 72, 73), "one message for each heart, one for publishing");
}
