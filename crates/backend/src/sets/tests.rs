//! Sets in a gallery, and what of it a client sees.

use std::time::Instant;

use domain::{Cursor, GalleryId, PhotoId, RenditionKind, Role, SetId, Viewer, problem::Problem};

use crate::{
    error::{Error, Result},
    files::PhotoKeys,
    galleries::{Door, OpenGallery},
    photos::{PhotoFilter, Wanted},
    testing::TestBackend,
};

/// A published gallery of six photographs with the sets Ceremony (b, d) and Dinner (a, e); c and f are in none.
struct World {
    backend: TestBackend,
    mirna: Viewer,
    ana: Viewer,
    gallery: GalleryId,
    token: String,
    photos: Vec<PhotoId>,
    ceremony: SetId,
    dinner: SetId,
}

impl World {
    async fn make() -> Self {
        let backend = TestBackend::start().await;
        let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
        let gallery = backend.gallery(&mirna, "Ana & Luka").await;
        let mut photos = Vec::new();
        for name in ["a", "b", "c", "d", "e", "f"] {
            photos.push(backend.photo(&mirna, gallery, name).await);
        }
        backend.publish(&mirna, gallery).await;
        let (ana, token) = (backend.visitor(), backend.link_token(gallery).await);
        backend.unlock(&ana, gallery).await;
        let ceremony = backend.sets().create(&mirna, gallery, "Ceremony").await.expect("made");
        let dinner = backend.sets().create(&mirna, gallery, " Dinner ").await.expect("made");
        let put = async |photos: &[PhotoId], set| {
            backend.photos().put(&mirna, gallery, photos, Some(set)).await.expect("put");
        };
        put(&[photos[1], photos[3]], ceremony).await;
        put(&[photos[4], photos[0]], dinner).await;
        Self { backend, mirna, ana, gallery, token, photos, ceremony, dinner }
    }

    /// The names a client sees, page by page of `size`.
    async fn seen(&self, size: i64) -> String {
        let (mut names, mut after) = (String::new(), None::<Cursor>);
        loop {
            let page = self.backend.galleries().photos(&self.ana, &self.token, after, size).await.expect("a page");
            names.extend(page.photos.into_iter().map(|tile| tile.file_name));
            after = page.next.map(|next| next.to_string().parse().expect("a place"));
            if after.is_none() {
                return names;
            }
        }
    }

    async fn open(&self) -> OpenGallery {
        let visit = self.backend.galleries().visit(&self.ana, &self.token).await.expect("a visit");
        let Door::Open(open) = visit.door else { panic!("open") };
        *open
    }

    async fn heads(&self) -> Vec<(i32, String, i64)> {
        self.open().await.sets.into_iter().map(|set| (set.place, set.name, set.photos)).collect()
    }
}

fn problem<T>(result: Result<T>) -> Option<Problem> {
    match result {
        Err(Error::Invalid(problems)) => problems.first().map(|problem| problem.problem),
        _ => None,
    }
}

fn heads(heads: &[(i32, &str, i64)]) -> Vec<(i32, String, i64)> {
    heads.iter().map(|(place, name, photos)| (*place, (*name).to_owned(), *photos)).collect()
}

#[tokio::test]
async fn those_in_none_come_first_and_pages_go_on_across_sets() {
    let w = World::make().await;
    for size in 1..=7 {
        assert_eq!(w.seen(size).await, "cfbdae", "pages of {size}");
    }
    assert_eq!(w.heads().await, heads(&[(1, "Ceremony", 2), (2, "Dinner", 2)]));
    for (at, name) in ["c", "f", "b", "d", "a", "e"].into_iter().enumerate() {
        let photo = w.photos[usize::from(name.as_bytes()[0] - b'a')];
        let view = w.backend.galleries().photo(&w.ana, &w.token, photo).await.expect("a photograph");
        assert_eq!((view.position, view.count), (at as i64 + 1, 6), "{name}");
    }
    w.backend.sets().arrange(&w.mirna, w.gallery, &[w.dinner, w.ceremony]).await.expect("arranged");
    assert_eq!(w.seen(2).await, "cfaebd");
    assert_eq!(w.heads().await, heads(&[(1, "Dinner", 2), (2, "Ceremony", 2)]));
    let again = w.backend.sets().arrange(&w.mirna, w.gallery, &[w.dinner]).await;
    assert!(matches!(again, Err(Error::Conflict)), "one is missing");
    let filter = PhotoFilter { set: Some(w.dinner), ..PhotoFilter::default() };
    let page = w.backend.photos().find(&w.mirna, w.gallery, &filter, None).await.expect("a page");
    assert_eq!(page.photos.iter().map(|photo| photo.id).collect::<Vec<_>>(), [w.photos[0], w.photos[4]]);
}

