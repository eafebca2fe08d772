//! Flags and stars, bursts, and the window in which a gallery is sorted.

use domain::{Flag, Stars, Verdict, live::GalleryEvent};

use super::*;
use crate::{
    media::{Metadata, Words},
    photos::{CullFilter, CullWay, PhotoFilter},
};

struct World {
    backend: TestBackend,
    mirna: Viewer,
    gallery: GalleryId,
    photos: Vec<PhotoId>,
}

impl World {
    async fn with(count: usize) -> Self {
        let backend = TestBackend::start().await;
        let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
        let gallery = backend.gallery(&mirna, "Ana & Luka").await;
        let mut photos = Vec::new();
        for number in 1..=count {
            photos.push(backend.photo(&mirna, gallery, &format!("DSC_{number}.jpg")).await);
            backend.clock.advance(TimeDelta::minutes(1));
        }
        Self { backend, mirna, gallery, photos }
    }

    async fn rate(&self, verdicts: &[Verdict]) -> Result<Vec<Verdict>> {
        self.backend.photos().rate(&self.mirna, self.gallery, verdicts).await
    }

    async fn said(&self) -> Vec<(Flag, u8)> {
        let page = self.backend.photos().list(&self.mirna, self.gallery, false, None).await.expect("listed");
        page.photos.iter().map(|photo| (photo.flag, photo.stars.count())).collect()
    }

    async fn set(&self, photo: PhotoId, what: &str) {
        let mut tx = self.backend.db.system().await.expect("a transaction");
        let update = format!("UPDATE photos SET {what} WHERE id = '{photo}'");
        sqlx::query(sqlx::AssertSqlSafe(update)).execute(&mut *tx).await.expect("updated");
        tx.commit().await.expect("committed");
    }

    async fn bursts(&self) -> Vec<Vec<PhotoId>> {
        let bursts = self.backend.photos().bursts(&self.mirna, self.gallery, &self.photos).await.expect("bursts");
        bursts.into_iter().map(|burst| burst.photos).collect()
    }

    async fn cull(&self, filter: &CullFilter, way: CullWay) -> crate::photos::CullPage {
        self.backend.photos().cull(&self.mirna, self.gallery, filter, way).await.expect("a window")
    }
}

fn stars(count: u8) -> Stars {
    Stars::try_from(count).expect("stars")
}

#[tokio::test]
async fn a_verdict_is_given_told_and_taken_back() {
    let w = World::with(3).await;
    let [a, b, c] = w.photos[..] else { panic!("three") };
    let newest = async || w.backend.live().changes(&w.mirna, w.gallery, 0).await.expect("changes");
    let before = newest().await.seq;
    let former = w.rate(&[Verdict::flag(a, Flag::Pick), Verdict::stars(b, stars(3))]).await.expect("rated");
    assert_eq!(w.said().await, [(Flag::Pick, 0), (Flag::None, 3), (Flag::None, 0)]);
    assert_eq!(former.len(), 2);
    let told = w.backend.live().changes(&w.mirna, w.gallery, before).await.expect("changes").changes;
    let told: Vec<_> = told.into_iter().map(|change| change.event).collect();
    assert_eq!(told.len(), 2);
    assert!(told.contains(&GalleryEvent::PhotoChanged { photo: a }), "{told:?}");

    // Nothing changes, nothing is told.
    assert_eq!(w.rate(&[Verdict::flag(a, Flag::Pick)]).await.expect("rated"), []);
    assert_eq!(newest().await.seq, before + 2);
    // The last word holds.
    w.rate(&[Verdict::flag(c, Flag::Pick), Verdict::flag(c, Flag::Reject)]).await.expect("rated");
    assert_eq!(w.said().await[2], (Flag::Reject, 0));

    w.rate(&former).await.expect("taken back");
    assert_eq!(w.said().await, [(Flag::None, 0), (Flag::None, 0), (Flag::Reject, 0)]);
}

#[tokio::test]
async fn what_is_taken_back_leaves_what_else_was_said_meanwhile() {
    let w = World::with(1).await;
    let [a] = w.photos[..] else { panic!("one") };
    let flagged = w.rate(&[Verdict::flag(a, Flag::Pick)]).await.expect("rated");
    let rated = w.rate(&[Verdict::stars(a, stars(3))]).await.expect("rated");
    assert_eq!((&flagged[..], &rated[..]), (&[Verdict::flag(a, Flag::None)][..], &[Verdict::stars(a, stars(0))][..]));
    w.rate(&flagged).await.expect("taken back");
    assert_eq!(w.said().await, [(Flag::None, 3)]);
    w.rate(&[Verdict::flag(a, Flag::Reject)]).await.expect("rated");
    w.rate(&rated).await.expect("taken back");
    assert_eq!(w.said().await, [(Flag::Reject, 0)]);
}

