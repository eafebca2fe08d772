//! What a visitor sees, at every address there is or was.

use domain::MarkedSize;

use super::*;

#[tokio::test]
async fn no_address_gives_a_visitor_a_picture_without_a_mark() {
    let w = proof(1).await;
    let photo = w.photos[0];
    let mut stored = Vec::new();
    for kind in RenditionKind::ALL.into_iter().filter(|kind| *kind != RenditionKind::Thumb) {
        stored.push(w.plain(kind).await);
    }
    w.turn(true).await;
    let thumb = w.plain(RenditionKind::Thumb).await;
    for made in [false, true] {
        let now = w.epoch().await;
        for (epoch, shown) in (0..now + 2).flat_map(|epoch| Shown::all().map(move |shown| (epoch, shown))) {
            let answer = w.get(&w.guest, (epoch, photo), shown).await;
            match (&answer, shown) {
                (Ok((bytes, stand_in)), Shown::Marked(_)) if epoch == now => {
                    assert_eq!(*stand_in, !made, "{shown:?}");
                    assert_eq!(*bytes == thumb, !made, "{shown:?} before and after it is made");
                    assert!(!stored.contains(bytes), "{shown:?} gives a picture without a mark");
                }
                (Ok((bytes, false)), Shown::Plain(RenditionKind::Thumb)) if epoch == now => assert!(*bytes == thumb),
                _ => assert!(not_found(&answer), "{shown:?} of epoch {epoch}: {}", answer.is_ok()),
            }
        }
        w.backend.run_jobs().await;
    }
    assert_eq!(w.marked().await, (1, 1));
}

#[tokio::test]
async fn what_a_browser_knows_is_not_said_to_be_still_the_same() {
    let w = proof(1).await;
    let (photo, before) = (w.photos[0], w.epoch().await);
    let wanted = |known| Wanted { known: Some(known), ..Wanted::default() };
    w.turn(true).await;
    w.backend.run_jobs().await;
    for (epoch, shown) in [before, w.epoch().await].into_iter().flat_map(|e| Shown::all().map(move |shown| (e, shown)))
    {
        let address = (w.gallery, epoch, photo);
        let answer = w.backend.photos().serve(&w.guest, address, shown, wanted("*")).await;
        let may = epoch != before && domain::may_see(true, shown);
        assert_eq!(answer.is_ok(), may, "{shown:?} of epoch {epoch}");
    }
}

#[tokio::test]
async fn released_everything_is_there_again_at_once() {
    let w = proof(1).await;
    let full = w.plain(RenditionKind::Full).await;
    w.turn(true).await;
    w.backend.run_jobs().await;
    let marked = w.seen(RenditionKind::Full, true).await;
    assert!(marked != full);
    w.turn(false).await;
    assert!(w.seen(RenditionKind::Full, false).await == full);
    let gone = w.get(&w.guest, (w.epoch().await, w.photos[0]), Shown::Marked(MarkedSize::Large)).await;
    assert!(not_found(&gone));
    // On once more: what was made before is not taken for what is now.
    w.turn(true).await;
    let (_, stand_in) =
        w.get(&w.guest, (w.epoch().await, w.photos[0]), Shown::Marked(MarkedSize::Large)).await.expect("the thumb");
    assert!(stand_in);
    w.backend.run_jobs().await;
    assert!(w.seen(RenditionKind::Full, true).await == marked, "the same mark on the same picture");
}

#[tokio::test]
async fn who_was_let_in_stays_in_and_who_was_not_does_not_come_in() {
    let w = proof(1).await;
    let stranger = w.backend.visitor();
    w.turn(true).await;
    assert!(w.get(&w.guest, (w.epoch().await, w.photos[0]), RenditionKind::Thumb).await.is_ok());
    let locked = w.get(&stranger, (w.epoch().await, w.photos[0]), RenditionKind::Thumb).await;
    assert!(matches!(locked, Err(Error::Refused(domain::Refusal::Locked))));
    w.backend.galleries().unpublish(&w.mirna, w.gallery).await.expect("a draft");
    w.backend.publish(&w.mirna, w.gallery).await;
    w.turn(false).await;
    let out = w.get(&w.guest, (w.epoch().await, w.photos[0]), RenditionKind::Thumb).await;
    assert!(matches!(out, Err(Error::Refused(domain::Refusal::Locked))), "shut out before, shut out still");
}

#[tokio::test]
async fn what_comes_while_proofing_is_marked_too() {
    let w = proof(1).await;
    w.turn(true).await;
    w.backend.run_jobs().await;
    w.upload(7).await;
    w.backend.run_jobs().await;
    assert_eq!(w.marked().await, (2, 2));
    let other = w.backend.gallery(&w.mirna, "Prints").await;
    w.backend.watermarks().set_proofing(&w.mirna, other, true).await.expect("turned");
    w.backend.photos().copy(&w.mirna, w.gallery, &w.photos, other, false).await.expect("copied");
    w.backend.run_jobs().await;
    let mark = w.backend.watermarks().of_gallery(&w.mirna, other).await.expect("the mark");
    assert_eq!((mark.marked, mark.photos), (1, 1));
    // A second gallery like this one begins as this one is.
    let like = w.backend.galleries().duplicate(&w.mirna, w.gallery, "Again", true).await.expect("made");
    w.backend.run_jobs().await;
    let mark = w.backend.watermarks().of_gallery(&w.mirna, like).await.expect("the mark");
    assert_eq!((mark.proofing, mark.marked, mark.photos), (true, 2, 2));
}

#[tokio::test]
async fn galleries_begin_without_it_and_only_editors_turn_it_on() {
    let w = proof(1).await;
    assert!(!w.backend.galleries().get(&w.mirna, w.gallery).await.expect("the gallery").proofing);
    let looking = w.backend.member(w.studio, "Atelier Mirna", Role::Viewer).await;
    let petra = w.backend.studio("Studio Petra", Role::Owner).await;
    for viewer in [&looking, &petra, &w.guest] {
        assert!(w.backend.watermarks().set_proofing(viewer, w.gallery, true).await.is_err());
    }
    let before = w.epoch().await;
    w.turn(false).await;
    assert_eq!(w.epoch().await, before, "nothing changed");
}
