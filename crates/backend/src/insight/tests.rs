//! What is counted, of whom, and what a database that is away does to it.

use chrono::TimeDelta;
use domain::{DownloadPolicy, DownloadSize, DownloadWhat, GalleryId, Period, PhotoId, Refusal, Role, Viewer};

use super::{Figures, Insight, Ranked};
use crate::{
    Error,
    database::Db,
    galleries::Door,
    testing::{Delivered, TestBackend, connect_as},
};

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const GOOGLE: &str = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

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
    let Delivered { gallery, token, photos, guest } = backend.delivered(&mirna, &["a.jpg", "b.jpg", "c.jpg"]).await;
    Wedding { backend, mirna, gallery, token, photos, guest }
}

impl Wedding {
    async fn visit(&self, viewer: &Viewer, agent: &str) {
        let visit = self.backend.galleries().visit(viewer, &self.token).await.expect("a visit");
        let Door::Open(open) = visit.door else { panic!("an open door") };
        self.backend.insight().viewed(viewer, &open, agent);
    }

    async fn open(&self, viewer: &Viewer, photos: &[PhotoId]) {
        self.backend.insight().opened(viewer, &self.token, photos, FIREFOX).await.expect("counted");
    }

    async fn read(&self, period: Period) -> Insight {
        self.backend.insight().flush().await.expect("written");
        self.backend.insight().read(&self.mirna, self.gallery, period).await.expect("figures")
    }
}

fn ranked(ranked: &[Ranked]) -> Vec<(&str, i64)> {
    ranked.iter().map(|ranked| (ranked.file_name.as_str(), ranked.count)).collect()
}

#[tokio::test]
async fn visitors_count_and_nobody_else() {
    let w = wedding().await;
    let other = w.backend.visitor();
    w.backend.unlock(&other, w.gallery).await;
    for viewer in [&w.guest, &w.guest, &other, &w.mirna] {
        w.visit(viewer, FIREFOX).await;
    }
    w.visit(&other, GOOGLE).await;
    w.visit(&other, "").await;
    let figures = w.read(Period::Week).await.figures;
    assert_eq!(figures, Figures { views: 3, visitors: 2, ..Figures::default() });

    // Who came already is not counted twice on a day, whenever it is written down.
    w.visit(&w.guest, FIREFOX).await;
    assert_eq!(w.read(Period::Week).await.figures, Figures { views: 4, visitors: 2, ..Figures::default() });

    // 12 September, ten in the morning; in Zagreb the next day begins at 22:00 UTC.
    w.backend.clock.advance(TimeDelta::hours(12));
    w.visit(&w.guest, FIREFOX).await;
    let insight = w.read(Period::Week).await;
    let last: Vec<(String, i64, i64)> = insight
        .days
        .iter()
        .rev()
        .take(2)
        .map(|day| (day.day.to_string(), day.figures.views, day.figures.visitors))
        .collect();
    assert_eq!(last, [("2026-09-13".to_owned(), 1, 1), ("2026-09-12".to_owned(), 4, 2)]);
    assert_eq!(insight.days.len(), 7);
    assert_eq!(w.read(Period::All).await.days.len(), 2, "since the gallery was made");
}

#[tokio::test]
async fn only_what_visitors_see_is_counted_as_opened() {
    let w = wedding().await;
    let eva = w.backend.gallery(&w.mirna, "Eva").await;
    let foreign = w.backend.photo(&w.mirna, eva, "foreign.jpg").await;
    let [a, b, c] = w.photos[..] else { panic!("three") };
    w.backend.photos().hide(&w.mirna, w.gallery, &[c], true).await.expect("hidden");
    w.open(&w.guest, &[a, a, b, c, foreign, PhotoId(uuid::Uuid::nil())]).await;
    w.open(&w.guest, &[a]).await;
    w.open(&w.mirna, &[b]).await;
    let counted = w.backend.tally.take();
    assert_eq!(counted.len(), 2, "what anybody makes up takes no room");
    w.backend.tally.give_back(counted);
    let insight = w.read(Period::Month).await;
    assert_eq!(ranked(&insight.opened), [("a.jpg", 2), ("b.jpg", 1)]);
    let heat: Vec<_> = insight.heat.iter().map(|row| (row.photo, row.openings.len(), row.openings[29])).collect();
    assert_eq!(heat, [(a, 30, 2), (b, 30, 1)]);

    // Nobody reports who may not look.
    let stranger = w.backend.visitor();
    let refused = w.backend.insight().opened(&stranger, &w.token, &[a], FIREFOX).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::Locked))), "{refused:?}");
}

#[tokio::test]
async fn days_are_summed_over_the_ends_of_months() {
    let w = wedding().await;
    let a = w.photos[0];
    // On 12 September, then every ten days until 11 November.
    for _ in 0..6 {
        w.open(&w.guest, &[a]).await;
        w.backend.insight().flush().await.expect("written");
        w.backend.clock.advance(TimeDelta::days(10));
    }
    w.open(&w.guest, &[a]).await;
    for (period, count) in [(Period::Week, 1), (Period::Month, 3), (Period::Quarter, 7), (Period::All, 7)] {
        assert_eq!(ranked(&w.read(period).await.opened), [("a.jpg", count)], "{period:?}");
    }
    let heat = &w.read(Period::Week).await.heat;
    let days: Vec<usize> =
        heat[0].openings.iter().enumerate().filter(|(_, count)| **count > 0).map(|(at, _)| at).collect();
    assert_eq!(days, [9, 19, 29], "22 October, 1 November, today");
}