#[tokio::test]
async fn only_editors_of_the_studio_say_what_they_think_and_of_their_own() {
    let w = World::with(2).await;
    let viewer = w.backend.member(studio_of(&w.mirna), "Atelier Mirna", Role::Viewer).await;
    let petra = w.backend.studio("Studio Petra", Role::Owner).await;
    let hers = w.backend.gallery(&petra, "Hers").await;
    let foreign = w.backend.photo(&petra, hers, "DSC_1.jpg").await;
    let pick = [Verdict::flag(w.photos[0], Flag::Pick)];
    for (who, why) in [(&viewer, Refusal::Forbidden), (&petra, Refusal::NotFound)] {
        let refused = w.backend.photos().rate(who, w.gallery, &pick).await;
        assert!(matches!(&refused, Err(Error::Refused(refusal)) if *refusal == why), "{refused:?}");
    }
    let visitor = w.backend.photos().rate(&w.backend.visitor(), w.gallery, &pick).await;
    assert!(matches!(visitor, Err(Error::Refused(_))), "{visitor:?}");
    for stranger in [&petra, &w.backend.visitor()] {
        let (filter, way) = (CullFilter::default(), CullWay::Around(None));
        assert!(w.backend.photos().cull(stranger, w.gallery, &filter, way).await.is_err());
        assert!(w.backend.photos().bursts(stranger, w.gallery, &w.photos).await.is_err());
        assert!(w.backend.photos().flagged(stranger, w.gallery, Flag::Pick, None).await.is_err());
    }
    // One of another gallery among them: none is changed.
    let mixed = [pick[0], Verdict::flag(foreign, Flag::Pick)];
    assert!(matches!(w.rate(&mixed).await, Err(Error::Refused(Refusal::NotFound))));
    assert_eq!(w.said().await, [(Flag::None, 0), (Flag::None, 0)]);
    w.backend.photos().cull(&viewer, w.gallery, &CullFilter::default(), CullWay::Around(None)).await.expect("seen");
}

#[tokio::test]
async fn what_the_file_says_holds_until_the_studio_says_otherwise() {
    let w = World::with(2).await;
    let develop = async |photo, rating, rejected| {
        let metadata = Metadata { words: Words { rating, ..Words::default() }, rejected, ..Metadata::default() };
        let mut tx = w.backend.db.studio(studio_of(&w.mirna)).await.expect("a transaction");
        queries::set_words(&mut tx, photo, &metadata).await.expect("set");
        tx.commit().await.expect("committed");
    };
    develop(w.photos[0], Some(4), false).await;
    develop(w.photos[1], None, true).await;
    assert_eq!(w.said().await, [(Flag::None, 4), (Flag::Reject, 0)]);
    w.rate(&[Verdict::stars(w.photos[0], stars(0)), Verdict::flag(w.photos[1], Flag::None)]).await.expect("rated");
    develop(w.photos[0], Some(4), false).await;
    develop(w.photos[1], None, true).await;
    assert_eq!(w.said().await, [(Flag::None, 0), (Flag::None, 0)]);
}

#[tokio::test]
async fn a_burst_is_one_camera_within_two_seconds() {
    let w = World::with(7).await;
    let [a, b, c, d, e, f, _] = w.photos[..] else { panic!("seven") };
    let at = |second: &str, camera: &str| {
        format!("taken_at = '2026-05-16 10:00:{second}', sort_at = '2026-05-16 10:00:{second}', camera = '{camera}'")
    };
    w.set(a, &at("00", "Canon")).await;
    w.set(b, &at("02", "Canon")).await;
    // A chain: each within two seconds of the one before.
    w.set(c, &at("04", "Canon")).await;
    w.set(d, &at("06.001", "Canon")).await;
    w.set(e, &at("01", "Nikon")).await;
    // Whose time and camera nobody knows.
    w.set(f, "sort_at = '2026-05-16 10:00:00', taken_at = NULL, camera = ''").await;
    w.set(w.photos[6], "sort_at = '2026-05-16 10:00:00', taken_at = NULL, camera = 'Canon'").await;
    assert_eq!(w.bursts().await, [[a, b, c]]);
    // A clock set right is what counts.
    w.backend.photos().set_clock(&w.mirna, w.gallery, "Nikon", 60).await.expect("set");
    w.set(d, &at("59", "Nikon")).await;
    w.set(d, "sort_at = '2026-05-16 10:01:02'").await;
    assert_eq!(w.bursts().await, [vec![a, b, c], vec![e, d]]);
    // What is in the trash breaks it.
    w.backend.photos().trash(&w.mirna, w.gallery, &[b]).await.expect("trashed");
    assert_eq!(w.bursts().await, [vec![e, d]]);
    let none = w.backend.photos().bursts(&w.mirna, w.gallery, &[a, f]).await.expect("bursts");
    assert_eq!(none, []);
}

