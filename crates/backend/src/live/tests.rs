//! Messages: in order, without gaps, to those who may hear them, also after the database was away.

use std::{sync::Arc, time::Duration};

use chrono::TimeDelta;
use domain::{
    GalleryId, PhotoId, Refusal, Role, StudioId,
    live::{Change, Deed, GalleryEvent, Who},
};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::{announce, announce_deed};
use crate::{
    error::Error,
    limits::CHANGES_TOLD,
    testing::{TestBackend, connect_as},
};

type Heard = (StudioId, GalleryId, Vec<Change>);

async fn say(backend: &TestBackend, studio: StudioId, gallery: GalleryId, photo: u128) -> i64 {
    let event = GalleryEvent::PhotoReady { photo: PhotoId(uuid::Uuid::from_u128(photo)) };
    let mut tx = backend.db.studio(studio).await.expect("a transaction");
    let seq = announce(&mut tx, studio, gallery, event, backend.clock.now()).await.expect("said");
    tx.commit().await.expect("committed");
    seq
}

fn numbers(changes: &[Change]) -> Vec<i64> {
    changes.iter().map(|change| change.seq).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_at_once_are_in_order_without_gaps() {
    let backend = Arc::new(TestBackend::start().await);
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let studio = mirna.membership.as_ref().expect("a member").studio;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let saying = (0..20_u128).map(|n| {
        let backend = backend.clone();
        tokio::spawn(async move { say(&backend, studio, gallery, n).await })
    });
    // Somebody asks all the while: what they have never has a gap, and never changes afterwards.
    let mut told: Vec<Change> = Vec::new();
    let saying: Vec<_> = saying.collect();
    while told.len() < 20 {
        let after = told.last().map_or(0, |change| change.seq);
        let missed = backend.live().changes(&mirna, gallery, after).await.expect("messages");
        assert!(!missed.reload);
        told.extend(missed.changes);
        assert_eq!(missed.seq, told.last().map_or(0, |change| change.seq));
    }
    assert_eq!(numbers(&told), (1..=20).collect::<Vec<_>>());
    let mut given = futures::future::join_all(saying).await.into_iter().map(|n| n.expect("said")).collect::<Vec<_>>();
    given.sort_unstable();
    assert_eq!(given, numbers(&told));
}

#[tokio::test]
async fn what_was_missed_is_told_or_the_page_loads_again() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let studio = mirna.membership.as_ref().expect("a member").studio;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let missed = async |after| {
        let missed = backend.live().changes(&mirna, gallery, after).await.expect("messages");
        (missed.seq, numbers(&missed.changes), missed.reload)
    };
    assert_eq!(missed(0).await, (0, vec![], false));
    assert_eq!(missed(7).await, (0, vec![], true), "a number of another life");
    for n in 0..3 {
        say(&backend, studio, gallery, n).await;
    }
    backend.clock.advance(TimeDelta::days(2));
    say(&backend, studio, gallery, 3).await;
    assert_eq!(missed(1).await, (4, vec![2, 3, 4], false));
    assert_eq!(missed(4).await, (4, vec![], false));
    assert_eq!(missed(i64::MAX).await, (4, vec![], true));
    assert_eq!(missed(-1).await, (4, vec![], true));
    backend.galleries().sweep(backend.clock.now() + TimeDelta::seconds(1)).await.expect("swept");
    assert_eq!(missed(3).await, (4, vec![4], false));
    assert_eq!(missed(1).await, (4, vec![], true), "2 and 3 are forgotten");
    backend.galleries().sweep(backend.clock.now() + TimeDelta::days(3)).await.expect("swept");
    assert_eq!(missed(3).await, (4, vec![], true), "all are forgotten");
    assert_eq!(missed(4).await, (4, vec![], false));
    for n in 0..CHANGES_TOLD {
        say(&backend, studio, gallery, n.unsigned_abs().into()).await;
    }
    assert_eq!(missed(4).await.1.len(), 500);
    say(&backend, studio, gallery, 9).await;
    assert_eq!(missed(4).await, (505, vec![], true), "too many");
}

#[tokio::test]
async fn only_members_hear() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Viewer).await;
    let studio = mirna.membership.as_ref().expect("a member").studio;
    let editor = backend.member(studio, "Atelier Mirna", Role::Editor).await;
    let petra = backend.studio("Studio Petra", Role::Owner).await;
    let gallery = backend.gallery(&editor, "Ana & Luka").await;
    let live = backend.live();
    live.may_join(&mirna, gallery).await.expect("a member");
    for (viewer, answer) in [(&petra, Refusal::NotFound), (&backend.visitor(), Refusal::SignIn)] {
        assert!(matches!(live.may_join(viewer, gallery).await, Err(Error::Refused(why)) if why == answer));
        assert!(matches!(live.changes(viewer, gallery, 0).await, Err(Error::Refused(why)) if why == answer));
    }
    // Another studio's transaction cannot speak in this gallery either.
    let theirs = petra.membership.as_ref().expect("a member").studio;
    for claimed in [studio, theirs] {
        let mut tx = backend.db.studio(theirs).await.expect("a transaction");
        let said = announce(&mut tx, claimed, gallery, GalleryEvent::PhotosMoved, backend.clock.now()).await;
        assert!(matches!(said, Err(Error::Refused(Refusal::NotFound))), "{said:?}");
    }
    backend.galleries().trash(&editor, gallery).await.expect("deleted");
    assert!(live.may_join(&mirna, gallery).await.is_err(), "the trash is out of sight");
}

