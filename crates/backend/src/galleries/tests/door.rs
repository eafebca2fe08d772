//! What a link shows: each standing, to each who may come.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{Refusal, Role};

use super::{door, open_gallery, refusal, settings};
use crate::{
    galleries::{Door, GallerySettings},
    testing::TestBackend,
};

#[tokio::test]
async fn each_standing_to_each_who_comes() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Viewer).await;
    let studio = mirna.membership.as_ref().expect("a member").studio;
    let editor = backend.member(studio, "Atelier Mirna", Role::Editor).await;
    let petra = backend.studio("Studio Petra", Role::Owner).await;
    let (stranger, ana) = (backend.visitor(), backend.visitor());
    let galleries = backend.galleries();
    for (standing, door_outside, refused) in [
        ("draft", Ok("not published"), Refusal::NotPublished),
        ("open", Ok("locked"), Refusal::Locked),
        ("expired", Ok("ended"), Refusal::Ended),
        ("archived", Ok("ended"), Refusal::Ended),
        ("trashed", Err(Refusal::NotFound), Refusal::NotFound),
    ] {
        let id = open_gallery(&backend, &editor, standing).await;
        let photo = backend.photo(&editor, id, "DSC_2.jpg").await;
        backend.unlock(&ana, id).await;
        let epoch_of_ana = galleries.get(&editor, id).await.expect("a gallery").epoch;
        match standing {
            "draft" => galleries.unpublish(&editor, id).await.expect("draft"),
            "expired" => {
                let today = backend.clock.now().date_naive().to_string();
                let form = GallerySettings { expires_on: today, ..settings(&backend, &editor, id).await };
                galleries.edit(&editor, id, &form).await.expect("until tonight");
                backend.clock.advance(TimeDelta::days(1));
            }
            "archived" => galleries.archive(&editor, id).await.expect("archived"),
            "trashed" => galleries.trash(&editor, id).await.expect("trashed"),
            _ => {}
        }
        // Even if the code had been given in this very epoch, only an open gallery opens.
        let mut tx = backend.db.system().await.expect("a transaction");
        sqlx::query("UPDATE galleries SET access_epoch = $2 WHERE id = $1")
            .bind(id.0)
            .bind(epoch_of_ana)
            .execute(&mut *tx)
            .await
            .expect("updated");
        tx.commit().await.expect("committed");

        let token = backend.link_token(id).await;
        for (who, viewer, opens) in [
            ("a stranger", &stranger, false),
            ("another studio's owner", &petra, false),
            ("a client with the code", &ana, standing == "open"),
            ("a member", &mirna, standing != "trashed"),
        ] {
            let seen = door(&backend, viewer, id).await.map_err(|error| refusal::<()>(Err(error)).expect("a refusal"));
            assert_eq!(seen, if opens { Ok("open") } else { door_outside }, "{who}, {standing}");
            let photos = galleries.photos(viewer, &token, None, 60).await;
            let view = galleries.photo(viewer, &token, photo).await;
            let hearts = backend.favorites().list(viewer, &token, "ana-ana-ana-ana-1").await;
            if opens {
                assert_eq!(photos.expect("photographs").photos.len(), 2);
                assert_eq!((view.expect("a photograph").count, hearts.expect("hearts").len()), (2, 0));
            } else {
                assert_eq!(refusal(photos), Some(refused), "{who}, {standing}");
                assert_eq!(refusal(view), Some(refused), "{who}, {standing}");
                assert_eq!(refusal(hearts), Some(refused), "{who}, {standing}");
            }
        }
    }
}

#[tokio::test]
async fn a_closed_door_tells_nothing() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let id = open_gallery(&backend, &mirna, "Ana & Luka").await;
    let token = backend.link_token(id).await;
    let visit = backend.galleries().visit(&backend.visitor(), &token).await.expect("a door");
    assert_eq!(
        format!("{visit:?}"),
        "Visit { studio_name: \"Atelier Mirna\", logo: None, locale: En, door: Locked(Code) }"
    );
    for nowhere in ["", "x", "AAAAAAAAAAAAAAAAAAAAAA", "čččččččččččččččččččččč"] {
        assert_eq!(refusal(backend.galleries().visit(&mirna, nowhere).await), Some(Refusal::NotFound));
    }
    let own = backend.galleries().visit(&mirna, &token).await.expect("a door");
    let Door::Open(open) = own.door else { panic!("a member looks in") };
    assert!(open.own && open.title == "Ana & Luka" && open.photos == 1 && open.page.photos.len() == 1);
    assert_eq!((open.epoch, open.change_seq, open.cover.is_some()), (1, 1, true));
}

/// The last day ends with that day in the studio's time zone, also in the night in which its clocks change.
#[tokio::test]
async fn it_ends_at_midnight_of_the_studio() {
    for (zone, last_day, end) in [
        ("Europe/Zagreb", "2026-09-12", "2026-09-12T22:00:00Z"),
        // Summer time ends in the night to the 25th: that day begins in summer time and ends in winter time.
        ("Europe/Zagreb", "2026-10-24", "2026-10-24T22:00:00Z"),
        ("Europe/Zagreb", "2026-10-25", "2026-10-25T23:00:00Z"),
        ("America/Los_Angeles", "2026-11-01", "2026-11-02T08:00:00Z"),
        ("Pacific/Kiritimati", "2026-09-12", "2026-09-12T10:00:00Z"),
        // Cairo skips the first hour of the 30th of April 2027: the day begins at one.
        ("Africa/Cairo", "2027-04-29", "2027-04-29T22:00:00Z"),
    ] {
        let backend = TestBackend::start().await;
        let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
        let mut tx = backend.db.system().await.expect("a transaction");
        sqlx::query("UPDATE studios SET time_zone = $1").bind(zone).execute(&mut *tx).await.expect("moved");
        tx.commit().await.expect("committed");
        let id = open_gallery(&backend, &mirna, "Ana & Luka").await;
        let form = GallerySettings { expires_on: last_day.into(), ..settings(&backend, &mirna, id).await };
        let edited = backend.galleries().edit(&mirna, id, &form).await;
        let end: DateTime<Utc> = end.parse().expect("a moment");
        if zone == "Pacific/Kiritimati" {
            // Fourteen hours ahead, that day ends at this very moment of the tests' clock: in the past.
            assert!(edited.is_err());
            continue;
        }
        edited.expect("an end");
        let ana = backend.visitor();
        backend.unlock(&ana, id).await;
        backend.clock.advance(end - backend.clock.now() - TimeDelta::milliseconds(1));
        assert_eq!(door(&backend, &ana, id).await.expect("a door"), "open", "{zone} {last_day}");
        backend.clock.advance(TimeDelta::milliseconds(1));
        assert_eq!(door(&backend, &ana, id).await.expect("a door"), "ended", "{zone} {last_day}");
    }
}
