//! The order of photographs: by what, by hand, by clocks that were set right; and what is done with many at once.

use domain::{PhotoOrder, problem::Problem};

use super::*;

struct World {
    backend: TestBackend,
    mirna: Viewer,
    gallery: GalleryId,
    photos: Vec<PhotoId>,
}

impl World {
    /// Photographs of these names, one a minute.
    async fn with(names: &[&str]) -> Self {
        let backend = TestBackend::start().await;
        let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
        let gallery = backend.gallery(&mirna, "Ana & Luka").await;
        let mut photos = Vec::new();
        for name in names {
            photos.push(backend.photo(&mirna, gallery, name).await);
            backend.clock.advance(TimeDelta::minutes(1));
        }
        Self { backend, mirna, gallery, photos }
    }

    async fn names(&self) -> Vec<String> {
        let page = self.backend.photos().list(&self.mirna, self.gallery, false, None).await.expect("listed");
        page.photos.into_iter().map(|photo| photo.file_name).collect()
    }

    async fn order(&self, order: PhotoOrder, descending: bool) {
        self.backend.photos().order(&self.mirna, self.gallery, order, descending).await.expect("ordered");
    }

    async fn place(&self, photo: usize, before: Option<usize>) -> Result<()> {
        let before = before.map(|before| self.photos[before]);
        self.backend.photos().place(&self.mirna, self.gallery, self.photos[photo], None, before).await
    }

    async fn set(&self, photo: PhotoId, what: &str) {
        let mut tx = self.backend.db.system().await.expect("a transaction");
        let update = format!("UPDATE photos SET {what} WHERE id = '{photo}'");
        sqlx::query(sqlx::AssertSqlSafe(update)).execute(&mut *tx).await.expect("updated");
        tx.commit().await.expect("committed");
    }
}

fn problem<T>(result: Result<T>) -> Option<Problem> {
    match result {
        Err(Error::Invalid(problems)) => problems.first().map(|problem| problem.problem),
        _ => None,
    }
}

#[tokio::test]
async fn names_are_ordered_as_people_count() {
    let w = World::with(&["IMG_10.jpg", "img_9.jpg", "IMG_2.jpg", "Švelja.jpg", "IMG_0010.jpg", "a.jpg"]).await;
    w.order(PhotoOrder::Name, false).await;
    let rising = ["a.jpg", "IMG_2.jpg", "img_9.jpg", "IMG_0010.jpg", "IMG_10.jpg", "Švelja.jpg"];
    assert_eq!(w.names().await, rising);
    w.order(PhotoOrder::Name, true).await;
    // Of equal ones the names go on rising.
    let falling = ["Švelja.jpg", "IMG_0010.jpg", "IMG_10.jpg", "img_9.jpg", "IMG_2.jpg", "a.jpg"];
    assert_eq!(w.names().await, falling);
    w.order(PhotoOrder::Upload, true).await;
    let last = ["a.jpg", "IMG_0010.jpg", "Švelja.jpg", "IMG_2.jpg", "img_9.jpg", "IMG_10.jpg"];
    assert_eq!(w.names().await, last);
    // What comes now takes its place by the order there is.
    w.backend.photo(&w.mirna, w.gallery, "late.jpg").await;
    assert_eq!(w.names().await[0], "late.jpg");
    w.set(w.photos[5], "sort_at = '1969-12-31 23:59'").await;
    w.order(PhotoOrder::Capture, false).await;
    assert_eq!(w.names().await[0], "a.jpg", "before 1970, too");
}

