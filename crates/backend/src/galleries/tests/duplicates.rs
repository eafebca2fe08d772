//! A second gallery like the first, and what matters in a cover.

use domain::{DownloadPolicy, PhotoOrder, Role};

use super::{audit, problems, settings};
use crate::{galleries::USUAL_FOCUS, testing::TestBackend};

#[tokio::test]
async fn a_duplicate_has_the_shape_and_nothing_of_the_visitors() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let id = backend.gallery(&mirna, "Ana & Luka").await;
    let mut new = settings(&backend, &mirna, id).await;
    (new.description, new.taken_on) = ("A day in June".into(), "2026-06-06".into());
    backend.galleries().edit(&mirna, id, &new).await.expect("edited");
    let (a, b) = (backend.photo(&mirna, id, "a.jpg").await, backend.photo(&mirna, id, "b.jpg").await);
    let dinner = backend.sets().create(&mirna, id, "Dinner").await.expect("made");
    backend.sets().hide(&mirna, id, dinner, true).await.expect("hidden");
    backend.photos().put(&mirna, id, &[a], Some(dinner)).await.expect("put");
    backend.photos().order(&mirna, id, PhotoOrder::Name, true).await.expect("ordered");
    backend.galleries().set_focus(&mirna, id, b, (20, 200)).await.expect("kept");
    backend.choices().define(&mirna, id, None, "Album", "40").await.expect("a list");
    let policy = DownloadPolicy { web: true, pin: true, quota: Some(9), ..DownloadPolicy::default() };
    backend.downloads().set_policy(&mirna, id, policy).await.expect("allowed");
    backend.publish(&mirna, id).await;

    let empty = backend.galleries().duplicate(&mirna, id, "Eva", false).await.expect("made");
    let detail = backend.galleries().get(&mirna, empty).await.expect("a gallery");
    let (was, code) = (backend.galleries().get(&mirna, id).await.expect("a gallery"), backend.access_code(empty).await);
    assert_eq!((detail.title.as_str(), detail.description.as_str(), detail.photos), ("Eva", "A day in June", 0));
    assert_eq!((detail.order, detail.descending, detail.published_at), (PhotoOrder::Name, true, None));
    assert_eq!(detail.taken_on, was.taken_on);
    assert!(detail.link != was.link && code != was.access_code);
    let sets: Vec<_> = detail.sets.iter().map(|set| (set.name.as_str(), set.hidden, set.photos)).collect();
    assert_eq!(sets, [("Dinner", true, 0)]);
    let lists = backend.choices().settings(&mirna, empty).await.expect("the lists").lists;
    assert_eq!(
        lists.iter().map(|list| (list.name.as_str(), list.most.0)).collect::<Vec<_>>(),
        [("", None), ("Album", Some(40))]
    );
    let downloads = backend.downloads().settings(&mirna, empty).await.expect("what is allowed");
    assert!(downloads.policy == policy && downloads.pin.is_some());
    assert_eq!(audit(&backend, empty).await, ["gallery.duplicate"]);

    let whole = backend.galleries().duplicate(&mirna, id, "Iva", true).await.expect("made");
    let photos = backend.photos().list(&mirna, whole, false, None).await.expect("listed").photos;
    assert_eq!(photos.iter().map(|photo| photo.file_name.as_str()).collect::<Vec<_>>(), ["b.jpg", "a.jpg"]);
    let detail = backend.galleries().get(&mirna, whole).await.expect("a gallery");
    assert_eq!(photos[1].set, Some(detail.sets[0].id));
    assert!(photos.iter().all(|photo| !photo.hidden), "its set alone is hidden");
    assert_eq!(problems(backend.galleries().duplicate(&mirna, id, " ", true).await).len(), 1);
}

#[tokio::test]
async fn what_matters_stays_with_its_cover() {
    let backend = TestBackend::start().await;
    let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
    let id = backend.gallery(&mirna, "Ana & Luka").await;
    let (a, b) = (backend.photo(&mirna, id, "a.jpg").await, backend.photo(&mirna, id, "b.jpg").await);
    let cover = async || {
        let cover = backend.galleries().get(&mirna, id).await.expect("a gallery").cover.expect("a cover");
        (cover.id, cover.focus)
    };
    assert_eq!(cover().await, (a, USUAL_FOCUS));
    backend.galleries().set_focus(&mirna, id, a, (20, 200)).await.expect("kept");
    assert_eq!(cover().await, (a, (20, 100)));
    backend.galleries().set_cover(&mirna, id, b).await.expect("chosen");
    assert_eq!(cover().await, (b, USUAL_FOCUS));
    let elsewhere = backend.gallery(&mirna, "Eva").await;
    assert!(backend.galleries().set_focus(&mirna, elsewhere, a, (1, 1)).await.is_err());
}