async fn next(heard: &mut mpsc::UnboundedReceiver<Heard>) -> Heard {
    tokio::time::timeout(Duration::from_secs(20), heard.recv()).await.expect("in time").expect("listening")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_listener_hears_all_in_order_also_what_was_said_while_it_was_cut_off() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let studio = mirna.membership.as_ref().expect("a member").studio;
    let (first, second) = (backend.gallery(&mirna, "Ana & Luka").await, backend.gallery(&mirna, "Eva").await);
    say(&backend, studio, first, 0).await;

    let (sender, mut heard) = mpsc::unbounded_channel::<Heard>();
    let stop = CancellationToken::new();
    let listener = (*backend).clone();
    let stopped = stop.clone();
    let listening = tokio::spawn(async move {
        let sink = |studio, gallery, changes| sender.send((studio, gallery, changes)).expect("heard");
        listener.live().listen(stopped, sink).await;
    });
    let mut server = connect_as(&backend.database_url, "NONE").await;
    let listens = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %'";
    let mut pids: Vec<i32> = Vec::new();
    while pids.is_empty() {
        pids = sqlx::query_scalar(listens).fetch_all(&mut server).await.expect("the sessions");
    }
    // Until the listener has looked where each gallery stands, a message may be counted as old.
    tokio::time::sleep(Duration::from_millis(300)).await;

    for n in 1..=5 {
        say(&backend, studio, first, n).await;
    }
    let mut told = Vec::new();
    while told.len() < 5 {
        let (whose, gallery, changes) = next(&mut heard).await;
        assert_eq!((whose, gallery), (studio, first));
        told.extend(numbers(&changes));
    }
    assert_eq!(told, [2, 3, 4, 5, 6], "what was said before is not told");

    let cut: bool = sqlx::query_scalar("SELECT bool_and(pg_terminate_backend(pid, 5000)) FROM unnest($1::int[]) pid")
        .bind(&pids)
        .fetch_one(&mut server)
        .await
        .expect("an answer");
    assert!(cut);
    say(&backend, studio, second, 7).await;
    say(&backend, studio, second, 8).await;
    let mut told = Vec::new();
    while told.len() < 2 {
        let (_, gallery, changes) = next(&mut heard).await;
        assert_eq!(gallery, second);
        told.extend(numbers(&changes));
    }
    assert_eq!(told, [1, 2]);
    say(&backend, studio, first, 9).await;
    assert_eq!(numbers(&next(&mut heard).await.2), [7], "and it goes on hearing");
    stop.cancel();
    tokio::time::timeout(Duration::from_secs(5), listening).await.expect("stops").expect("no panic");
}

#[tokio::test]
async fn a_deed_stands_beside_its_event() {
    let deed = Deed::Sent { who: Who { name: "Ana".into(), number: 3 }, list: "Album".into() };
    let change = Change { seq: 7, event: GalleryEvent::HeartsChanged, deed: Some(deed.clone()), lists: false };
    let text = serde_json::to_string(&change).expect("JSON");
    assert_eq!(serde_json::from_str::<Change>(&text).expect("a change"), change);
    // Who knows of no deeds reads the event.
    assert_eq!(serde_json::from_str::<GalleryEvent>(&text).expect("an event"), GalleryEvent::HeartsChanged);

    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let studio = mirna.membership.as_ref().expect("a member").studio;
    let gallery = backend.gallery(&mirna, "Ana & Luka").await;
    let mut tx = backend.db.studio(studio).await.expect("a transaction");
    announce_deed(&mut tx, studio, gallery, &deed, backend.clock.now()).await.expect("said");
    tx.commit().await.expect("committed");
    let told = backend.live().changes(&mirna, gallery, 0).await.expect("messages").changes;
    assert_eq!(told, [Change { seq: 1, ..change }]);
}

#[tokio::test]
async fn who_is_there_and_who_has_gone() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let studio = mirna.membership.as_ref().expect("a member").studio;
    let eva = backend.member(studio, "Atelier Mirna", Role::Viewer).await;
    let (gallery, other) = (backend.gallery(&mirna, "Ana & Luka").await, backend.gallery(&mirna, "Eva").await);
    let live = backend.live();
    let id = |viewer: &domain::Viewer| viewer.person.as_ref().expect("a person").id;
    let there = async || {
        let present = live.present(&[gallery, other]).await.expect("who is there");
        let mut people: Vec<_> = present.get(&gallery).into_iter().flatten().map(|person| person.id).collect();
        people.sort_unstable();
        people
    };
    let mut both = vec![id(&mirna), id(&eva)];
    both.sort_unstable();
    for (viewer, connection) in [(&mirna, "1"), (&mirna, "2"), (&eva, "3")] {
        live.arrive(viewer, gallery, connection).await.expect("a member");
    }
    assert_eq!(there().await, both, "each once");
    live.depart("1").await.expect("gone");
    assert_eq!(there().await, both, "she has another page");
    live.depart("2").await.expect("gone");
    assert_eq!(there().await, [id(&eva)]);

    // As long as it is said that she stays.
    for _ in 0..3 {
        backend.clock.advance(TimeDelta::seconds(15));
        live.stay(&["3".to_owned()]).await.expect("still there");
        assert_eq!(there().await, [id(&eva)]);
    }
    backend.clock.advance(TimeDelta::seconds(21));
    assert!(there().await.is_empty(), "the process that knew of her is gone");
    live.sweep(backend.clock.now()).await.expect("swept");
    live.stay(&["3".to_owned()]).await.expect("nothing to say");
    assert!(there().await.is_empty());

    let petra = backend.studio("Studio Petra", Role::Owner).await;
    for viewer in [&petra, &backend.visitor()] {
        live.arrive(viewer, gallery, "4").await.expect_err("refused");
    }
}