#[tokio::test]
async fn by_hand_one_row_is_written_and_all_others_stay() {
    let w = World::with(&["a", "b", "c", "d", "e"]).await;
    assert!(matches!(w.place(4, Some(0)).await, Err(Error::Conflict)), "not ordered by hand");
    w.order(PhotoOrder::Capture, true).await;
    w.order(PhotoOrder::Manual, true).await;
    assert_eq!(w.names().await.concat(), "edcba", "as it was");
    let rows = async || {
        let mut tx = w.backend.db.system().await.expect("a transaction");
        let rows: Vec<String> =
            sqlx::query_scalar("SELECT p::text FROM photos p ORDER BY id").fetch_all(&mut *tx).await.expect("rows");
        rows
    };
    let before = rows().await;
    w.place(0, Some(4)).await.expect("to the front");
    let written = rows().await.iter().zip(&before).filter(|(now, before)| now != before).count();
    assert_eq!((w.names().await.concat().as_str(), written), ("aedcb", 1));
    w.place(4, None).await.expect("to the end");
    w.place(1, Some(2)).await.expect("between");
    assert_eq!(w.names().await.concat(), "adbce");
    assert!(matches!(w.place(1, Some(1)).await, Err(Error::Conflict)));
    // Into one gap, until there is no room and all are numbered anew.
    for _ in 0..300 {
        w.place(0, Some(1)).await.expect("moved");
        w.place(3, Some(1)).await.expect("moved");
    }
    assert_eq!(w.names().await.concat(), "adbce");
    w.backend.photo(&w.mirna, w.gallery, "f").await;
    w.order(PhotoOrder::Name, true).await;
    w.order(PhotoOrder::Manual, false).await;
    assert_eq!(w.names().await.concat(), "adbcef", "kept while another order was shown");
    let w2 = World::with(&["x"]).await;
    let foreign = w2.photos[0];
    let elsewhere = w.backend.photos().place(&w.mirna, w.gallery, w.photos[0], None, Some(foreign)).await;
    assert!(matches!(elsewhere, Err(Error::Conflict)));
}

#[tokio::test]
async fn dragged_into_another_set_it_is_in_that_set() {
    let w = World::with(&["a", "b", "c"]).await;
    let dance = w.backend.sets().create(&w.mirna, w.gallery, "Dance").await.expect("made");
    w.backend.photos().put(&w.mirna, w.gallery, &w.photos[1..], Some(dance)).await.expect("put");
    w.order(PhotoOrder::Manual, false).await;
    let (a, c) = (w.photos[0], w.photos[2]);
    w.backend.photos().place(&w.mirna, w.gallery, a, Some(dance), Some(c)).await.expect("placed");
    assert_eq!(w.names().await.concat(), "bac");
    let lost = w.backend.photos().place(&w.mirna, w.gallery, a, None, Some(c)).await;
    assert!(matches!(lost, Err(Error::Conflict)), "that one is in a set");
    w.backend.photos().place(&w.mirna, w.gallery, a, None, None).await.expect("placed");
    assert_eq!(w.names().await.concat(), "abc");
}

#[tokio::test]
async fn two_photographs_of_one_moment_set_a_clock_right() {
    let w = World::with(&["a1", "b1", "a2", "b2"]).await;
    let [a1, b1, a2, b2] = w.photos[..] else { panic!("four") };
    for (photo, camera, at) in [
        (a1, "Canon R5", "18:00:00"),
        (a2, "Canon R5", "18:10:00"),
        (b1, "Sony A7", "18:03:12"),
        (b2, "Sony A7", "18:12:00"),
    ] {
        w.set(photo, &format!("camera = '{camera}', taken_at = '2026-09-12 {at}', sort_at = '2026-09-12 {at}'")).await;
    }
    assert_eq!(w.names().await.concat(), "a1b1a2b2");
    let photos = w.backend.photos();
    let compared = photos.compare(&w.mirna, w.gallery, a1, b1).await.expect("compared");
    assert_eq!((compared.right.as_str(), compared.wrong.as_str()), ("Canon R5", "Sony A7"));
    assert_eq!((compared.ahead_seconds, compared.shift_now, compared.shift_then), (192, 0, -192));
    photos.set_clock(&w.mirna, w.gallery, &compared.wrong, compared.shift_then).await.expect("set");
    assert_eq!(w.names().await.concat(), "a1b1b2a2");
    let agreed = photos.compare(&w.mirna, w.gallery, a1, b1).await.expect("compared");
    assert_eq!((agreed.ahead_seconds, agreed.shift_then), (0, -192));
    let other = photos.compare(&w.mirna, w.gallery, b2, a2).await.expect("compared");
    assert_eq!((other.ahead_seconds, other.shift_then), (72, -72), "the right one's clock was set, too");
    let clocks = photos.clocks(&w.mirna, w.gallery).await.expect("clocks");
    let told: Vec<_> = clocks.iter().map(|clock| (clock.camera.as_str(), clock.photos, clock.shift_seconds)).collect();
    assert_eq!(told, [("Canon R5", 2, 0), ("Sony A7", 2, -192)]);
    assert_eq!(problem(photos.compare(&w.mirna, w.gallery, a1, a2).await), Some(Problem::SameCamera));
    w.set(a2, "taken_at = NULL").await;
    assert_eq!(problem(photos.compare(&w.mirna, w.gallery, a2, b1).await), Some(Problem::NoCameraTime));
    assert_eq!(problem(photos.set_clock(&w.mirna, w.gallery, "Sony A7", i32::MIN).await), Some(Problem::NoCameraTime));
    assert!(matches!(photos.set_clock(&w.mirna, w.gallery, "Leica", 1).await, Err(Error::Refused(_))));
}

