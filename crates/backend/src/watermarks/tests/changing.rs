//! Other watermarks, and logos.

use chrono::TimeDelta;

use domain::MarkedSize;

use super::{super::queries, *};
use crate::{
    files::{Key, PhotoKeys},
    photos::Trouble,
};

/// How many marked sizes the store has.
async fn marks(w: &Proof) -> usize {
    w.backend.files.list(&Key::from("marked")).try_collect::<Vec<_>>().await.expect("listed").len()
}

pub(super) fn png(alpha: u8) -> Bytes {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 40, 20);
    encoder.set_color(png::ColorType::Rgba);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&[200, 30, 60, alpha].repeat(800)).expect("written");
    writer.finish().expect("finished");
    file.into()
}

#[tokio::test]
async fn another_mark_has_other_addresses_and_the_former_is_swept() {
    let w = proof(1).await;
    w.turn(true).await;
    w.backend.run_jobs().await;
    let (before, first) = (w.epoch().await, w.seen(RenditionKind::Preview, true).await);
    w.set(w.gallery, Some(&form("text", "Proof", Place::Tiled))).await.expect("set");
    assert!(w.epoch().await > before);
    let old = w.get(&w.guest, (before, w.photos[0]), Shown::of(RenditionKind::Preview, true)).await;
    assert!(not_found(&old), "nobody is given the former mark");
    assert_eq!(w.marked().await, (0, 1));
    w.backend.run_jobs().await;
    assert_eq!((w.marked().await, marks(&w).await), ((1, 1), 6));
    assert!(w.seen(RenditionKind::Preview, true).await != first);
    // The same once more is no change.
    let epoch = w.epoch().await;
    w.set(w.gallery, Some(&form("text", " Proof ", Place::Tiled))).await.expect("set");
    assert_eq!(w.epoch().await, epoch);

    // What was stored is as old as this machine's clock says, which is another than the backend's.
    let later = w.backend.clock.now() + TimeDelta::days(36_500);
    w.backend.photos().sweep_store(later).await.expect("swept");
    assert_eq!(marks(&w).await, 3, "those of now are left");
    assert!(w.seen(RenditionKind::Preview, true).await != first);
    w.turn(false).await;
    w.backend.photos().sweep_store(later).await.expect("swept");
    assert_eq!(marks(&w).await, 0);
}

#[tokio::test]
async fn a_photograph_that_goes_takes_its_marks_along() {
    let w = proof(1).await;
    w.turn(true).await;
    w.backend.run_jobs().await;
    assert_eq!(marks(&w).await, 3);
    w.backend.photos().trash(&w.mirna, w.gallery, &w.photos).await.expect("trashed");
    w.backend.clock.advance(crate::limits::TRASH);
    w.backend.photos().sweep(w.backend.clock.now()).await.expect("swept");
    w.backend.run_jobs().await;
    assert_eq!(marks(&w).await, 0);
}

#[tokio::test]
async fn the_studios_mark_is_that_of_galleries_without_one() {
    let w = proof(1).await;
    let watermarks = w.backend.watermarks();
    let own = w.backend.gallery(&w.mirna, "With one of its own").await;
    w.set(own, Some(&form("name", "", Place::Middle))).await.expect("set");
    for gallery in [w.gallery, own] {
        watermarks.set_proofing(&w.mirna, gallery, true).await.expect("turned");
    }
    w.backend.run_jobs().await;
    let epoch_of = async |gallery| w.backend.galleries().get(&w.mirna, gallery).await.expect("the gallery").epoch;
    let (before, before_own) = (epoch_of(w.gallery).await, epoch_of(own).await);
    watermarks.set_of_studio(&w.mirna, &form("text", "Mirna", Place::Top), &usual()).await.expect("set");
    assert_eq!((epoch_of(w.gallery).await, epoch_of(own).await), (before + 1, before_own));
    assert_eq!(w.marked().await, (0, 1));
    w.backend.run_jobs().await;
    assert_eq!(w.marked().await, (1, 1));
    // And the studio's again, where it had one of its own.
    w.set(own, None).await.expect("set");
    let mark = watermarks.of_gallery(&w.mirna, own).await.expect("the mark");
    assert_eq!(mark.own, None);
    assert_eq!(
        mark.studio.watermark,
        Watermark::new(Mark::Text("Mirna".parse().expect("words")), Place::Top, 60, 10,).expect("a watermark")
    );
    let editor = w.backend.member(w.studio, "Atelier Mirna", Role::Editor).await;
    let refused = watermarks.set_of_studio(&editor, &form("name", "", Place::Top), &usual()).await;
    assert!(matches!(refused, Err(Error::Refused(domain::Refusal::Forbidden))));
}

#[tokio::test]
async fn what_somebody_else_saved_meanwhile_is_not_overwritten() {
    let w = proof(1).await;
    let watermarks = w.backend.watermarks();
    let (mine, theirs) = (form("text", "Mine", Place::Top), form("text", "Theirs", Place::Top));
    let kept = watermarks.set(&w.mirna, w.gallery, Some(&theirs), None).await.expect("set");
    assert_eq!(kept.as_ref().map(WatermarkForm::from), Some(theirs.clone()));
    for (new, over) in [(Some(&mine), None), (None, Some(&mine)), (Some(&mine), Some(&mine))] {
        let late = watermarks.set(&w.mirna, w.gallery, new, over).await;
        assert!(matches!(late, Err(Error::Conflict)), "{late:?}");
    }
    watermarks.set(&w.mirna, w.gallery, Some(&theirs), None).await.expect("the very same is no conflict");
    watermarks.set(&w.mirna, w.gallery, Some(&mine), Some(&theirs)).await.expect("seen, and set all the same");

    watermarks.set_of_studio(&w.mirna, &theirs, &usual()).await.expect("set");
    let late = watermarks.set_of_studio(&w.mirna, &mine, &usual()).await;
    assert!(matches!(late, Err(Error::Conflict)), "{late:?}");
    let kept = watermarks.set_of_studio(&w.mirna, &mine, &theirs).await.expect("set");
    assert_eq!(WatermarkForm::from(&kept), mine);
}