#[tokio::test]
async fn what_is_hidden_is_nowhere_for_visitors() {
    let w = World::make().await;
    let studio = w.mirna.membership.as_ref().expect("a member").studio;
    let mut tx = w.backend.db.studio(studio).await.expect("a transaction");
    let keys: Vec<(uuid::Uuid, String)> =
        sqlx::query_as("SELECT id, storage_key FROM photos").fetch_all(&mut *tx).await.expect("keys");
    drop(tx);
    for (_, key) in keys {
        let key = PhotoKeys::new(studio, key).rendition(RenditionKind::Thumb);
        w.backend.files.put(&key, b"bytes".as_slice().into()).await.expect("stored");
    }
    let key = "abcdefghijklmnop";
    let (a, c) = (w.photos[0], w.photos[2]);
    let epoch = w.open().await.epoch;
    let served = async |viewer: &Viewer, photo| {
        let address = (w.gallery, epoch, photo);
        w.backend.photos().serve(viewer, address, RenditionKind::Thumb, Wanted::default()).await.is_ok()
    };
    w.backend.favorites().set(&w.ana, &w.token, key, a, true).await.expect("a heart");
    assert!(served(&w.ana, a).await);

    w.backend.sets().hide(&w.mirna, w.gallery, w.dinner, true).await.expect("hidden");
    w.backend.photos().hide(&w.mirna, w.gallery, &[c], true).await.expect("hidden");
    assert_eq!(w.seen(60).await, "fbd");
    assert_eq!(w.heads().await, heads(&[(1, "Ceremony", 2)]));
    let open = w.open().await;
    assert_eq!((open.photos, open.cover.map(|cover| cover.id)), (3, Some(w.photos[5])));
    for hidden in [a, c] {
        assert!(w.backend.galleries().photo(&w.ana, &w.token, hidden).await.is_err());
        assert!(!served(&w.ana, hidden).await, "refused at once");
        assert!(served(&w.mirna, hidden).await, "the studio sees it");
        assert!(w.backend.favorites().set(&w.ana, &w.token, key, hidden, true).await.is_err());
        assert!(w.backend.galleries().set_cover(&w.mirna, w.gallery, hidden).await.is_err());
    }
    assert!(w.backend.favorites().list(&w.ana, &w.token, key).await.expect("hearts").is_empty());
    // What is put into a hidden set is hidden with it, and what leaves it is not.
    w.backend.photos().put(&w.mirna, w.gallery, &[w.photos[1]], Some(w.dinner)).await.expect("put");
    w.backend.photos().put(&w.mirna, w.gallery, &[w.photos[4]], None).await.expect("put");
    assert_eq!(w.seen(60).await, "efd");

    w.backend.sets().hide(&w.mirna, w.gallery, w.dinner, false).await.expect("shown");
    let shown = w.backend.photos().hide(&w.mirna, w.gallery, &[c, a], false).await.expect("shown");
    assert_eq!((shown, w.seen(60).await.as_str()), (vec![c], "cefdab"));
    assert_eq!(w.backend.favorites().list(&w.ana, &w.token, key).await.expect("hearts"), [a], "hearts stayed");
}

#[tokio::test]
async fn a_deleted_set_leaves_its_photographs() {
    let w = World::make().await;
    w.backend.sets().hide(&w.mirna, w.gallery, w.ceremony, true).await.expect("hidden");
    w.backend.sets().delete(&w.mirna, w.gallery, w.ceremony).await.expect("deleted");
    assert_eq!(w.seen(60).await, "cfae", "what visitors did not see stays out of their sight");
    assert_eq!(w.heads().await, heads(&[(1, "Dinner", 2)]), "the others moved up");
    let gone = w.backend.sets().rename(&w.mirna, w.gallery, w.ceremony, "x").await;
    assert!(matches!(gone, Err(Error::Refused(_))));
    let sets = w.backend.galleries().get(&w.mirna, w.gallery).await.expect("a gallery").sets;
    assert_eq!(sets.iter().map(|set| (set.name.as_str(), set.photos)).collect::<Vec<_>>(), [("Dinner", 2)]);
}

