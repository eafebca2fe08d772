//! Comparisons: asked for once at a time, remembered whatever becomes of them, and for operators only.

use std::time::Duration;

use bytes::Bytes;
use chrono::TimeDelta;
use domain::{GalleryId, Refusal, RenditionKind, Role, Viewer};

use super::{Origin, Recent, Stage, Tally, Verification, queries};
use crate::{
    Backend,
    demo::pictures::{Scene, draw},
    error::Error,
    files::{Bucket, Files, Key, Patience, PhotoKeys},
    photos::{Trouble, Verified},
    testing::TestBackend,
};

/// A studio with one photograph that is ready, whose owner runs the server.
struct World {
    backend: TestBackend,
    operator: Viewer,
    gallery: GalleryId,
    keys: PhotoKeys,
}

impl World {
    async fn start() -> Self {
        let backend = TestBackend::start().await;
        let mut operator = backend.studio("Atelier Mirna", Role::Owner).await;
        let gallery = backend.gallery(&operator, "Ana & Luka").await;
        let mut incoming = backend.photos().receive().await.expect("room");
        incoming.write(draw(Scene::Sea, 1, 120, 80, "2026:05:16 10:00:00").into()).await.expect("written");
        backend.photos().store(&operator, gallery, "a.jpg", incoming).await.expect("stored");
        backend.run_jobs().await;
        let studio = operator.membership.as_ref().expect("a member").studio;
        let mut tx = backend.db.studio(studio).await.expect("a transaction");
        let key: String =
            sqlx::query_scalar("SELECT storage_key FROM photos").fetch_one(&mut *tx).await.expect("a row");
        drop(tx);
        operator.person.as_mut().expect("a person").operator = true;
        Self { backend, operator, gallery, keys: PhotoKeys::new(studio, key) }
    }

    async fn recent(&self) -> Recent {
        self.backend.verifications().recent(&self.operator).await.expect("for operators")
    }

    async fn newest(&self) -> Verification {
        self.recent().await.runs.swap_remove(0)
    }

    async fn ask(&self, whole: bool) -> crate::Result<()> {
        self.backend.verifications().ask(&self.operator, whole).await
    }

    /// An object that is nobody's for hours already.
    async fn leave(&self, key: &Key) {
        self.backend.files.put(key, Bytes::from_static(b"x")).await.expect("stored");
        let file = std::fs::File::open(self.backend.folder().join("files").join(key.to_string())).expect("a file");
        file.set_modified((self.backend.clock.now() - TimeDelta::hours(2)).into()).expect("touched");
    }
}

#[tokio::test]
async fn a_comparison_is_asked_for_made_and_remembered() {
    let world = World::start().await;
    assert_eq!(world.recent().await, Recent::default(), "never made");
    world.ask(true).await.expect("asked");
    let waiting = world.newest().await;
    assert_eq!((waiting.origin, waiting.sample, waiting.stage), (Origin::Operator, None, Stage::Waiting));
    assert!(matches!(world.ask(false).await, Err(Error::Conflict)), "one at a time");
    world.backend.verifications().ask_by_clock().await.expect("the clock lets it be");
    assert_eq!(world.recent().await.runs.len(), 1);

    world.backend.run_jobs().await;
    let made = world.newest().await;
    assert_eq!((made.id, &made.stage, made.expected), (waiting.id, &Stage::Done, 1));
    assert_eq!(made.verified, Verified { photographs: 1, read: 1, findings: 0 });
    assert_eq!((made.tally, made.ended_at), (Tally::default(), Some(world.backend.clock.now())));
    // A job that comes again finds it made.
    assert_eq!(world.backend.verifications().run(made.id, |_| {}).await.expect("an answer"), None);

    world.backend.clock.advance(TimeDelta::hours(1));
    world.backend.verifications().ask_by_clock().await.expect("asked");
    world.backend.run_jobs().await;
    let runs = world.recent().await.runs;
    assert_eq!(runs.iter().map(|run| run.origin).collect::<Vec<_>>(), [Origin::Clock, Origin::Operator]);
    assert_eq!(runs[0].sample, Some(crate::limits::VERIFY_SAMPLE));

    world.backend.clock.advance(crate::limits::VERIFICATIONS);
    world.backend.verifications().sweep(world.backend.clock.now()).await.expect("swept");
    assert_eq!(world.recent().await, Recent::default());
}

