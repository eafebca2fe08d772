//! Several lists, and how full they get.

use std::sync::Arc;

use domain::{ListId, Most, Refusal, problem::Problem};

use super::{ANA, LUKA, broken, problems, wedding};
use crate::{
    choices::Rules,
    error::Error,
    limits::{OWN_LISTS, STUDIO_LISTS},
};

#[tokio::test]
async fn one_more_than_a_list_takes_is_not_chosen() {
    let w = wedding().await;
    let [a, b, c] = w.photos[..] else { panic!("three photographs") };
    let album = Some(w.album);
    w.set(ANA, album, a, true).await.expect("the first");
    assert_eq!(w.set(ANA, album, b, true).await.expect("the second").len(), 2);
    assert_eq!(problems(w.set(ANA, album, c, true).await), broken("list", Problem::ListFull));
    assert_eq!(w.set(ANA, album, b, true).await.expect("there already").len(), 2);
    assert_eq!(w.on(ANA, w.album).await.len(), 2);
    // Another list, another visitor: each has room of its own.
    assert_eq!(w.set(ANA, None, c, true).await.expect("a heart"), [c]);
    assert_eq!(w.set(LUKA, album, c, true).await.expect("Luka's album"), [c]);
    // Swapped.
    w.set(ANA, album, a, false).await.expect("out");
    w.set(ANA, album, c, true).await.expect("in");
    let there = w.on(ANA, w.album).await;
    assert!(there.contains(&b) && there.contains(&c) && there.len() == 2);
    // Lowered, the limit takes nothing away.
    w.backend.choices().define(&w.mirna, w.gallery, album, "Album", "1").await.expect("lowered");
    assert_eq!(w.on(ANA, w.album).await.len(), 2);
    assert_eq!(problems(w.set(ANA, album, a, true).await), broken("list", Problem::ListFull));
    // Hearts may have a limit too.
    w.backend.choices().define(&w.mirna, w.gallery, Some(ListId::hearts(w.gallery)), "", "1").await.expect("limited");
    assert_eq!(problems(w.set(ANA, None, a, true).await), broken("list", Problem::ListFull));
}

/// Sixty-four at once for the one place that is left: of the same visitor, from as many tabs.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_last_place_is_taken_once() {
    let w = wedding().await;
    let mut photos = Vec::new();
    for n in 0..64 {
        photos.push(w.backend.photo(&w.mirna, w.gallery, &format!("DSC_{n}.jpg")).await);
    }
    w.set(ANA, Some(w.album), w.photos[0], true).await.expect("the first");
    let w = Arc::new(w);
    let all = photos.into_iter().map(|photo| {
        let w = w.clone();
        tokio::spawn(async move { w.set(ANA, Some(w.album), photo, true).await })
    });
    let answers: Vec<_> =
        futures::future::join_all(all).await.into_iter().map(|answer| answer.expect("no panic")).collect();
    let taken = answers.iter().filter(|answer| answer.is_ok()).count();
    let mut full = answers.into_iter().filter(|answer| answer.is_err()).map(problems);
    assert!(full.all(|problems| problems == broken("list", Problem::ListFull)));
    assert_eq!((taken, w.on(ANA, w.album).await.len()), (1, 2));
}

#[tokio::test]
async fn hearts_and_the_first_list_are_the_same() {
    let w = wedding().await;
    let [a, b, c] = w.photos[..] else { panic!("three photographs") };
    let hearts = ListId::hearts(w.gallery);
    w.set(ANA, None, a, true).await.expect("a heart");
    w.set(ANA, Some(hearts), b, true).await.expect("a heart");
    w.set(ANA, Some(w.album), c, true).await.expect("the album");
    assert_eq!(w.backend.favorites().list(&w.guest, &w.token, ANA).await.expect("hearts").len(), 2);
    assert_eq!((w.count("favorites").await, w.count("list_entries").await), (2, 3));
    // A version that knows of no lists writes hearts where it always did.
    let mut tx = w.backend.db.system().await.expect("a transaction");
    sqlx::query("DELETE FROM favorites WHERE photo_id = $1").bind(a.0).execute(&mut *tx).await.expect("taken back");
    sqlx::query(
        "INSERT INTO favorites (studio_id, gallery_id, visitor_id, photo_id, created_at)
         SELECT studio_id, gallery_id, visitor_id, $1, created_at FROM favorites
         ON CONFLICT (visitor_id, photo_id) DO NOTHING",
    )
    .bind(c.0)
    .execute(&mut *tx)
    .await
    .expect("given");
    tx.commit().await.expect("committed");
    let mut there = w.on(ANA, hearts).await;
    there.sort();
    assert_eq!(there, {
        let mut both = vec![b, c];
        both.sort();
        both
    });
    assert_eq!(w.set(ANA, None, b, false).await.expect("taken back"), [c]);
    assert_eq!((w.count("favorites").await, w.count("list_entries").await), (1, 2));
}

