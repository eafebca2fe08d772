//! Sets for the client alone: guests meet nothing of them anywhere.

use domain::{AccessCode, DownloadSize, DownloadWhat, GalleryId, PhotoId, Refusal, RenditionKind, Role, SetId, Viewer};

use super::{problems, refusal};
use crate::{
    error::Error,
    files::PhotoKeys,
    galleries::{Door, OpenGallery, PhotoSearch},
    limits::CODE_BY_SOURCE,
    photos::Wanted,
    testing::TestBackend,
};

const KEY: &str = "ana-ana-ana-ana-1";

/// A published gallery of `a.jpg`, `b.jpg` and `c.jpg`; `c.jpg` is in a set for the client alone. A guest and the client
/// are in.
struct Wedding {
    backend: TestBackend,
    mirna: Viewer,
    gallery: GalleryId,
    token: String,
    photos: Vec<PhotoId>,
    set: SetId,
    code: AccessCode,
    guest: Viewer,
    client: Viewer,
}

impl Wedding {
    async fn make() -> Self {
        let backend = TestBackend::start().await;
        let mirna = backend.studio("Atelier Mirna", Role::Editor).await;
        let delivered = backend.delivered(&mirna, &["a.jpg", "b.jpg", "c.jpg"]).await;
        let (gallery, token, photos) = (delivered.gallery, delivered.token, delivered.photos);
        let set = backend.sets().create(&mirna, gallery, "Getting ready").await.expect("a set");
        backend.photos().put(&mirna, gallery, &[photos[2]], Some(set)).await.expect("put");
        backend.sets().keep_for_client(&mirna, gallery, set, true).await.expect("kept");
        let code = backend.galleries().gate(&mirna, gallery).await.expect("a gate").client_code.expect("a code");
        let studio = mirna.membership.as_ref().expect("a member").studio;
        let mut tx = backend.db.studio(studio).await.expect("a transaction");
        let keys: Vec<String> =
            sqlx::query_scalar("SELECT storage_key FROM photos").fetch_all(&mut *tx).await.expect("keys");
        drop(tx);
        for (key, kind) in keys.iter().flat_map(|key| RenditionKind::PLAIN.map(|kind| (key, kind))) {
            let key = PhotoKeys::new(studio, key).rendition(kind);
            backend.files.put(&key, b"bytes".as_slice().into()).await.expect("stored");
        }
        let client = backend.visitor();
        backend.galleries().unlock(&client, &token, &code.to_string().to_lowercase()).await.expect("the client's");
        Self { backend, mirna, gallery, token, photos, set, code, guest: delivered.guest, client }
    }

    async fn open(&self, viewer: &Viewer) -> OpenGallery {
        let visit = self.backend.galleries().visit(viewer, &self.token).await.expect("a visit");
        let Door::Open(open) = visit.door else { panic!("open") };
        *open
    }

    /// Everything of the set that a visitor could meet, each as whether they do.
    async fn meets(&self, viewer: &Viewer) -> Vec<(&'static str, bool)> {
        let (backend, token, photo) = (&self.backend, self.token.as_str(), self.photos[2]);
        let galleries = backend.galleries();
        let open = self.open(viewer).await;
        let search = PhotoSearch { name: "c.jpg".into(), day: None };
        let grid = galleries.photos(viewer, token, None, 60).await.expect("photographs").photos;
        let found = galleries.seek(viewer, token, &search, None, 60).await.expect("found").photos;
        let hearts = backend.choices().set(viewer, token, KEY, None, (photo, true)).await;
        let listed = backend.favorites().list(viewer, token, KEY).await.expect("hearts");
        let written = backend.comments().write(viewer, token, KEY, Some(photo), "Lovely").await;
        let read = backend.comments().read(viewer, token, KEY).await.expect("comments");
        let one = DownloadWhat::Photo { photo };
        let offer = backend.downloads().offer(viewer, token, &one).await;
        let plan = backend.downloads().plan(viewer, token, &DownloadWhat::All, DownloadSize::Web).await;
        let address = (self.gallery, open.epoch, photo);
        let bytes = backend.photos().serve(viewer, address, RenditionKind::Thumb, Wanted::default()).await;
        vec![
            ("the count", open.photos == 3),
            ("the set", open.sets.iter().any(|set| set.name == "Getting ready")),
            ("the first page", open.page.photos.iter().any(|tile| tile.id == photo)),
            ("the grid", grid.iter().any(|tile| tile.id == photo)),
            ("the search", found.iter().any(|tile| tile.id == photo)),
            ("its address", galleries.photo(viewer, token, photo).await.is_ok()),
            ("its neighbour", galleries.photo(viewer, token, self.photos[1]).await.expect("b").next == Some(photo)),
            ("a heart", hearts.is_ok()),
            ("the hearts", listed.contains(&photo)),
            ("a comment", written.is_ok()),
            ("the comments", read.iter().any(|comment| comment.photo == Some(photo))),
            ("an offer", offer.is_ok()),
            ("a download", plan.expect("a plan").photos == 3),
            ("the bytes", bytes.is_ok()),
        ]
    }
}