#[tokio::test]
async fn what_the_command_finds_is_remembered_by_name() {
    let world = World::start().await;
    let (thumb, orphan) =
        (world.keys.rendition(RenditionKind::Thumb), PhotoKeys::new(world.keys.studio(), "0a").original());
    world.backend.files.delete(&thumb).await.expect("lost");
    world.leave(&orphan).await;
    world.leave(&Key::from("originals/what")).await;
    // Somebody at a terminal waits for nobody.
    world.ask(false).await.expect("asked");
    let mut told = Vec::new();
    let verified = world.backend.verifications().run_now(Some(0), |finding| told.push(finding)).await.expect("made");
    assert_eq!(verified, Verified { photographs: 1, read: 0, findings: 3 });

    let recent = world.recent().await;
    let last = recent.last().expect("one is over");
    assert_eq!((last.origin, last.sample, &last.stage), (Origin::Terminal, Some(0), &Stage::Done));
    assert_eq!(last.tally, Tally { missing: 1, orphaned: 2, ..Tally::default() });
    assert_eq!(recent.findings.iter().map(|named| named.finding.clone()).collect::<Vec<_>>(), told);
    let of = |object: &str| recent.findings.iter().find(|named| named.finding.object == object).expect("found");
    let missing = of(thumb.as_ref());
    assert_eq!(missing.finding.trouble, Trouble::Missing);
    let names = [&missing.studio, &missing.gallery, &missing.photo].map(Option::as_deref);
    assert_eq!(names, [Some("Atelier Mirna"), Some("Ana & Luka"), Some("a.jpg")]);
    let nobodys = of(orphan.as_ref());
    assert_eq!([&nobodys.studio, &nobodys.photo].map(Option::as_deref), [Some("Atelier Mirna"), None]);
    assert_eq!(of("originals/what").studio, None);

    // Names go with what they name.
    world.backend.galleries().trash(&world.operator, world.gallery).await.expect("trashed");
    world.backend.clock.advance(crate::limits::TRASH);
    world.backend.galleries().sweep(world.backend.clock.now()).await.expect("swept");
    let recent = world.recent().await;
    assert!(recent.findings.iter().all(|named| named.photo.is_none() && named.gallery.is_none()));
}

#[tokio::test]
async fn one_that_fails_says_why_and_is_made_again() {
    let world = World::start().await;
    world.ask(true).await.expect("asked");
    let id = world.newest().await.id;
    let away = Backend { files: nowhere(), ..(*world.backend).clone() };
    away.verifications().run(id, |_| {}).await.expect_err("the store does not answer");
    let failed = world.newest().await;
    assert!(matches!(&failed.stage, Stage::Failed(reason) if reason.contains("unavailable")), "{failed:?}");
    // The queue tries again.
    world.backend.run_jobs().await;
    assert_eq!(world.newest().await.stage, Stage::Done);

    // Or somebody else was faster.
    world.backend.clock.advance(TimeDelta::seconds(1));
    world.ask(true).await.expect("asked");
    let id = world.newest().await.id;
    away.verifications().run(id, |_| {}).await.expect_err("the store does not answer");
    world.backend.clock.advance(TimeDelta::seconds(1));
    world.ask(true).await.expect("the one that failed is over");
    assert!(matches!(world.backend.verifications().run(id, |_| {}).await, Err(Error::Conflict)));
    world.backend.run_jobs().await;
    assert_eq!(world.newest().await.stage, Stage::Done);
}

#[tokio::test]
async fn one_that_was_killed_is_over_when_it_is_silent() {
    let world = World::start().await;
    for (silence, started) in [(TimeDelta::minutes(6), true), (TimeDelta::hours(25), false)] {
        world.ask(true).await.expect("asked");
        if started {
            let mut tx = world.backend.db.system().await.expect("a transaction");
            let id = world.newest().await.id;
            queries::begin(&mut tx, id, world.backend.clock.now()).await.expect("begun").expect("it waits");
            tx.commit().await.expect("committed");
            assert_eq!(world.newest().await.stage, Stage::Running);
        }
        world.backend.clock.advance(silence);
        assert_eq!(world.newest().await.stage, Stage::Interrupted);
        world.ask(true).await.expect("nobody waits for it");
        assert_eq!(world.recent().await.runs.iter().map(|run| &run.stage).nth(1), Some(&Stage::Interrupted));
        // Both jobs: the one that was taken for dead lets the other be, or makes its own.
        world.backend.run_jobs().await;
        assert_eq!(world.newest().await.stage, Stage::Done);
        world.backend.clock.advance(TimeDelta::minutes(1));
    }
}

#[tokio::test]
async fn only_operators_ask_and_see() {
    let world = World::start().await;
    let owner = world.backend.studio("Studio Petra", Role::Owner).await;
    for (viewer, refusal) in [(Viewer::default(), Refusal::SignIn), (owner, Refusal::Forbidden)] {
        let refused = |error: Error| matches!(error, Error::Refused(found) if found == refusal);
        assert!(world.backend.verifications().recent(&viewer).await.is_err_and(refused));
        assert!(world.backend.verifications().ask(&viewer, true).await.is_err_and(refused));
    }
    assert_eq!(world.recent().await, Recent::default());
}

/// A store that does not answer.
fn nowhere() -> Files {
    // Another test may have been first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let bucket = Bucket {
        name: "photographs".into(),
        endpoint: Some("http://127.0.0.1:1".into()),
        region: "eu-central-1".into(),
        access_key_id: "lumora".into(),
        secret_access_key: "hunter2".into(),
        path_style: true,
        prefix: Key::default(),
    };
    let moment = Duration::from_millis(10);
    let patience = Patience {
        connect: Duration::from_secs(1),
        stall: Duration::from_secs(1),
        retries: 0,
        budget: Duration::from_secs(1),
        pause: moment,
        longest_pause: moment,
    };
    Files::s3(&bucket, patience).expect("a bucket")
}