#[tokio::test]
async fn a_list_is_only_for_those_whose_it_is() {
    let w = wedding().await;
    let choices = w.backend.choices();
    let refused = choices.make(&w.guest, &w.token, ANA, "For grandma").await;
    assert_eq!(problems(refused), broken("", Problem::TooManyLists), "the studio wants none");
    choices.edit(&w.mirna, w.gallery, Rules { own_lists: true, ..Rules::default() }).await.expect("wanted");
    let mine = choices.make(&w.guest, &w.token, ANA, " For  grandma ").await.expect("a list").lists;
    let mine = mine.last().expect("the new one").clone();
    assert_eq!((mine.name.as_str(), mine.own, mine.most), ("For grandma", true, Most(None)));
    assert_eq!(
        problems(choices.make(&w.guest, &w.token, ANA, "For grandma").await),
        broken("name", Problem::ListNameTaken)
    );
    assert_eq!(problems(choices.make(&w.guest, &w.token, ANA, "  ").await), broken("name", Problem::Required));
    w.set(ANA, Some(mine.id), w.photos[0], true).await.expect("on it");
    assert!(w.look(LUKA).await.lists.iter().all(|list| list.id != mine.id));
    let refused = w.set(LUKA, Some(mine.id), w.photos[0], true).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::NotFound))), "{refused:?}");
    choices.discard(&w.guest, &w.token, LUKA, mine.id).await.expect("nothing of Luka's");
    assert_eq!(w.on(ANA, mine.id).await.len(), 1);
    choices.discard(&w.guest, &w.token, ANA, w.album).await.expect("the studio's stays");
    choices.discard(&w.guest, &w.token, ANA, mine.id).await.expect("gone");
    let left = choices.discard(&w.guest, &w.token, ANA, mine.id).await.expect("gone already");
    assert_eq!(left.lists.iter().map(|list| list.name.as_str()).collect::<Vec<_>>(), ["", "Album"]);
    for n in 0..OWN_LISTS {
        choices.make(&w.guest, &w.token, ANA, &format!("List {n}")).await.expect("a list");
    }
    assert_eq!(problems(choices.make(&w.guest, &w.token, ANA, "x").await), broken("", Problem::TooManyLists));
}

#[tokio::test]
async fn a_studio_takes_no_list_away_that_is_used() {
    let w = wedding().await;
    let choices = w.backend.choices();
    w.set(ANA, Some(w.album), w.photos[0], true).await.expect("chosen");
    let in_use = broken("", Problem::ListInUse);
    assert_eq!(problems(choices.undefine(&w.mirna, w.gallery, w.album).await), in_use);
    assert_eq!(problems(choices.undefine(&w.mirna, w.gallery, ListId::hearts(w.gallery)).await), in_use);
    w.set(ANA, Some(w.album), w.photos[0], false).await.expect("taken back");
    choices.undefine(&w.mirna, w.gallery, w.album).await.expect("gone");
    choices.undefine(&w.mirna, w.gallery, w.album).await.expect("gone already");
    assert_eq!(problems(choices.define(&w.mirna, w.gallery, None, "", "many").await).len(), 2);
    for n in 0..STUDIO_LISTS {
        choices.define(&w.mirna, w.gallery, None, &format!("List {n}"), "").await.expect("a list");
    }
    assert_eq!(problems(choices.define(&w.mirna, w.gallery, None, "x", "").await), broken("", Problem::TooManyLists));
}

#[tokio::test]
async fn what_was_selected_comes_onto_a_list_together_or_not_at_all() {
    let w = wedding().await;
    let [a, b, c] = w.photos[..] else { panic!("three photographs") };
    let choices = w.backend.choices();
    let add = async |list, photos: &[_]| choices.add(&w.guest, &w.token, ANA, list, photos).await;
    let hearts = ListId::hearts(w.gallery);
    w.set(ANA, None, a, true).await.expect("a heart");
    let mut there = add(hearts, &[a, b, c, b]).await.expect("all of them");
    there.sort_unstable();
    let mut all = w.photos.clone();
    all.sort_unstable();
    assert_eq!(there, all);
    // The album takes two.
    assert_eq!(problems(add(w.album, &[a, b, c]).await), broken("list", Problem::ListFull));
    assert!(w.on(ANA, w.album).await.is_empty(), "nothing is half done");
    assert_eq!(add(w.album, &[a, b]).await.expect("two").len(), 2);
    assert_eq!(add(w.album, &[a, b]).await.expect("there already").len(), 2);
    // What cannot be seen is left out; another gallery's never comes.
    let hidden = w.backend.photo(&w.mirna, w.gallery, "DSC_9.jpg").await;
    w.backend.photos().hide(&w.mirna, w.gallery, &[hidden], true).await.expect("hidden");
    assert_eq!(add(hearts, &[hidden]).await.expect("none of them").len(), 3);
    let many = vec![a; crate::limits::PHOTOS_IN_ONE_DEED + 1];
    assert_eq!(problems(add(hearts, &many).await), broken("photos", Problem::TooManyPhotos));
}