#[tokio::test]
async fn a_window_begins_anywhere_and_goes_both_ways() {
    let w = World::with(5).await;
    let all = CullFilter::default();
    let ids = |page: &crate::photos::CullPage| page.photos.iter().map(|photo| photo.id).collect::<Vec<_>>();
    let around = w.cull(&all, CullWay::Around(Some(w.photos[2]))).await;
    assert_eq!((ids(&around), around.skipped, around.all), (w.photos.clone(), 0, 5));
    assert_eq!((around.before, around.after, around.here), (false, false, 2));
    let after = w.cull(&all, CullWay::After(w.photos[2])).await;
    assert_eq!((ids(&after), after.skipped, after.before, after.after), (w.photos[3..].to_vec(), 3, true, false));
    let before = w.cull(&all, CullWay::Before(w.photos[2])).await;
    assert_eq!((ids(&before), before.skipped, before.before, before.after), (w.photos[..2].to_vec(), 0, false, true));

    w.rate(&[Verdict::flag(w.photos[1], Flag::Pick), Verdict::flag(w.photos[3], Flag::Reject)]).await.expect("rated");
    w.rate(&[Verdict::stars(w.photos[4], stars(3))]).await.expect("rated");
    let unrated = CullFilter { unrated: true, ..CullFilter::default() };
    // One that is not among them still is a place.
    let page = w.cull(&unrated, CullWay::Around(Some(w.photos[1]))).await;
    assert_eq!((ids(&page), page.all), (vec![w.photos[0], w.photos[2]], 2));
    let tally = page.tally;
    assert_eq!((tally.all, tally.picks, tally.rejects, tally.unrated, tally.stars), (5, 1, 1, 2, [1, 1, 1, 0, 0]));
    let rejects = w.backend.photos().flagged(&w.mirna, w.gallery, Flag::Reject, None).await.expect("those");
    assert_eq!(rejects, [(w.photos[3], None)]);
    let gone = w.cull(&all, CullWay::Around(Some(PhotoId(uuid::Uuid::from_u128(7))))).await;
    assert_eq!(ids(&gone), w.photos);
}

#[tokio::test]
async fn a_set_is_sorted_alone() {
    let w = World::with(3).await;
    let [a, b, c] = w.photos[..] else { panic!("three") };
    let dinner = w.backend.sets().create(&w.mirna, w.gallery, "Dinner").await.expect("made");
    w.backend.photos().put(&w.mirna, w.gallery, &[b, c], Some(dinner)).await.expect("put");
    w.rate(&[Verdict::flag(a, Flag::Reject), Verdict::flag(b, Flag::Reject)]).await.expect("rated");
    let rejects = async |set| {
        let rejects = w.backend.photos().flagged(&w.mirna, w.gallery, Flag::Reject, set).await.expect("those");
        rejects.into_iter().map(|(photo, _)| photo).collect::<Vec<_>>()
    };
    assert_eq!(rejects(Some(dinner)).await, [b]);
    assert_eq!(rejects(None).await.len(), 2);
    let filter = CullFilter { set: Some(dinner), ..CullFilter::default() };
    let tally = w.cull(&filter, CullWay::Around(None)).await.tally;
    assert_eq!((tally.all, tally.rejects, tally.unrated), (2, 1, 1));
}

#[tokio::test]
async fn photographs_are_found_by_what_is_thought_of_them() {
    let w = World::with(3).await;
    w.rate(&[Verdict::flag(w.photos[0], Flag::Pick), Verdict::stars(w.photos[1], stars(4))]).await.expect("rated");
    let found = async |filter: PhotoFilter| {
        let page = w.backend.photos().find(&w.mirna, w.gallery, &filter, None).await.expect("found");
        page.photos.into_iter().map(|photo| photo.id).collect::<Vec<_>>()
    };
    let flag = |flag| PhotoFilter { flag: Some(flag), ..PhotoFilter::default() };
    assert_eq!(found(flag(Flag::Pick)).await, [w.photos[0]]);
    assert_eq!(found(flag(Flag::Reject)).await, []);
    assert_eq!(found(PhotoFilter { stars: stars(4), ..PhotoFilter::default() }).await, [w.photos[1]]);
    assert_eq!(found(PhotoFilter { stars: stars(5), ..PhotoFilter::default() }).await, []);
    assert_eq!(found(PhotoFilter { liked: true, ..PhotoFilter::default() }).await, []);
    assert_eq!(found(PhotoFilter { commented: true, ..PhotoFilter::default() }).await, []);
    let facets = w.backend.photos().facets(&w.mirna, w.gallery).await.expect("facets");
    assert_eq!((facets.tally.picks, facets.tally.stars[3], facets.liked), (1, 1, 0));
}