#[tokio::test]
async fn a_logo_is_painted_and_another_takes_its_place() {
    let w = proof(1).await;
    let watermarks = w.backend.watermarks();
    let on = form("logo", "", Place::Middle);
    let said = |answer: Result<Option<Watermark>>| match answer {
        Err(Error::Invalid(problems)) => problems[0].problem,
        _ => panic!("invalid"),
    };
    assert_eq!(said(w.set(w.gallery, Some(&on)).await), Problem::NoLogo);
    watermarks.set_logo(&w.mirna, png(255)).await.expect("taken");
    w.set(w.gallery, Some(&on)).await.expect("set");
    w.turn(true).await;
    w.backend.run_jobs().await;
    let first = w.seen(RenditionKind::Preview, true).await;
    let name = watermarks.of_studio(&w.mirna).await.expect("the mark").logo;
    watermarks.set_logo(&w.mirna, png(140)).await.expect("taken");
    assert_eq!(w.marked().await, (0, 1));
    w.backend.run_jobs().await;
    assert_eq!(w.marked().await, (1, 1));
    assert!(w.seen(RenditionKind::Preview, true).await != first);
    assert!(watermarks.of_studio(&w.mirna).await.expect("the mark").logo != name);
    let kept: Vec<_> = w.backend.files.list(&Key::from("logos")).try_collect().await.expect("listed");
    assert_eq!(kept.len(), 1, "the former is gone");
    assert!(watermarks.logo(&w.mirna).await.expect("the logo").starts_with(b"RIFF"));

    assert!(matches!(watermarks.set_logo(&w.mirna, png(0)).await, Err(Error::File(_))), "nothing to see");
    assert!(matches!(watermarks.set_logo(&w.mirna, Bytes::from_static(b"GIF89a")).await, Err(Error::File(_))));
    let large = Bytes::from(vec![0; crate::limits::LOGO + 1]);
    assert!(matches!(watermarks.set_logo(&w.mirna, large).await, Err(Error::TooLarge)));
    let petra = w.backend.studio("Studio Petra", Role::Owner).await;
    assert!(not_found(&watermarks.logo(&petra).await), "each studio has its own");
}

#[tokio::test]
async fn what_is_no_watermark_is_said_where_it_stands() {
    let w = proof(1).await;
    for (form, field, problem) in [
        (form("text", " ", Place::Top), "text", Problem::Required),
        (form("text", &"x".repeat(61), Place::Top), "text", Problem::TooLong),
        (form("what", "", Place::Top), "mark", Problem::Required),
        (WatermarkForm { opacity: 9, ..form("name", "", Place::Top) }, "opacity", Problem::NotAShare),
        (WatermarkForm { size: 61, ..form("name", "", Place::Top) }, "size", Problem::NotAShare),
    ] {
        let answer = w.set(w.gallery, Some(&form)).await;
        let Err(Error::Invalid(problems)) = answer else { panic!("{form:?} is taken") };
        assert_eq!((&*problems[0].field, problems[0].problem), (field, problem));
    }
}

#[tokio::test]
async fn marks_that_come_late_are_not_taken_for_those_of_now() {
    let w = proof(1).await;
    w.turn(true).await;
    let mut tx = w.backend.db.studio(w.studio).await.expect("a transaction");
    let old = queries::waiting(&mut tx, w.photos[0]).await.expect("asked").expect("it waits");
    drop(tx);
    w.set(w.gallery, Some(&form("text", "Proof", Place::Tiled))).await.expect("set");
    w.backend.run_jobs().await;
    assert_eq!(w.marked().await, (1, 1));
    let mut tx = w.backend.db.studio(w.studio).await.expect("a transaction");
    queries::set_marked(&mut tx, w.photos[0], &old.storage_key, old.generation).await.expect("late");
    tx.commit().await.expect("committed");
    assert_eq!(w.marked().await, (1, 1));
}

#[tokio::test]
async fn a_marked_size_that_is_lost_is_told_and_comes_back_with_the_same_file() {
    let w = proof(1).await;
    w.turn(true).await;
    w.backend.run_jobs().await;
    let before = w.seen(RenditionKind::Preview, true).await;
    let mut tx = w.backend.db.studio(w.studio).await.expect("a transaction");
    let (secret, generation): (String, i32) =
        sqlx::query_as("SELECT storage_key, marked_generation FROM photos").fetch_one(&mut *tx).await.expect("a row");
    drop(tx);
    let lost = PhotoKeys::new(w.studio, secret).marked(generation, MarkedSize::Preview);
    w.backend.files.delete(&lost).await.expect("lost");
    let mut told = Vec::new();
    w.backend.photos().verify(Some(0), |_, finding| told.extend(finding)).await.expect("verified");
    let told: Vec<_> = told.iter().map(|finding| (finding.trouble, finding.object.clone())).collect();
    assert_eq!(told, [(Trouble::Missing, lost.to_string())]);
    w.upload(0).await;
    w.backend.run_jobs().await;
    assert_eq!((w.marked().await, w.seen(RenditionKind::Preview, true).await), ((1, 1), before));
}