#[tokio::test]
async fn hearts_words_and_downloads_are_figures_too() {
    let w = wedding().await;
    let (a, key) = (w.photos[0], "ana-ana-ana-ana-1");
    let rules = crate::choices::Rules { comments: true, ..Default::default() };
    w.backend.choices().edit(&w.mirna, w.gallery, rules).await.expect("comments are on");
    w.backend.choices().define(&w.mirna, w.gallery, None, "Album", "").await.expect("a list");
    let lists = w.backend.choices().settings(&w.mirna, w.gallery).await.expect("the lists").lists;
    let album = lists.iter().find(|list| list.name == "Album").expect("the album").id;
    w.backend.favorites().set(&w.guest, &w.token, key, a, true).await.expect("a heart");
    w.backend.choices().set(&w.guest, &w.token, key, Some(album), (w.photos[1], true)).await.expect("picked");
    w.backend.comments().write(&w.guest, &w.token, key, Some(a), "Lovely").await.expect("written");
    w.backend.comments().answer(&w.mirna, w.gallery, 1, None, "Thank you").await.expect("answered");
    w.backend.tally.took(w.gallery, &[a], w.backend.clock.now());
    let insight = w.read(Period::Month).await;
    assert_eq!(insight.figures, Figures { hearts: 1, picks: 1, comments: 1, ..Figures::default() });
    assert_eq!(ranked(&insight.loved), [("a.jpg", 1)]);
    assert_eq!(ranked(&insight.taken), [("a.jpg", 1)]);

    // A download that cannot be is none.
    let policy = DownloadPolicy { web: true, ..DownloadPolicy::default() };
    w.backend.downloads().set_policy(&w.mirna, w.gallery, policy).await.expect("allowed");
    let what = DownloadWhat::Photo { photo: a };
    let refused = w.backend.downloads().plan(&w.guest, &w.token, &what, DownloadSize::Original).await;
    assert!(refused.is_err());
    assert_eq!(ranked(&w.read(Period::Month).await.taken), [("a.jpg", 1)]);
}

#[tokio::test]
async fn what_cannot_be_written_down_waits() {
    let w = wedding().await;
    w.visit(&w.guest, FIREFOX).await;
    w.open(&w.guest, &w.photos[..2]).await;
    let mut away = (*w.backend).clone();
    away.db = Db::connect(&w.backend.database_url, 1).await.expect("the database answers");
    away.db.close().await;
    for _ in 0..2 {
        away.insight().flush().await.expect_err("the database is away");
    }
    w.visit(&w.guest, FIREFOX).await;
    let insight = w.read(Period::Week).await;
    assert_eq!((insight.figures.views, insight.figures.visitors), (2, 1));
    assert_eq!(insight.opened.len(), 2);
    // A gallery that is gone meanwhile stops nothing.
    w.visit(&w.guest, FIREFOX).await;
    w.open(&w.guest, &w.photos).await;
    let mut owner = connect_as(&w.backend.database_url, "NONE").await;
    sqlx::query("DELETE FROM galleries").execute(&mut owner).await.expect("gone");
    w.backend.insight().flush().await.expect("nothing to write");
}

#[tokio::test]
async fn who_was_counted_is_forgotten_with_the_day() {
    let w = wedding().await;
    w.visit(&w.guest, FIREFOX).await;
    w.backend.insight().flush().await.expect("written");
    let mut owner = connect_as(&w.backend.database_url, "NONE").await;
    let hash: Vec<u8> =
        sqlx::query_scalar("SELECT visitor_hash FROM day_visitors").fetch_one(&mut owner).await.expect("a visitor");
    assert_ne!(Some(&hash[..]), w.guest.visitor.as_ref().map(|hash| &hash[..]), "not as the cookie is known elsewhere");
    let mut kept = async || {
        let count = "SELECT (SELECT count(*) FROM day_salts) + (SELECT count(*) FROM day_visitors)";
        sqlx::query_scalar::<_, i64>(count).fetch_one(&mut owner).await.expect("counted")
    };
    w.backend.insight().sweep(w.backend.clock.now() + TimeDelta::days(1)).await.expect("swept");
    assert_eq!(kept().await, 2, "the day is not over everywhere");
    w.backend.insight().sweep(w.backend.clock.now() + TimeDelta::days(3)).await.expect("swept");
    assert_eq!(kept().await, 0);
    assert_eq!(w.read(Period::Week).await.figures.visitors, 1, "the number stays");
}

#[tokio::test]
async fn only_its_studio_reads_it() {
    let w = wedding().await;
    let studio = w.mirna.membership.as_ref().expect("a member").studio;
    let eva = w.backend.member(studio, "Atelier Mirna", Role::Viewer).await;
    let petra = w.backend.studio("Studio Petra", Role::Owner).await;
    w.backend.insight().read(&eva, w.gallery, Period::All).await.expect("a member");
    for (viewer, answer) in [(&petra, Refusal::NotFound), (&w.guest, Refusal::SignIn)] {
        let refused = w.backend.insight().read(viewer, w.gallery, Period::All).await;
        assert!(matches!(refused, Err(Error::Refused(why)) if why == answer), "{refused:?}");
    }
}