#[tokio::test]
async fn what_is_developed_later_follows_the_clock_too() {
    let w = World::with(&[]).await;
    upload(&w.backend, &w.mirna, w.gallery, "1.jpg", &picture(1)).await.expect("stored");
    w.backend.run_jobs().await;
    let camera = w.backend.photos().clocks(&w.mirna, w.gallery).await.expect("clocks")[0].camera.clone();
    w.backend.photos().set_clock(&w.mirna, w.gallery, &camera, -60).await.expect("set");
    upload(&w.backend, &w.mirna, w.gallery, "2.jpg", &picture(2)).await.expect("stored");
    w.backend.run_jobs().await;
    let mut tx = w.backend.db.system().await.expect("a transaction");
    let off: Vec<bool> = sqlx::query_scalar("SELECT sort_at = taken_at - interval '1 minute' FROM photos")
        .fetch_all(&mut *tx)
        .await
        .expect("moments");
    assert_eq!(off, [true, true]);
}

#[tokio::test]
async fn one_foreign_photograph_refuses_all() {
    let w = World::with(&["a.jpg", "b.jpg"]).await;
    let other = w.backend.gallery(&w.mirna, "Eva").await;
    let foreign = w.backend.photo(&w.mirna, other, "x.jpg").await;
    let many = vec![w.photos[0]; crate::limits::PHOTOS_IN_ONE_DEED + 1];
    let (photos, gallery) = (w.backend.photos(), w.gallery);
    let ids = [w.photos[0], foreign];
    for refused in [
        photos.put(&w.mirna, gallery, &ids, None).await.map(drop),
        photos.hide(&w.mirna, gallery, &ids, true).await.map(drop),
        photos.keyword(&w.mirna, gallery, &ids, "sea", true).await.map(drop),
        photos.rename(&w.mirna, gallery, foreign, "Kiss").await.map(drop),
    ] {
        assert!(matches!(refused, Err(Error::Refused(Refusal::NotFound))), "{refused:?}");
    }
    assert_eq!(problem(photos.hide(&w.mirna, gallery, &many, true).await), Some(Problem::TooManyPhotos));
    let page = photos.list(&w.mirna, gallery, false, None).await.expect("listed");
    assert!(page.photos.iter().all(|photo| !photo.hidden), "nothing half done");
    let watching = w.backend.member(studio_of(&w.mirna), "Atelier Mirna", Role::Viewer).await;
    let refused = photos.hide(&watching, gallery, &w.photos, true).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::Forbidden))));
}

