//! Publishing, taking back, putting away, the cover; what is written and said about it.

use domain::{GalleryStatus, PhotoId, Refusal, Role, problem::Problem};

use super::{audit, door, everything, open_gallery, problems, refusal};
use crate::testing::TestBackend;

#[tokio::test]
async fn an_empty_gallery_is_not_published() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let id = backend.gallery(&mirna, "Ana & Luka").await;
    let told = problems(backend.galleries().publish(&mirna, id).await);
    assert_eq!(told, [(String::new(), Problem::GalleryEmpty)]);
    let photo = backend.photo(&mirna, id, "DSC_1.jpg").await;
    set_photo(&backend, photo, "trashed_at = created_at").await;
    assert_eq!(problems(backend.galleries().publish(&mirna, id).await).len(), 1, "the trash does not count");
    set_photo(&backend, photo, "trashed_at = NULL").await;
    backend.galleries().publish(&mirna, id).await.expect("published");
    let detail = backend.galleries().get(&mirna, id).await.expect("a gallery");
    assert_eq!((detail.status, detail.epoch, detail.change_seq), (GalleryStatus::Published, 1, 1));
    assert_eq!(detail.published_at, Some(backend.clock.now()));
}

#[tokio::test]
async fn doing_it_twice_is_doing_it_once() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let id = open_gallery(&backend, &mirna, "Ana & Luka").await;
    let before = everything(&backend).await;
    backend.galleries().publish(&mirna, id).await.expect("published already");
    backend.galleries().unarchive(&mirna, id).await.expect("not archived");
    backend.galleries().restore(&mirna, id).await.expect("not in the trash");
    assert_eq!(everything(&backend).await, before);
}

#[tokio::test]
async fn every_way_out_asks_for_the_code_again() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let id = open_gallery(&backend, &mirna, "Ana & Luka").await;
    let ana = backend.visitor();
    let galleries = backend.galleries();
    for (round, closed) in ["unpublish", "archive", "trash"].into_iter().enumerate() {
        backend.unlock(&ana, id).await;
        assert_eq!(door(&backend, &ana, id).await.expect("a door"), "open");
        let epoch = galleries.get(&mirna, id).await.expect("a gallery").epoch;
        match closed {
            "unpublish" => {
                galleries.unpublish(&mirna, id).await.expect("taken back");
                assert_eq!(door(&backend, &ana, id).await.expect("a door"), "not published");
                backend.publish(&mirna, id).await;
            }
            "archive" => {
                galleries.archive(&mirna, id).await.expect("put away");
                assert_eq!(door(&backend, &ana, id).await.expect("a door"), "ended");
                galleries.unarchive(&mirna, id).await.expect("taken out");
                assert_eq!(door(&backend, &ana, id).await.expect("a door"), "not published");
                backend.publish(&mirna, id).await;
            }
            _ => {
                galleries.trash(&mirna, id).await.expect("deleted");
                assert_eq!(refusal(door(&backend, &ana, id).await), Some(Refusal::NotFound));
                galleries.restore(&mirna, id).await.expect("restored");
            }
        }
        assert_eq!(door(&backend, &ana, id).await.expect("a door"), "locked", "round {round}: {closed}");
        assert!(galleries.get(&mirna, id).await.expect("a gallery").epoch > epoch);
    }
    let log = audit(&backend, id).await;
    for action in ["publish", "unpublish", "archive", "unarchive", "trash", "restore"] {
        assert!(log.contains(&format!("gallery.{action}")), "{action}");
    }
}

#[tokio::test]
async fn the_cover_is_chosen_or_the_first_to_be_seen() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Owner).await;
    let id = backend.gallery(&mirna, "Ana & Luka").await;
    let (b, a) = (backend.photo(&mirna, id, "b.jpg").await, backend.photo(&mirna, id, "a.jpg").await);
    let cover = async || backend.galleries().get(&mirna, id).await.expect("a gallery").cover.map(|cover| cover.id);
    assert_eq!(cover().await, Some(a));
    backend.galleries().set_cover(&mirna, id, b).await.expect("chosen");
    assert_eq!(cover().await, Some(b));
    set_photo(&backend, b, "trashed_at = created_at").await;
    assert_eq!(cover().await, Some(a));
    set_photo(&backend, b, "trashed_at = NULL").await;
    assert_eq!(cover().await, Some(b), "restored, it is the cover again");
    set_photo(&backend, a, "state = 'processing', width = NULL").await;

    let elsewhere = backend.gallery(&mirna, "Eva").await;
    let foreign = backend.photo(&mirna, elsewhere, "c.jpg").await;
    let before = everything(&backend).await;
    for photo in [foreign, a, PhotoId(uuid::Uuid::from_u128(5))] {
        let answer = refusal(backend.galleries().set_cover(&mirna, id, photo).await);
        assert_eq!(answer, Some(Refusal::NotFound));
    }
    assert_eq!(everything(&backend).await, before);
}

/// Does to a photograph what the photographs' own verbs would.
pub(super) async fn set_photo(backend: &TestBackend, photo: PhotoId, what: &str) {
    let mut tx = backend.db.system().await.expect("a transaction");
    let update = format!("UPDATE photos SET {what} WHERE id = '{photo}'");
    sqlx::query(sqlx::AssertSqlSafe(update)).execute(&mut *tx).await.expect("updated");
    tx.commit().await.expect("committed");
}