#[tokio::test]
async fn the_client_meets_it_everywhere_and_a_guest_nowhere() {
    let w = Wedding::make().await;
    let rules = crate::choices::Rules { comments: true, ..Default::default() };
    w.backend.choices().edit(&w.mirna, w.gallery, rules).await.expect("comments");
    for (what, met) in w.meets(&w.client).await {
        assert!(met, "the client misses {what}");
    }
    for (what, met) in w.meets(&w.guest).await {
        assert!(!met, "a guest meets {what}");
    }
    let open = w.open(&w.mirna).await;
    assert!(open.own && open.client && open.photos == 3, "a member sees what the client sees");
    let days = async |viewer| w.backend.galleries().days(viewer, &w.token).await.expect("days").len();
    let mut tx = w.backend.db.system().await.expect("a transaction");
    sqlx::query("UPDATE photos SET taken_at = '2026-09-12' WHERE for_client").execute(&mut *tx).await.expect("dated");
    tx.commit().await.expect("committed");
    assert_eq!((days(&w.client).await, days(&w.guest).await), (1, 0));
    let cover = w.backend.galleries().set_cover(&w.mirna, w.gallery, w.photos[2]).await;
    assert_eq!(refusal(cover), Some(Refusal::NotFound), "no cover for all to see");
}

#[tokio::test]
async fn what_the_client_planned_is_not_for_a_guest_nor_for_a_client_who_was() {
    let w = Wedding::make().await;
    let hidden = [(true, false), (false, true), (true, true)];
    for (hide, keep) in hidden {
        w.backend.sets().hide(&w.mirna, w.gallery, w.set, hide).await.expect("hidden");
        w.backend.sets().keep_for_client(&w.mirna, w.gallery, w.set, keep).await.expect("kept");
        let seen = (w.open(&w.client).await.photos, w.open(&w.guest).await.photos);
        assert_eq!(seen, if hide { (2, 2) } else { (3, 2) }, "hidden {hide}, kept {keep}");
    }
    w.backend.sets().hide(&w.mirna, w.gallery, w.set, false).await.expect("shown");
    let plan = w.backend.downloads().plan(&w.client, &w.token, &DownloadWhat::All, DownloadSize::Web).await;
    let secret = plan.expect("a plan").secret;
    let theirs = w.backend.downloads().serve(&w.guest, &secret, 1, Wanted::default()).await;
    assert!(matches!(theirs, Err(Error::Refused(Refusal::NotFound))), "of another browser");

    // Another code ends what the first one opened.
    w.backend.galleries().draw_client_code(&w.mirna, w.gallery).await.expect("another");
    let refused = w.backend.galleries().visit(&w.client, &w.token).await.expect("a door");
    assert!(matches!(refused.door, Door::Locked(_)));
    let old = w.backend.galleries().unlock(&w.client, &w.token, w.code.as_str()).await;
    assert_eq!(problems(old).len(), 1);
    w.backend.unlock(&w.client, w.gallery).await;
    assert_eq!(w.open(&w.client).await.photos, 2, "with the ordinary code a guest");

    w.backend.unlock(&w.guest, w.gallery).await;
    // Deleting the set shows nobody what they did not see.
    w.backend.sets().delete(&w.mirna, w.gallery, w.set).await.expect("deleted");
    assert_eq!(w.open(&w.guest).await.photos, 2);
}

#[tokio::test]
async fn a_guest_does_not_guess_the_clients_code() {
    let w = Wedding::make().await;
    let galleries = w.backend.galleries();
    let mut judged = 0;
    // With the code they know, a guest would begin anew as often as they like.
    for _ in 0..4 {
        for _ in 0..CODE_BY_SOURCE.attempts - 1 {
            match galleries.unlock(&w.guest, &w.token, "GUESSED1").await {
                Err(Error::Invalid(_)) => judged += 1,
                Err(Error::TooMany { .. }) => {}
                other => panic!("{other:?}"),
            }
        }
        let known = w.backend.access_code(w.gallery).await;
        let _ = galleries.unlock(&w.guest, &w.token, known.as_str()).await;
    }
    assert!(judged <= CODE_BY_SOURCE.attempts, "{judged}");
}

#[tokio::test]
async fn a_duplicate_has_a_client_of_its_own() {
    let w = Wedding::make().await;
    let galleries = w.backend.galleries();
    galleries.set_password(&w.mirna, w.gallery, "mrkva-2026").await.expect("a password");
    let second = galleries.duplicate(&w.mirna, w.gallery, "Eva & Ivan", false).await.expect("a second");
    let (one, other) = (
        galleries.gate(&w.mirna, w.gallery).await.expect("a gate"),
        galleries.gate(&w.mirna, second).await.expect("a gate"),
    );
    assert_eq!(one.gate, other.gate, "it is as hard to get into");
    assert!(other.client_code.is_some() && one.client_code != other.client_code);
    let sets = galleries.get(&w.mirna, second).await.expect("a gallery").sets;
    assert!(sets.iter().all(|set| set.client_only) && sets.len() == 1);
}

#[tokio::test]
async fn proofing_asks_nobody_again_for_what_they_gave() {
    let w = Wedding::make().await;
    w.backend.galleries().set_password(&w.mirna, w.gallery, "mrkva-2026").await.expect("a password");
    w.backend.galleries().unlock(&w.client, &w.token, w.code.as_str()).await.expect("the client's");
    w.backend.galleries().give_password(&w.client, &w.token, "mrkva-2026").await.expect("the password");
    for on in [true, false] {
        w.backend.watermarks().set_proofing(&w.mirna, w.gallery, on).await.expect("turned");
        let open = w.open(&w.client).await;
        assert_eq!((open.client, open.photos), (true, 3), "proofing {on}");
    }
}