#[tokio::test]
async fn names_and_keywords_change_and_change_back() {
    let w = World::with(&["DSC_1.JPG", "b.jpg"]).await;
    let (photos, gallery) = (w.backend.photos(), w.gallery);
    let name = photos.rename(&w.mirna, gallery, w.photos[0], " The kiss.jpg ").await.expect("renamed");
    assert_eq!(name.as_str(), "The kiss.JPG");
    assert_eq!(problem(photos.rename(&w.mirna, gallery, w.photos[0], " ").await), Some(Problem::Required));

    let words = async |photo| photos.details(&w.mirna, gallery, photo).await.expect("known").words.keywords;
    let one = photos.keyword(&w.mirna, gallery, &w.photos[..1], "sea", true).await.expect("added");
    assert_eq!(one, w.photos[..1]);
    let other = photos.keyword(&w.mirna, gallery, &w.photos, " sea ", true).await.expect("added");
    assert_eq!((other, words(w.photos[1]).await), (w.photos[1..].to_vec(), vec!["sea".to_owned()]));
    let gone = photos.keyword(&w.mirna, gallery, &w.photos, "sea", false).await.expect("removed");
    assert_eq!((gone.len(), words(w.photos[0]).await.len()), (2, 0));
    w.set(w.photos[0], "keywords = array_fill('x'::text, ARRAY[100])").await;
    let full = photos.keyword(&w.mirna, gallery, &w.photos, "sea", true).await;
    assert_eq!(problem(full), Some(Problem::TooManyKeywords));
    assert!(words(w.photos[1]).await.is_empty(), "nothing half done");
}

#[tokio::test]
async fn a_copy_is_a_photograph_of_its_own() {
    let w = World::with(&[]).await;
    let (photos, gallery) = (w.backend.photos(), w.gallery);
    let a = upload(&w.backend, &w.mirna, gallery, "a.jpg", &picture(1)).await.expect("stored").photo;
    let b = upload(&w.backend, &w.mirna, gallery, "b.jpg", &picture(2)).await.expect("stored").photo;
    let other = w.backend.gallery(&w.mirna, "Eva").await;
    let early = photos.copy(&w.mirna, gallery, &[a], other, false).await;
    assert_eq!(problem(early), Some(Problem::PhotosNotReady));
    w.backend.run_jobs().await;
    photos.hide(&w.mirna, gallery, &[b], true).await.expect("hidden");
    photos.keyword(&w.mirna, gallery, &[a], "sea", true).await.expect("added");

    let copied = photos.copy(&w.mirna, gallery, &[a, b], other, false).await.expect("copied");
    assert_eq!((copied.photos.len(), copied.there), (2, 0));
    w.backend.photos().fail_lost().await.expect("looked");
    w.backend.run_jobs().await;
    let there = photos.list(&w.mirna, other, false, None).await.expect("listed").photos;
    let told: Vec<_> = there.iter().map(|photo| (photo.file_name.as_str(), photo.state, photo.hidden)).collect();
    assert_eq!(told, [("a.jpg", PhotoState::Ready, false), ("b.jpg", PhotoState::Ready, true)]);
    assert_eq!(photos.details(&w.mirna, other, there[0].id).await.expect("known").words.keywords, ["sea"]);
    assert_eq!(verify(&w.backend, None).await.1, [], "all their objects are there");

    let moved = photos.copy(&w.mirna, gallery, &[a, b], other, true).await.expect("moved");
    assert_eq!((moved.photos.len(), moved.there), (0, 2), "their bytes were there");
    assert!(w.names().await.is_empty());
    // Undone and moved once more: what lies in the trash there comes back, and nothing is in both.
    let twins: Vec<_> = there.iter().map(|photo| photo.id).collect();
    photos.restore(&w.mirna, gallery, &[a, b]).await.expect("restored");
    photos.trash(&w.mirna, other, &twins).await.expect("trashed");
    photos.copy(&w.mirna, gallery, &[a, b], other, true).await.expect("moved");
    assert_eq!(photos.list(&w.mirna, other, false, None).await.expect("listed").photos.len(), 2);
    assert!(w.names().await.is_empty());
    // The former go for good; the copies stay whole.
    w.backend.clock.advance(TRASH);
    photos.sweep(w.backend.clock.now()).await.expect("swept");
    w.backend.run_jobs().await;
    let (verified, findings) = verify(&w.backend, None).await;
    assert_eq!((verified.photographs, findings.len()), (2, 0), "{findings:?}");

    let petra = w.backend.studio("Studio Petra", Role::Owner).await;
    let theirs = w.backend.gallery(&petra, "Iva").await;
    let stolen = photos.copy(&w.mirna, other, &[there[0].id], theirs, false).await;
    assert!(matches!(stolen, Err(Error::Refused(Refusal::NotFound))), "{stolen:?}");
}

