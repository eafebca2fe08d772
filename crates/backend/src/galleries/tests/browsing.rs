//! Pages of photographs, and one among the others.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use domain::{Cursor, PhotoId, Refusal, Role};

use super::{refusal, states::set_photo};
use crate::testing::TestBackend;

/// 150 photographs of one moment, many of one name: no page loses or doubles any, whatever its size.
#[tokio::test]
async fn pages_lose_and_double_nothing() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let id = backend.gallery(&mirna, "Ana & Luka").await;
    let token = backend.link_token(id).await;
    let mut all = BTreeSet::new();
    for n in 0..150 {
        all.insert(backend.photo(&mirna, id, &format!("DSC_{}.jpg", n / 25)).await);
    }
    let galleries = backend.galleries();
    let mut orders = BTreeSet::new();
    for size in [1, 7, 25, 60, 149, 150, 151, i64::MAX] {
        let (mut seen, mut after, mut pages): (Vec<PhotoId>, Option<Cursor>, _) = (Vec::new(), None, 0_u64);
        loop {
            let page = galleries.photos(&mirna, &token, after, size).await.expect("a page");
            assert!(!page.photos.is_empty() && page.photos.len() as i64 <= size);
            seen.extend(page.photos.iter().map(|tile| tile.id));
            pages += 1;
            // The place survives being text.
            after = page.next.map(|next| next.to_string().parse().expect("a place"));
            if after.is_none() {
                break;
            }
        }
        assert_eq!((seen.len(), pages), (150, 150_u64.div_ceil(size.min(150).unsigned_abs())), "size {size}");
        assert_eq!(seen.iter().copied().collect::<BTreeSet<_>>(), all);
        orders.insert(seen);
    }
    assert_eq!(orders.len(), 1, "one order for all sizes");
    assert_eq!(galleries.photos(&mirna, &token, None, -5).await.expect("a page").photos.len(), 1);
}

#[tokio::test]
async fn what_comes_and_goes_between_pages_disturbs_nothing() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let id = backend.gallery(&mirna, "Ana & Luka").await;
    let token = backend.link_token(id).await;
    let mut photos = Vec::new();
    for n in 0..4 {
        photos.push(backend.photo(&mirna, id, &format!("DSC_{n}.jpg")).await);
        backend.clock.advance(TimeDelta::minutes(1));
    }
    let first = backend.galleries().photos(&mirna, &token, None, 2).await.expect("a page");
    // The place where the page ended is deleted for good, and one arrives before it.
    let mut tx = backend.db.system().await.expect("a transaction");
    sqlx::query("DELETE FROM photos WHERE id = $1").bind(photos[1].0).execute(&mut *tx).await.expect("deleted");
    tx.commit().await.expect("committed");
    backend.clock.advance(TimeDelta::minutes(-9));
    backend.photo(&mirna, id, "early.jpg").await;
    let second = backend.galleries().photos(&mirna, &token, first.next, 2).await.expect("a page");
    assert_eq!(second.photos.iter().map(|tile| tile.id).collect::<Vec<_>>(), photos[2..]);
    assert_eq!(second.next, None);
}

#[tokio::test]
async fn one_photograph_has_its_place_among_those_to_be_seen() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let id = backend.gallery(&mirna, "Ana & Luka").await;
    let mut photos = Vec::new();
    for name in ["a", "b", "c", "d", "e"] {
        photos.push(backend.photo(&mirna, id, name).await);
    }
    set_photo(&backend, photos[1], "trashed_at = created_at").await;
    set_photo(&backend, photos[3], "state = 'failed'").await;
    backend.publish(&mirna, id).await;
    let (ana, token) = (backend.visitor(), backend.link_token(id).await);
    backend.unlock(&ana, id).await;
    let galleries = backend.galleries();
    for (photo, previous, next, position) in [(0, None, Some(2), 1), (2, Some(0), Some(4), 2), (4, Some(2), None, 3)] {
        let view = galleries.photo(&ana, &token, photos[photo]).await.expect("a photograph");
        assert_eq!((view.tile.id, view.position, view.count), (photos[photo], position, 3));
        assert_eq!((view.previous, view.next), (previous.map(|n: usize| photos[n]), next.map(|n: usize| photos[n])));
    }
    let elsewhere = backend.gallery(&mirna, "Eva").await;
    let foreign = backend.photo(&mirna, elsewhere, "x").await;
    for hidden in [photos[1], photos[3], foreign] {
        assert_eq!(refusal(galleries.photo(&ana, &token, hidden).await), Some(Refusal::NotFound));
    }
    assert_eq!(galleries.photos(&ana, &token, None, 60).await.expect("a page").photos.len(), 3);
    let detail = galleries.get(&mirna, id).await.expect("a gallery");
    assert_eq!((detail.photos, detail.failed, detail.processing, detail.trashed_photos), (4, 1, 0, 1));
    assert_eq!(detail.bytes, 40_000_000);
}