#[tokio::test]
async fn names_are_single_and_sets_are_counted() {
    let w = World::make().await;
    let sets = w.backend.sets();
    assert_eq!(problem(sets.create(&w.mirna, w.gallery, "Dinner").await), Some(Problem::SetNameTaken));
    assert_eq!(problem(sets.rename(&w.mirna, w.gallery, w.ceremony, "Dinner").await), Some(Problem::SetNameTaken));
    assert_eq!(problem(sets.create(&w.mirna, w.gallery, " ").await), Some(Problem::Required));
    sets.rename(&w.mirna, w.gallery, w.ceremony, "Vjenčanje").await.expect("renamed");
    for n in 2..domain::MAX_SETS {
        sets.create(&w.mirna, w.gallery, &format!("Set {n}")).await.expect("made");
    }
    assert_eq!(problem(sets.create(&w.mirna, w.gallery, "One more").await), Some(Problem::TooManySets));
}

/// Ten thousand photographs: a change of order and of sets takes no second, and the last page is read from the index.
#[tokio::test]
async fn a_large_gallery_is_ordered_in_no_time() {
    let w = World::make().await;
    let studio = w.mirna.membership.as_ref().expect("a member").studio;
    let mut tx = w.backend.db.studio(studio).await.expect("a transaction");
    sqlx::query(
        "INSERT INTO photos (id, studio_id, gallery_id, file_name, sha256, bytes, format, storage_key, state, width, height,
             sort_at, created_at, set_id)
         SELECT gen_random_uuid(), $1, $2, 'IMG_' || n || '.jpg', sha256(n::text::bytea), 8000000, 'jpeg', 'k' || n, 'ready',
             6000, 4000, '2026-09-12'::timestamp + n * interval '1 second', '2026-09-12Z'::timestamptz,
             CASE n % 3 WHEN 0 THEN $3 WHEN 1 THEN $4 END
         FROM generate_series(1, 10000) n",
    )
    .bind(studio.0)
    .bind(w.gallery.0)
    .bind(w.ceremony.0)
    .bind(w.dinner.0)
    .execute(&mut *tx)
    .await
    .expect("ten thousand");
    tx.commit().await.expect("committed");
    let mut tx = w.backend.db.system().await.expect("a transaction");
    sqlx::query("ANALYZE photos").execute(&mut *tx).await.ok();
    drop(tx);
    for (order, descending) in [
        (domain::PhotoOrder::Name, false),
        (domain::PhotoOrder::Capture, true),
        (domain::PhotoOrder::Manual, false),
        (domain::PhotoOrder::Capture, false),
    ] {
        let start = Instant::now();
        w.backend.photos().order(&w.mirna, w.gallery, order, descending).await.expect("ordered");
        eprintln!("{order:?} {descending}: {:?}", start.elapsed());
    }
    let start = Instant::now();
    w.backend.sets().arrange(&w.mirna, w.gallery, &[w.dinner, w.ceremony]).await.expect("arranged");
    eprintln!("sets: {:?}", start.elapsed());
    let seen = w.seen(240).await;
    assert_eq!(seen.matches(".jpg").count(), 10_000);
    let mut tx = w.backend.db.studio(studio).await.expect("a transaction");
    sqlx::query("SET LOCAL enable_sort = off").execute(&mut *tx).await.expect("set");
    let plan: Vec<String> = sqlx::query_scalar(
        "EXPLAIN SELECT id FROM photos
         WHERE gallery_id = $1 AND state = 'ready' AND trashed_at IS NULL AND shown
           AND (set_place, sort_key, file_name, id) > ($2, $3, $4, $5)
         ORDER BY set_place, sort_key, file_name, id LIMIT 60",
    )
    .bind(w.gallery.0)
    .bind(2_i32)
    .bind(&b"@"[..])
    .bind("IMG_9.jpg")
    .bind(uuid::Uuid::nil())
    .fetch_all(&mut *tx)
    .await
    .expect("a plan");
    let plan = plan.join("\n");
    assert!(plan.contains("photos_in_place") && plan.contains("Index Cond: ((gallery_id = "), "{plan}");
    assert!(plan.contains("ROW(set_place, sort_key, file_name, id) >"), "{plan}");
}