#[tokio::test]
async fn photographs_are_found_by_what_is_known_of_them() {
    let w = World::with(&["Šibenik_1.jpg", "kiss.jpg", "ĐURĐA.jpg"]).await;
    let [first, kiss, last] = w.photos[..] else { panic!("three") };
    w.set(
        kiss,
        "keywords = '{Ples,mol}', taken_at = '2026-09-12 23:59', sort_at = '2026-09-13 00:01', camera = 'Canon'",
    )
    .await;
    w.set(last, "title = 'Zadar', hidden = true, state = 'failed', taken_at = '2026-09-12', sort_at = '2026-09-12'")
        .await;
    let found = async |only: PhotoFilter| {
        let page = w.backend.photos().find(&w.mirna, w.gallery, &only, None).await.expect("a page");
        page.photos.into_iter().map(|photo| photo.id).collect::<Vec<_>>()
    };
    let search = |text: &str| PhotoFilter { search: text.into(), ..PhotoFilter::default() };
    for (text, photos) in [
        ("sibenik", vec![first]),
        (" ŠIBENIK_1 ", vec![first]),
        ("ples", vec![kiss]),
        ("durda", vec![last]),
        ("zadar", vec![last]),
        ("%", vec![]),
        ("jpg mol", vec![]),
    ] {
        assert_eq!(found(search(text)).await, photos, "{text}");
    }
    let day = |day: &str| PhotoFilter { day: day.parse().ok(), ..PhotoFilter::default() };
    assert_eq!(found(day("2026-09-13")).await, [kiss], "by the clock that was set right");
    assert_eq!(found(day("2026-09-12")).await, [last], "what does not say when is of no day");
    assert_eq!(found(PhotoFilter { camera: "Canon".into(), ..PhotoFilter::default() }).await, [kiss]);
    assert_eq!(found(PhotoFilter { state: Some(PhotoState::Failed), ..PhotoFilter::default() }).await, [last]);
    assert_eq!(found(PhotoFilter { hidden: true, ..PhotoFilter::default() }).await, [last]);
    let facets = w.backend.photos().facets(&w.mirna, w.gallery).await.expect("facets");
    assert_eq!(facets.days.iter().map(ToString::to_string).collect::<Vec<_>>(), ["2026-09-12", "2026-09-13"]);
    assert_eq!(facets.cameras, ["Canon"]);

    // Clients find by name and day, and neither keywords nor what they do not see.
    w.backend.publish(&w.mirna, w.gallery).await;
    let (ana, token) = (w.backend.visitor(), w.backend.link_token(w.gallery).await);
    w.backend.unlock(&ana, w.gallery).await;
    let seek = async |name: &str, day: &str| {
        let search = crate::galleries::PhotoSearch { name: name.into(), day: day.parse().ok() };
        let page = w.backend.galleries().seek(&ana, &token, &search, None, 60).await.expect("a page");
        page.photos.into_iter().map(|tile| tile.id).collect::<Vec<_>>()
    };
    assert_eq!(seek("SIBENIK", "").await, [first]);
    assert_eq!(seek("", "2026-09-13").await, [kiss]);
    assert!(seek("ples", "").await.is_empty() && seek("durda", "").await.is_empty());
    let days = w.backend.galleries().days(&ana, &token).await.expect("days");
    assert_eq!(days.iter().map(ToString::to_string).collect::<Vec<_>>(), ["2026-09-13"]);
}
